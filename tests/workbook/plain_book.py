"""A workbook in the layout of ours, made without the portal: for the readers' tests."""

import io

import xlsxwriter

from beneficiaries.workbook.layout import CODE, FORMAT, MARK, NAME, NOTE, SERVED


def plain_book(rows: int = 6, columns: int = 0) -> bytes:
    """`rows` numbers, each with a code; `columns` more that nobody reads."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Beneficiari")
        sheet.write_row(0, 0, [CODE, NAME, SERVED, NOTE, *[f"x{n}" for n in range(columns)]])
        for row in range(1, rows + 1):
            sheet.write_row(row, 0, [f"a/b/{row}", f"rând {row}", row, "notă", *([row] * columns)])
        sheet.write_formula(rows + 1, 2, f"=SUM(C2:C{rows + 1})", None, 0)
        hidden = book.add_worksheet("_protect")
        for place, line in enumerate(
            [[MARK], ["format", FORMAT], ["organisation", "ours"], ["period", "2025"]]
        ):
            hidden.write_row(place, 0, line)
    return target.getvalue()
