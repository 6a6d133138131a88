"""Activities: noted as they happen, and added up into the lines "trained" and "informed"."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum

from beneficiaries.actions.filling import Entry, Saved, save_entries
from beneficiaries.models import Activity, Report
from beneficiaries.queries import sheet_of
from members.rules import holds
from protect.accounts.models import User
from protect.audit.actions import record

# Which line is filled from which kind of activity.
FILLS = {"trained": Activity.Kind.TRAINING, "informed": Activity.Kind.CAMPAIGN}


@transaction.atomic
def note_activity(activity: Activity, *, by: User) -> Activity:
    """Keep an activity of one's organisation."""
    if not holds(by, "fill_reports", activity.organisation):
        raise PermissionDenied
    activity.noted_by = by
    activity.full_clean(exclude=["noted_by"])
    activity.save()
    record("activity.note", activity, by=by, organisation_id=activity.organisation_id)
    return activity


@transaction.atomic
def remove_activity(activity: Activity, *, by: User) -> None:
    """Take an activity back; the returns that were filled from it keep their numbers."""
    if not holds(by, "fill_reports", activity.organisation):
        raise PermissionDenied
    record("activity.remove", activity, by=by, organisation_id=activity.organisation_id)
    activity.delete()


def participants(report: Report, indicator_code: str) -> dict[int | None, int]:
    """Participants of the period's activities by audience (None: no audience noted)."""
    rows = (
        Activity.objects.filter(
            organisation_id=report.organisation_id,
            kind=FILLS[indicator_code],
            ends_on__range=(report.period.starts_on, report.period.ends_on),
        )
        .values_list("audience_id")
        .annotate(Sum("participants"))
    )
    return dict(rows)


@transaction.atomic
def fill_from_activities(report: Report, indicator_code: str, *, by: User) -> Saved:
    """Put the sums of the period's activities into a line: by audience where it has that block.

    Participants without an audience go under "not known"; what the line held is replaced, and
    `CountChange` keeps it.
    """
    line = sheet_of(report).line(indicator_code)
    if line is None or indicator_code not in FILLS:
        return Saved()
    by_audience = participants(report, indicator_code)
    block = line.crossed
    if block is None:
        total = line.total
        entries = [Entry(total.cell.pk, "served", str(sum(by_audience.values())))] if total else []
        return save_entries(report, entries, by=by, source="activities")
    entries = []
    for row in block.rows:
        category = row.cell.links.all()[0].category
        number = by_audience.get(category.pk, 0) + (by_audience.get(None, 0) if category.is_unknown else 0)
        entries.append(Entry(row.cell.pk, "served", str(number)))
    return save_entries(report, entries, by=by, source="activities")
