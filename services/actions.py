"""Keeping the totals in step with what is verified."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from beneficiaries.models import Count, Period, Report
from services.models import Contribution, Total


def contributions_of(report: Report) -> list[Contribution]:
    """What a verified report adds, a row a reported cell; overlap belongs to the line's total."""
    counts = Count.objects.filter(
        line__report=report, line__state="counted", state=Count.State.REPORTED
    ).select_related("line", "cell__block")
    return [
        Contribution(
            period_id=report.period_id,
            cell_id=count.cell_id,
            organisation_id=report.organisation_id,
            report=report,
            served=count.served or 0,
            repeat=count.repeat,
            overlap=(count.line.overlap or 0) if count.cell.block.kind == "total" else 0,
        )
        for count in counts
    ]


@transaction.atomic
def move_totals(report: Report) -> None:
    """Put a newly verified report in the place of what its organisation contributed before.

    The work grows with the cells of the report, not with the number of organisations.
    """
    old = list(
        Contribution.objects.filter(period_id=report.period_id, organisation_id=report.organisation_id)
    )
    new = contributions_of(report)
    cells = {row.cell_id for row in old} | {row.cell_id for row in new}
    Total.objects.bulk_create(
        [Total(period_id=report.period_id, cell_id=cell) for cell in sorted(cells)], ignore_conflicts=True
    )
    # Locked in one order before the contributions change: two verifications cannot interleave.
    totals = {
        total.cell_id: total
        for total in Total.objects.select_for_update()
        .filter(period_id=report.period_id, cell_id__in=cells)
        .order_by("cell_id")
    }
    Contribution.objects.filter(pk__in=[row.pk for row in old]).delete()
    Contribution.objects.bulk_create(new)
    add(totals, old, sign=-1)
    add(totals, new, sign=1)
    left_the_top = {row.cell_id for row in old if row.served >= totals[row.cell_id].second}
    for cell in left_the_top:
        totals[cell].largest, totals[cell].second = two_largest(totals[cell])
    for row in new:
        if row.cell_id not in left_the_top:
            total = totals[row.cell_id]
            total.largest, total.second = sorted((total.largest, total.second, row.served))[:0:-1]
    Total.objects.bulk_update(
        totals.values(), ["served", "repeat", "overlap", "organisations", "zeros", "largest", "second"]
    )


def add(totals: dict[int, Total], rows: Iterable[Contribution], *, sign: int) -> None:
    """Add (or take away) contributions to the totals of their cells."""
    for row in rows:
        total = totals[row.cell_id]
        total.served += sign * row.served
        total.repeat += sign * row.repeat
        total.overlap += sign * row.overlap
        if row.served:
            total.organisations += sign
        else:
            total.zeros += sign


def two_largest(total: Total) -> tuple[int, int]:
    """The two largest contributions to a cell, read from the index that orders them."""
    found = list(
        Contribution.objects.filter(period_id=total.period_id, cell_id=total.cell_id)
        .order_by(F("served").desc())
        .values_list("served", flat=True)[:2]
    )
    return (*found, 0, 0)[0], (*found, 0, 0)[1]


@transaction.atomic
def rebuild_totals(period: Period) -> None:
    """Throw the derived rows of a period away and make them anew from its verified reports."""
    Contribution.objects.filter(period=period).delete()
    Total.objects.filter(period=period).delete()
    for report in Report.objects.verified().filter(period=period).iterator():
        move_totals(report)
