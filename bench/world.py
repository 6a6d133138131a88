"""Platforms of any size for the measurements: organisations with verified returns, made in bulk."""

import datetime
import random

from beneficiaries.actions.periods import plan_period
from beneficiaries.catalogue_2020 import load_catalogue
from beneficiaries.models import Cell, Count, Period, Report, ReportLine
from members.models import Organisation
from protect.accounts.models import PlatformRole, User
from services.actions import rebuild_totals

BATCH = 2_000


def secretariat() -> User:
    """Somebody who sees all."""
    user, made = User.objects.get_or_create(
        email="bench@example.org", defaults={"name": "Bench", "is_demo": True}
    )
    if made:
        PlatformRole.objects.create(user=user, role=PlatformRole.Role.SECRETARIAT)
    return user


def platform(size: int, year: int) -> Period:
    """A year with `size` organisations whose returns are verified, but for the last, which waits."""
    by = secretariat()
    form = load_catalogue()
    joined = datetime.date(year, 1, 1)
    organisations = Organisation.objects.bulk_create(
        [
            Organisation(
                slug=f"o{year}-{n}", name=f"O {year} {n}", joined_on=joined, left_on=joined.replace(year + 1)
            )
            for n in range(size)
        ],
        batch_size=BATCH,
    )
    period = plan_period(year, None, form, due_on=datetime.date(2030, 1, 1), by=by)
    reports = Report.objects.bulk_create(
        [
            Report(
                organisation=o, period=period, form=form, status="submitted", reference=f"PT-{year}-{n:05d}",
                submitted_at=datetime.datetime.now(datetime.UTC), submitted_by=by,
            )
            for n, o in enumerate(organisations)
        ],
        batch_size=BATCH,
    )  # fmt: skip
    fill(reports)
    waiting = reports[-1]
    Report.objects.filter(period=period).exclude(pk=waiting.pk).update(
        status="verified", verified_by=by, verified_at=datetime.datetime.now(datetime.UTC),
        self_verification_reason="bench",
    )  # fmt: skip
    rebuild_in_bulk(period)
    return period


def fill(reports: list[Report]) -> None:
    """Lines and counts for every report: each line's total and its crossed cells."""
    chance = random.Random(7)
    cells = list(
        Cell.objects.filter(block__kind__in=["total", "crossed"]).select_related("block").order_by("pk")
    )
    indicators = sorted({cell.block.indicator_id for cell in cells})
    lines = ReportLine.objects.bulk_create(
        [ReportLine(report=r, indicator_id=i, state="counted") for r in reports for i in indicators],
        batch_size=BATCH,
    )
    by_indicator: dict[int, list[Cell]] = {
        i: [c for c in cells if c.block.indicator_id == i] for i in indicators
    }
    batch: list[Count] = []
    for line in lines:
        mine = by_indicator[line.indicator_id]
        parts = {c.pk: chance.randrange(6) for c in mine if c.block.kind == "crossed"}
        for cell in mine:
            number = parts.get(cell.pk, sum(parts.values()) if parts else chance.randrange(500))
            batch.append(Count(line=line, cell=cell, served=number))
        if len(batch) > 20_000:
            Count.objects.bulk_create(batch, batch_size=BATCH)
            batch = []
    Count.objects.bulk_create(batch, batch_size=BATCH)


def rebuild_in_bulk(period: Period) -> None:
    """The derived rows, by one pass over the verified counts; small platforms use the act itself."""
    from services.models import Contribution, Total
    from services.verify import FIELDS, expected

    if Report.objects.filter(period=period).count() <= 100:
        rebuild_totals(period)
        return
    rows = Count.objects.filter(line__report__period=period, line__report__status="verified").values_list(
        "cell", "line__report", "line__report__organisation", "served"
    )
    batch = []
    for cell, report, organisation, served in rows.iterator(chunk_size=10_000):
        batch.append(
            Contribution(
                period=period, cell_id=cell, report_id=report, organisation_id=organisation, served=served
            )
        )
        if len(batch) >= 20_000:
            Contribution.objects.bulk_create(batch, batch_size=BATCH)
            batch = []
    Contribution.objects.bulk_create(batch, batch_size=BATCH)
    Total.objects.bulk_create(
        Total(period=period, cell_id=cell, **dict(zip(FIELDS, values, strict=True)))
        for cell, values in expected(period).items()
    )
