"""The formats of an edition: each writes one document, whole, into memory."""

from collections.abc import Callable

from protect.chapter.document import Document
from protect.chapter.formats.docx import write_docx
from protect.chapter.formats.html import write_html
from protect.chapter.formats.pdf import write_pdf
from protect.chapter.formats.xlsx import write_xlsx

Writer = Callable[[Document], bytes]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: dict[str, tuple[str, Writer]] = {
    "html": ("text/html; charset=utf-8", write_html),
    "docx": (DOCX, write_docx),
    "pdf": ("application/pdf", write_pdf),
    "xlsx": (XLSX, write_xlsx),
}
