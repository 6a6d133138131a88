"""DOCX: what the national agency edits further: styles, real headings, real tables, real links."""

from io import BytesIO

import docx
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as DocxParagraph

from protect.chapter.document import Block, Document, Heading, Listing, Paragraph, Photo, Picture, Runs, Table

TYPE, INK, BRAND = "Calibri", RGBColor(0x1B, 0x27, 0x33), RGBColor(0x0B, 0x3B, 0x3C)
SIZES = {"Title": 26, "Heading 1": 26, "Heading 2": 18, "Heading 3": 14, "Heading 4": 12}
ROWS_OF_A_PAGE = 25
WIDTH, NARROW, TALLEST = Cm(16), Cm(2.6), Cm(16)


def write_docx(document: Document) -> bytes:
    """The document with its properties, styles and language."""
    made = docx.Document()
    prepare(made, document)
    number_pages(made, document)
    made.add_heading(document.title, level=1)
    made.add_paragraph(document.statement, style="Note")
    for block in document.blocks:
        add(made, document, block)
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def prepare(made: Docx, document: Document) -> None:
    """Title, author, language, page and styles."""
    made.core_properties.title = document.title
    made.core_properties.author = "ProTECT"
    made.core_properties.language = document.locale
    made.core_properties.comments = ""
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    made.styles["Normal"].font.name, made.styles["Normal"].font.size = TYPE, Pt(11)
    for name, size in SIZES.items():
        style = made.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = TYPE, Pt(size), BRAND
        style.paragraph_format.keep_with_next = True
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{script}"), None)
    note = made.styles.add_style("Note", 1)
    note.base_style, note.font.size, note.font.color.rgb = made.styles["Normal"], Pt(9.5), INK
    note.paragraph_format.space_before, note.paragraph_format.space_after = Pt(4), Pt(4)
    caption = made.styles["Caption"]
    caption.font.size, caption.font.color.rgb, caption.font.bold = Pt(10.5), INK, True
    caption.paragraph_format.keep_with_next = True
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), document.locale)
    language.set(qn("w:eastAsia"), document.locale)
    for holder in (made.styles["Normal"].element.get_or_add_rPr(), defaults(made)):
        for old in holder.findall(qn("w:lang")):
            holder.remove(old)
        holder.append(language.__copy__())


def number_pages(made: Docx, document: Document) -> None:
    """The title and the page at the foot of every page; the program fills in the number."""
    foot = made.sections[0].footer.paragraphs[0]
    foot.style = made.styles["Note"]
    foot.add_run(f"{document.title} · ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot._p.append(field)
    field.append(foot.add_run("1")._r)


def defaults(made: Docx):  # type: ignore[no-untyped-def]
    """The run properties that every style begins from."""
    return made.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))


def add(made: Docx, document: Document, block: Block) -> None:
    """One block."""
    match block:
        case Heading():
            made.add_heading(block.text, level=block.level)
        case Paragraph():
            style = {"quote": "Quote", "note": "Note"}.get(block.look)
            write_runs(made.add_paragraph(style=style), block.runs)
        case Listing():
            for item in block.items:
                style = "List Number" if block.numbered else "List Bullet"
                write_runs(made.add_paragraph(style=style), item)
        case Table():
            add_table(made, document, block)
        case Picture():
            add_picture(made, document, block)
        case Photo():
            add_photo(made, block)


def write_runs(paragraph: DocxParagraph, runs: Runs) -> None:
    """The words with their look; links are real links."""
    for run in runs:
        written = paragraph.add_run(run.text)
        written.bold, written.italic = run.bold or None, run.italic or None
        if run.href:
            link = OxmlElement("w:hyperlink")
            link.set(
                qn("r:id"),
                paragraph.part.relate_to(run.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
            )
            written.font.underline = True
            paragraph._p.append(link)
            link.append(written._r)


def add_table(made: Docx, document: Document, table: Table) -> None:
    """Caption above, a row of headings that repeats on every page, notes below."""
    made.add_paragraph(table.caption, style="Caption")
    grid = made.add_table(rows=1, cols=len(table.heading), style="Table Grid")
    describe_table(grid, table.caption)
    for place, (cell, words) in enumerate(zip(grid.rows[0].cells, table.heading, strict=True)):
        cell.paragraphs[0].add_run(words).bold = True
        align(cell, table, place)
    repeat_on_every_page(grid.rows[0])
    for row in table.rows:
        cells = grid.add_row().cells
        for place, value in enumerate(row):
            cells[place].text = document.written(value)
            align(cells[place], table, place)
    widen(grid, len(table.heading))
    hold_together(grid)
    for note in table.notes:
        made.add_paragraph(note, style="Note")


def align(cell, table: Table, column: int) -> None:  # type: ignore[no-untyped-def]
    """Numbers and what stands above them to the right; room above and below the words."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    if table.is_numeric(column):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def widen(grid, columns: int) -> None:  # type: ignore[no-untyped-def]
    """The first column takes what the numbers leave; programs read the grid or the cells."""
    grid.autofit = False
    for place, column in enumerate(grid.columns):
        column.width = WIDTH - NARROW * (columns - 1) if place == 0 else NARROW
        for cell in column.cells:
            cell.width = column.width


def hold_together(grid) -> None:  # type: ignore[no-untyped-def]
    """No row breaks within itself; a table that fits on a page stands on one, below its caption."""
    for place, row in enumerate(grid.rows):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        if len(grid.rows) <= ROWS_OF_A_PAGE and place < len(grid.rows) - 1:
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True


def repeat_on_every_page(row) -> None:  # type: ignore[no-untyped-def]
    """Mark a row as the table's header."""
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)


def describe_table(grid, words: str) -> None:  # type: ignore[no-untyped-def]
    """The table's title for those who hear it."""
    title = OxmlElement("w:tblCaption")
    title.set(qn("w:val"), words[:250])
    grid._tbl.tblPr.append(title)


def add_picture(made: Docx, document: Document, picture: Picture) -> None:
    """The chart as PNG with its description; the table stands beside it unless it comes anyway."""
    made.add_paragraph(picture.title, style="Caption")
    drawing = document.drawings.get(picture.code)
    if drawing:
        made.add_picture(BytesIO(drawing.png), width=WIDTH)
        made.paragraphs[-1].paragraph_format.keep_with_next = True
        say(made, picture.description, picture.title)
    made.add_paragraph(picture.source, style="Note")
    if picture.table not in document.blocks:
        add_table(made, document, picture.table)


def add_photo(made: Docx, photo: Photo) -> None:
    """An uploaded picture with its description, caption and maker; as wide as the text, but not too tall."""
    if photo.caption:
        made.add_paragraph(photo.caption, style="Caption")
    made.add_picture(BytesIO(photo.content), width=WIDTH)
    shape = made.inline_shapes[-1]
    if shape.height > TALLEST:
        shape.width, shape.height = int(shape.width * TALLEST / shape.height), TALLEST
    say(made, photo.description, photo.caption)
    if photo.credit:
        made.add_paragraph(photo.credit, style="Note")


def say(made: Docx, description: str, title: str) -> None:
    """The description and the title of the picture that was added last."""
    properties = made.inline_shapes[-1]._inline.docPr
    properties.set("descr", description)
    properties.set("title", title[:250])
