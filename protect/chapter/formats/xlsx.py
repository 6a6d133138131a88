"""XLSX and CSV: the tables of an edition, a sheet or a file each; numbers are numbers, nothing a formula."""

from io import BytesIO

import xlsxwriter

from protect.chapter.document import Document, Table
from protect.files.cells import TEXT_STAYS_TEXT, csv_file, safe_text


def write_xlsx(document: Document) -> bytes:
    """A sheet for each table, under its code."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, **TEXT_STAYS_TEXT}) as book:
        book.set_properties({"title": document.title, "author": "ProTECT"})
        bold = book.add_format({"bold": True, "text_wrap": True})
        # The file's own notation: each program shows the marks of its language.
        number = book.add_format({"num_format": "#,##0"})
        for table in document.tables:
            sheet = book.add_worksheet(table.code[:31])
            sheet.set_column(0, 0, 70)
            sheet.set_column(1, len(table.heading), 14)
            sheet.write_string(0, 0, safe_text(table.caption), bold)
            sheet.write_row(2, 0, map(safe_text, table.heading), bold)
            for place, row in enumerate(table.rows, 3):
                for column, value in enumerate(row):
                    if isinstance(value, int):
                        sheet.write_number(place, column, value, number)
                    else:
                        sheet.write_string(place, column, safe_text(value))
            for place, note in enumerate([*table.notes, document.statement], 4 + len(table.rows)):
                sheet.write_string(place, 0, safe_text(note))
            sheet.freeze_panes(3, 0)
        if not document.tables:
            book.add_worksheet("ProTECT").write_string(0, 0, document.statement)
    return content.getvalue()


def write_csv(table: Table) -> bytes:
    """One table: headings and rows in UTF-8, plain digits; text that a program may run is quoted away."""
    return csv_file([table.heading, *table.rows])
