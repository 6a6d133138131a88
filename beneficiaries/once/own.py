"""An organisation's own sheet over the years: a row a number, a column a period, verified figures only."""

import io
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from beneficiaries.models import Count, Period, Report
from beneficiaries.queries import sheet_of
from beneficiaries.workbook.layout import cell_code
from beneficiaries.workbook.pages import paper, put_text
from beneficiaries.workbook.styles import Styles
from beneficiaries.workbook.writing import OPTIONS
from members.models import Organisation

Numbers = dict[str, dict[str, int]]


def verified_reports(organisation: Organisation) -> list[Report]:
    """The verified returns, oldest period first."""
    reports = Report.objects.verified().filter(organisation=organisation)
    return list(reports.select_related("organisation", "period", "form").order_by("period__starts_on"))


def write_own(organisation: Organisation) -> bytes:
    """The workbook."""
    names: dict[str, tuple[str, str, str]] = {}
    numbers: Numbers = {}
    reports = verified_reports(organisation)
    for report in reports:
        for line in sheet_of(report).lines:
            for block in line.blocks:
                for row in block.rows:
                    code = cell_code(line.indicator.code, block.block.code, row.cell.key)
                    names[code] = (line.version.name, block.block.name, row.cell.name)
                    if row.count and row.count.state == Count.State.REPORTED:
                        numbers.setdefault(code, {})[report.period.code] = row.count.served or 0
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        fill(book, organisation, [report.period for report in reports], names, numbers)
    return target.getvalue()


def fill(
    book: Any,
    organisation: Organisation,
    periods: list[Period],
    names: dict[str, tuple[str, str, str]],
    numbers: Numbers,
) -> None:
    """One sheet, its headings in sight."""
    styles = Styles(book)
    page = book.add_worksheet(_("Our figures")[:31])
    put_text(page, 0, 0, organisation.name, styles.title)
    said = _("Verified figures. An empty cell: not offered, not asked or not known.")
    put_text(page, 1, 0, said, styles.hint)
    if any(period.synthetic for period in periods):
        put_text(page, 2, 0, _("Synthetic figures: a demonstration"), styles.hint)
    headings = [_("Service"), _("Breakdown"), _("Who"), *(period.short_title for period in periods)]
    for column, text in enumerate(headings):
        put_text(page, 3, column, text, styles.heading_left if column < 3 else styles.heading)
    for place, (code, texts) in enumerate(names.items(), 4):
        for column, text in enumerate(texts):
            put_text(page, place, column, text, styles.text)
        for column, period in enumerate(periods, 3):
            number = numbers.get(code, {}).get(period.code)
            if number is not None:
                page.write_number(place, column, number, styles.before)
    page.set_column(0, 0, 44)
    page.set_column(1, 2, 26)
    page.set_column(3, max(3, 2 + len(periods)), 11)
    page.freeze_panes(4, 3)
    page.repeat_rows(3)
    paper(page)
