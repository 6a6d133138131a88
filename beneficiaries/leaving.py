"""An organisation's returns when it leaves the platform: they stay; a copy goes with it."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from beneficiaries.models import Count, Report
from members.leaving import File, Holding, Room, register_room
from members.models import Organisation


def holdings(organisation: Organisation) -> Iterable[Holding]:
    """Returns that are on their way are left as they are."""
    for report in Report.objects.working().filter(organisation=organisation).select_related("period"):
        yield Holding(
            _("A return of %(period)s that is not verified stays unfinished") % {"period": report.period.code}
        )


def end(organisation: Organisation) -> None:
    """Nothing: verified figures stay in the totals, and nobody is left to fill the others."""


def export(organisation: Organisation) -> Iterable[File]:
    """A table a return: indicator, block, cell, numbers."""
    reports = Report.objects.filter(organisation=organisation).select_related("period")
    for report in reports.order_by("period__code", "revision"):
        yield f"{report.period.code}-r{report.revision}.csv", table_of(report)


def table_of(report: Report) -> bytes:
    """The counts of a return as CSV, in UTF-8 with a mark that spreadsheets know."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["indicator", "block", "cell", "served", "repeat", "qualifier", "status"])
    counts = Count.objects.filter(line__report=report).select_related("line__indicator", "cell__block")
    for count in counts.order_by("line__indicator__code", "cell__block__code", "cell__key"):
        writer.writerow(
            [
                count.line.indicator.code, count.cell.block.code, count.cell.key, count.served, count.repeat,
                count.qualifier, report.status,
            ]
        )  # fmt: skip
    return text.getvalue().encode("utf-8-sig")


def register() -> None:
    """Called once, when the app is ready."""
    register_room(Room("returns", holdings, end, export))
