"""An organisation's returns when it leaves the platform: they stay; a copy goes with it."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from beneficiaries.models import Activity, Count, Report
from members.exporting import as_json
from members.leaving import File, Holding, Room, register_room
from members.models import Organisation
from protect.files.cells import csv_file


def holdings(organisation: Organisation) -> Iterable[Holding]:
    """Returns that are on their way are left as they are."""
    for report in Report.objects.working().filter(organisation=organisation).select_related("period"):
        yield Holding(
            _("A return of %(period)s that is not verified stays unfinished")
            % {"period": report.period.title}
        )


def end(organisation: Organisation) -> None:
    """Nothing: verified figures stay in the totals, and nobody is left to fill the others."""


def export(organisation: Organisation) -> Iterable[File]:
    """Of each return its numbers and what was written beside them; the activities."""
    reports = Report.objects.filter(organisation=organisation).select_related("period", "submitted_by")
    for report in reports.order_by("period__code", "revision"):
        name = f"{report.period.code}-r{report.revision}"
        yield f"{name}.csv", table_of(report)
        yield f"{name}.json", as_json(return_data(report))
    activities = Activity.objects.filter(organisation=organisation).select_related("audience", "noted_by")
    yield "activities.json", as_json([activity_data(one) for one in activities.order_by("starts_on", "pk")])


def return_data(report: Report) -> dict[str, Any]:
    """Who signed it, what each line means, what was asked and answered."""
    lines = report.lines.select_related("indicator").order_by("indicator__position")
    queries = report.queries.select_related("indicator").prefetch_related("messages__by").order_by("pk")
    return {
        "reference": report.reference, "period": report.period.code, "revision": report.revision,
        "status": report.status, "comment": report.comment,
        "reason": report.correction_reason, "submitted_at": report.submitted_at,
        "submitted_by": report.submitted_by.name if report.submitted_by else None,
        "lines": [
            {
                "indicator": line.indicator.code, "state": line.state, "note": line.note,
                "overlap": line.overlap, "expected_on": line.expected_on,
            }
            for line in lines
        ],
        "questions": [
            {
                "indicator": query.indicator.code, "state": query.state,
                "messages": [{"by": m.by.name, "at": m.at, "text": m.text} for m in query.messages.all()],
            }
            for query in queries
        ],
    }  # fmt: skip


def activity_data(activity: Activity) -> dict[str, Any]:
    """An activity as it was noted."""
    return {
        "kind": activity.kind, "title": activity.title, "from": activity.starts_on, "to": activity.ends_on,
        "place": activity.place, "participants": activity.participants,
        "audience": activity.audience.code if activity.audience else None,
        "noted_by": activity.noted_by.name if activity.noted_by else None,
    }  # fmt: skip


def table_of(report: Report) -> bytes:
    """The counts of a return as CSV, in UTF-8 with a mark that spreadsheets know."""
    heading = ["indicator", "block", "cell", "served", "repeat", "qualifier", "status"]
    counts = Count.objects.filter(line__report=report).select_related("line__indicator", "cell__block")
    rows = (
        [
            count.line.indicator.code, count.cell.block.code, count.cell.key, count.served, count.repeat,
            count.qualifier, report.status,
        ]
        for count in counts.order_by("line__indicator__code", "cell__block__code", "cell__key")
    )  # fmt: skip
    return csv_file([heading, *rows])


def register() -> None:
    """Called once, when the app is ready."""
    register_room(Room("returns", holdings, end, export))
