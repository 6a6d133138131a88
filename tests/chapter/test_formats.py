"""One document, the same words and numbers in every format, readable by those who hear it."""

import base64
import html
import io
import re
import subprocess
import zipfile
from pathlib import Path
from shutil import which

import openpyxl
import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn
from docx.shared import Cm
from pypdf import PdfReader

from protect.chapter.document import Document, Picture, words_of
from protect.chapter.formats import FORMATS
from protect.chapter.formats.xlsx import write_csv
from protect.chapter.markdown import blocks_of
from protect.chapter.tokens import Value
from tests.chapter.accessible import assert_accessible
from tests.chapter.extracted import EXTRACTORS, assert_the_same_in_all, squeezed
from tests.chapter.sample import PHOTO, TABLE, sample
from tests.chapter.tagged import read_tagged

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def document() -> Document:
    return sample("ro")


def text_of(extension: str, content: bytes) -> str:
    if extension == "pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if extension == "html":
        return html.unescape(re.sub(r"<[^>]+>", " ", content.decode().split("<main>")[1]))
    made = open_docx(io.BytesIO(content))
    paragraphs = made.element.body.iter(qn("w:p"))
    return " ".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs)


@pytest.mark.parametrize("extension", ["html", "docx", "pdf"])
def test_every_format_holds_every_word_and_number(document: Document, extension: str) -> None:
    found = squeezed(text_of(extension, FORMATS[extension][1](document)))
    missing = [words for words in words_of(document) if squeezed(words) not in found]
    assert missing == []


def test_the_three_formats_hold_the_same_headings_words_and_numbers(document: Document) -> None:
    files = {extension: FORMATS[extension][1](document) for extension in EXTRACTORS}
    found = assert_the_same_in_all(files)
    said = [(h.level, squeezed(h.text)) for h in document.headings]
    assert found.headings == [(1, squeezed(document.title)), *said]
    assert {"286", "78.970"} <= set(found.numbers)


def test_what_differs_between_formats_is_seen(document: Document) -> None:
    files = {extension: FORMATS[extension][1](document) for extension in EXTRACTORS}
    page = files["html"].decode()
    for before, after in (("78.970", "79.970"), ("<h3>", "<h4>"), ("Informați", "Formați")):
        assert before in page
        changed = page.replace(before, after).replace("</h3>", f"</{after[1:]}" if "<h" in after else "</h3>")
        with pytest.raises(AssertionError):
            assert_the_same_in_all(files | {"html": changed.encode()})


@pytest.mark.parametrize("language", ["ro", "en"])
def test_the_pdf_is_what_pdf_ua_asks(language: str) -> None:
    made = sample(language)
    assert_accessible(FORMATS["pdf"][1](made), made.locale, made.title)


def test_the_docx_has_styles_header_rows_captions_alternative_text_and_its_language(
    document: Document,
) -> None:
    content = FORMATS["docx"][1](document)
    made = open_docx(io.BytesIO(content))
    assert made.core_properties.language == "ro-RO" and made.core_properties.title == document.title
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in made.tables)
    assert sum(p.style.name == "Caption" for p in made.paragraphs) == 3
    assert document.pictures[0].description in html.unescape(xml)
    assert "w:hyperlink" in xml and 'w:val="ro-RO"' in made.styles.element.xml
    assert all("w:cantSplit" in row._tr.xml for table in made.tables for row in table.rows)
    assert 'w:instr="PAGE"' in made.sections[0].footer._element.xml
    assert {"List Bullet", "List Number", "Quote"} <= {p.style.name for p in made.paragraphs}


def test_the_tables_are_numbers_in_xlsx_and_csv(document: Document) -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"][1](document)))
    rows = [row[:2] for row in book["beneficiaries"].iter_rows(min_row=4, max_row=6, values_only=True)]
    assert rows == list(TABLE.rows)
    lines = write_csv(TABLE).decode("utf-8-sig").splitlines()
    assert lines[1:] == ["Beneficiari în centre de zi,286", "Informați,78970", "Repatriați,[c]"]


def test_the_same_drawing_is_in_every_format_with_its_words(document: Document) -> None:
    drawing = document.drawings["services"]
    page = FORMATS["html"][1](document).decode()
    assert drawing.svg in page and "<desc" in drawing.svg and 'role="img"' in drawing.svg
    with zipfile.ZipFile(io.BytesIO(FORMATS["docx"][1](document))) as parts:
        media = [parts.read(name) for name in parts.namelist() if name.startswith("word/media/")]
    assert media == [PHOTO.content, drawing.png] or media == [drawing.png, PHOTO.content]
    assert "507 persoane" in drawing.svg and "286 de persoane" in drawing.svg
    assert len(document.pictures[0].description) <= 250


def test_the_html_asks_nothing_of_anybody(document: Document) -> None:
    page = FORMATS["html"][1](document).decode()
    assert "<script" not in page and "@import" not in page and page.count("src=") == 1
    assert f'src="data:image/jpeg;base64,{base64.b64encode(PHOTO.content).decode()}"' in page


def test_a_tall_picture_stays_on_its_page(document: Document) -> None:
    shapes = open_docx(io.BytesIO(FORMATS["docx"][1](document))).inline_shapes
    assert all(shape.height <= Cm(16) and shape.width <= Cm(16) for shape in shapes)
    read = read_tagged(FORMATS["pdf"][1](document))
    left, bottom, right, top = (float(n) for n in read.tags("Figure")[1].attribute("/BBox"))
    assert top - bottom <= 14.1 * 72 / 2.54 and 2 < (top - bottom) / (right - left) < 2.5


@pytest.mark.office
@pytest.mark.skipif(not which("soffice"), reason="LibreOffice is not here")
def test_libreoffice_opens_the_docx(document: Document, tmp_path: Path) -> None:
    source = tmp_path / "chapter.docx"
    source.write_bytes(FORMATS["docx"][1](document))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/lo"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = squeezed(text_of("pdf", (tmp_path / "chapter.pdf").read_bytes()))
    assert all(squeezed(h.text) in text for h in document.headings) and "78.970" in text


def test_markdown_keeps_to_its_safe_part() -> None:
    text = (
        "# Titlu\n\n<script>alert(1)</script> și **tare** [x](javascript:alert(1)) [y](https://example.org)\n\n"
        "- {{residential:2020}}\n- doi\n\n> citat\n\n![Bare](chart:services)"
    )
    asked = []

    def charts(code: str, words: str) -> list[Picture]:
        asked.append((code, words))
        return []

    figures = {("residential", "", "2020"): Value(41)}
    blocks = blocks_of(text, figures, "ro", charts)
    said = repr(blocks)
    assert "javascript" not in [run.href for b in blocks if hasattr(b, "runs") for run in b.runs]
    assert "'https://example.org'" in said and "41\\xa0de\\xa0persoane" in said
    assert asked == [("chart:services", "Bare")]
    assert [type(block).__name__ for block in blocks] == ["Heading", "Paragraph", "Listing", "Paragraph"]
