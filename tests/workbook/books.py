"""Filling a workbook as people do: opened, cells written to by their codes, saved by another library."""

import io
from collections.abc import Callable, Mapping
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from beneficiaries.models import Cell, Report
from beneficiaries.queries import sheet_of
from beneficiaries.workbook.importing import Preview, look, take
from beneficiaries.workbook.layout import CODE, NOTE, QUALIFIER, REPEAT, SERVED, cell_code
from beneficiaries.workbook.writing import write
from protect.accounts.models import User

Typed = Mapping[tuple[str, str], Any]
TOTAL = "informed/total/"
PARTS = ("adult_f", "adult_m", "minor_f", "minor_m", "unknown")
__all__ = ["CODE", "NOTE", "QUALIFIER", "REPEAT", "SERVED", "TOTAL"]


def book_of(report: Report) -> bytes:
    return write(sheet_of(report))


def code_of(cell: Cell) -> str:
    return cell_code(cell.block.indicator.code, cell.block.code, cell.key)


def tables(book: Workbook) -> list[tuple[Worksheet, dict[str, int], dict[str, int]]]:
    """The sheets with a table: sheet, tag → column, code → row (counted from 1)."""
    found = []
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            tags = {str(cell.value): cell.column for cell in row if str(cell.value or "").startswith("#")}
            if CODE in tags:
                codes = {
                    str(sheet.cell(r, tags[CODE]).value): r
                    for r in range(1, sheet.max_row + 1)
                    if sheet.cell(r, tags[CODE]).value and sheet.cell(r, tags[CODE]).value != CODE
                }
                found.append((sheet, tags, codes))
                break
    return found


def changed(content: bytes, change: Callable[[Workbook], None]) -> bytes:
    """The workbook after `change` and an ordinary save."""
    book = load_workbook(io.BytesIO(content))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def filled(content: bytes, typed: Typed) -> bytes:
    """The workbook with values in the fields (code, tag)."""

    def fill(book: Workbook) -> None:
        left = dict(typed)
        for sheet, tags, codes in tables(book):
            for (code, tag), value in typed.items():
                if code in codes:
                    sheet.cell(codes[code], tags[tag]).value = value
                    left.pop((code, tag))
        assert not left, left

    return changed(content, fill)


def brought(
    report: Report, typed: Typed, by: User, change: Callable[[Workbook], None] | None = None
) -> Preview:
    """Write the workbook, fill it in, look at it."""
    content = filled(book_of(report), typed)
    return look(report, changed(content, change) if change else content, by=by)


def used(found: Preview, by: User) -> Preview:
    """Take in what was looked at."""
    assert not found.faults, found.faults
    take(found.report, found.matched.data, by=by)
    return found
