"""Counts as CSV with the names of HTCDS and CTDC beside ours, a row a cell, gaps named."""

from collections.abc import Iterable
from dataclasses import dataclass

from beneficiaries.models import Category, CategoryMapping, Cell, Count, IndicatorVersion, Report
from beneficiaries.once.names import of_categories, of_service
from beneficiaries.queries import sheet_of
from protect.files.cells import csv_file

HEADING = [
    "period", "indicator", "name", "block", "key", "label", "htcds", "ctdc", "gaps",
    "served", "repeat", "people",
]  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """A number to put into the table."""

    period: str
    version: IndicatorVersion
    cell: Cell
    block: str
    served: int
    repeat: int


def as_csv(rows: Iterable[Counted], note: str = "") -> bytes:
    """UTF-8 with a mark, so that spreadsheets read the letters; no cell is a formula."""
    mappings = dict(CategoryMapping.objects.filter(scheme="HTCDS").values_list("category", "code"))
    dimensions = {c.pk: c for c in Category.objects.select_related("dimension")}
    table: list[list[str | int]] = [[note]] if note else []
    table.append([*HEADING])
    for row in rows:
        categories = [dimensions[link.category_id] for link in row.cell.links.all()]
        htcds, ctdc, gaps = of_categories(categories, mappings)
        service, gap = of_service(row.version.indicator.code)
        named: list[str | int] = [
            row.period, row.version.indicator.code, row.version.name, row.block, row.cell.key, row.cell.name,
            "; ".join(service + htcds), "; ".join(ctdc), "; ".join(gap + gaps),
        ]  # fmt: skip
        table.append([*named, row.served, row.repeat, row.served - row.repeat])
    return csv_file(table)


def counted_in(reports: Iterable[Report]) -> Iterable[Counted]:
    """Every reported number of these returns."""
    for report in reports:
        for line in sheet_of(report).lines:
            for block in line.blocks:
                for row in block.rows:
                    count = row.count
                    if count and count.state == Count.State.REPORTED and count.served is not None:
                        code, numbers = block.block.code, (count.served, count.repeat)
                        yield Counted(report.period.code, line.version, row.cell, code, *numbers)
