"""The chapter's table as DOCX and XLSX: the same words and numbers in both."""

from collections.abc import Callable
from pathlib import Path

import xlsxwriter
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Row

from protect.chapter.table import Table

LOCALES = {"ro": "ro-RO", "en": "en-GB"}


def write_docx(table: Table, target: Path) -> None:
    """A heading, the table with a header row that repeats, the sentence about training, the notes."""
    document = Document()
    document.core_properties.title = table.title
    document.core_properties.author = "ProTECT"
    document.core_properties.language = LOCALES[table.language]
    set_language(document, LOCALES[table.language])
    document.add_heading(table.title, level=1)
    grid = document.add_table(rows=1, cols=2, style="Table Grid")
    for cell, text in zip(grid.rows[0].cells, table.heading, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    repeat_on_every_page(grid.rows[0])
    for service, number in table.rows:
        cells = grid.add_row().cells
        cells[0].text = service
        cells[1].text = table.shown(number)
        cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if table.training:
        document.add_paragraph().add_run(table.training)
    for note in table.notes:
        document.add_paragraph(note, style="Caption")
    document.save(str(target))


def set_language(document, locale: str) -> None:  # type: ignore[no-untyped-def]
    """The language of the text, so that spelling and screen readers know it."""
    properties = document.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), locale)
    properties.append(language)


def repeat_on_every_page(row: _Row) -> None:
    """Mark a row as the table's header."""
    properties = row._tr.get_or_add_trPr()
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    properties.append(header)


def write_xlsx(table: Table, target: Path) -> None:
    """The table on one sheet; numbers are numbers, nothing is a formula."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(target), options) as book:
        book.set_properties({"title": table.title, "author": "ProTECT"})
        bold = book.add_format({"bold": True, "text_wrap": True})
        # The file's own notation: each program shows the marks of its language.
        number = book.add_format({"num_format": "#,##0"})
        sheet = book.add_worksheet("ProTECT")
        sheet.set_column(0, 0, 70)
        sheet.set_column(1, 1, 14)
        sheet.write_string(0, 0, table.title, bold)
        sheet.write_row(2, 0, table.heading, bold)
        for place, (service, people) in enumerate(table.rows, 3):
            sheet.write_string(place, 0, service)
            sheet.write_number(place, 1, people, number)
        for place, text in enumerate([table.training, *table.notes], 4 + len(table.rows)):
            sheet.write_string(place, 0, text)
        sheet.freeze_panes(3, 0)


WRITERS: dict[str, Callable[[Table, Path], None]] = {"docx": write_docx, "xlsx": write_xlsx}
