"""The totals of a year as files: CSV, XLSX, JSON. The same numbers in all three."""

import io
import json
from collections.abc import Callable

import xlsxwriter
from django.utils.translation import gettext as _

from beneficiaries.once.mapped import Counted
from beneficiaries.once.mapped import as_csv as mapped_csv
from protect.files.cells import TEXT_STAYS_TEXT, csv_file, safe_cell
from services.queries import Year

Row = list[str | int]


def rows_of(year: Year) -> tuple[list[str], list[Row]]:
    """The heading and a row a figure: indicator, block, cell, people, served, repeat, organisations."""
    heading = [
        "year",
        "indicator",
        "name",
        "block",
        "cell",
        "label",
        "people",
        "served",
        "repeat",
        "organisations",
    ]
    rows: list[Row] = []
    for line in year.lines:
        named = [("total", line.total)]
        named += [(block.block.code, figure) for block in line.blocks for figure in block.figures]
        for block, figure in named:
            rows.append(
                [
                    year.year,
                    line.indicator.code,
                    line.version.name,
                    block,
                    figure.cell.key,
                    figure.cell.name,
                    figure.people,
                    figure.served,
                    figure.repeat,
                    figure.organisations,
                ]
            )
    return heading, rows


def as_csv(year: Year) -> bytes:
    """UTF-8 with a mark, so that spreadsheets read the letters."""
    heading, rows = rows_of(year)
    note = [[_("Synthetic figures: a demonstration")]] if year.is_synthetic else []
    return csv_file([*note, heading, *rows])


def as_json(year: Year) -> bytes:
    heading, rows = rows_of(year)
    content = {
        "year": year.year,
        "synthetic": year.is_synthetic,
        "organisations": {"owed": year.owed, "verified": year.verified},
        "figures": [dict(zip(heading, row, strict=True)) for row in rows],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def as_xlsx(year: Year) -> bytes:
    """One sheet; numbers are numbers, nothing is a formula."""
    heading, rows = rows_of(year)
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, **TEXT_STAYS_TEXT}) as book:
        sheet = book.add_worksheet(str(year.year))
        bold, number = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
        first = 0
        if year.is_synthetic:
            sheet.write(0, 0, _("Synthetic figures: a demonstration"), bold)
            first = 1
        sheet.write_row(first, 0, heading, bold)
        for place, row in enumerate(rows, first + 1):
            for column, value in enumerate(row):
                sheet.write(
                    place, column, safe_cell(value), number if isinstance(value, int) and column else None
                )
        sheet.freeze_panes(first + 1, 0)
        sheet.autofit()
    return target.getvalue()


def as_mapped(year: Year) -> bytes:
    """The same with the names of HTCDS and CTDC beside ours."""
    rows = [
        Counted(str(year.year), line.version, figure.cell, block, figure.served, figure.repeat)
        for line in year.lines
        for block, figures in [("total", [line.total]), *((b.block.code, b.figures) for b in line.blocks)]
        for figure in figures
    ]
    return mapped_csv(rows, _("Synthetic figures: a demonstration") if year.is_synthetic else "")


FORMATS: dict[str, tuple[str, Callable[[Year], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "json": ("application/json", as_json),
    "htcds-csv": ("text/csv; charset=utf-8", as_mapped),
}
