"""Several organisations with verified returns of one period: what a release is cut from."""

import datetime
from collections.abc import Sequence

from beneficiaries.actions.filling import Entry, save_entries
from beneficiaries.actions.handing_in import correct_report, submit_report, verify_report
from beneficiaries.actions.periods import close_period
from beneficiaries.models import Period, Report
from members.actions import begin_membership
from members.models import Organisation, Role
from services.models import Release
from services.releases.actions import cut_release, planned, publish_release
from services.releases.plan import Scope
from tests.world import World

# Minor girls, minor boys, adult women, adult men, not known: by organisation.
PLENTY = [[9, 8, 30, 12, 0], [8, 9, 28, 14, 0], [10, 7, 31, 13, 0], [9, 9, 29, 12, 0]]


def organisation(world: World, number: int) -> Organisation:
    """The n-th organisation; the stranger fills and signs for all but the first."""
    if number < 2:
        return (world.organisation, world.other)[number]
    slug = f"org-{number}"
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        found = Organisation.objects.create(
            slug=slug, name=f"Org {number}", joined_on=datetime.date(2020, 1, 1)
        )
        begin_membership(world.stranger, found, Role.COORDINATOR, by=None)
    return found


def report_of(world: World, number: int, counts: Sequence[int], **more) -> Report:  # type: ignore[no-untyped-def]
    by = None if number == 0 else organisation(world, number)
    return world.verified(list(counts), organisation=by, **more)


def counted(world: World, rows: Sequence[Sequence[int]] = PLENTY, **more) -> Period:  # type: ignore[no-untyped-def]
    """A closed period in which each organisation reported a row."""
    for number in range(len(rows)):
        organisation(world, number)
    reports = [report_of(world, number, row, **more) for number, row in enumerate(rows)]
    return close_period(reports[0].period, "Gata.", by=world.secretariat)


def corrected(world: World, number: int, counts: Sequence[int], year: int = 2025) -> Report:
    """The n-th organisation corrects its return, and it is verified."""
    own = organisation(world, number)
    by, signer = (world.reporter, world.coordinator) if number == 0 else (world.stranger, world.stranger)
    report = Report.objects.verified().get(organisation=own, period__year=year)
    correction = correct_report(report, "Recalculat.", by=by)
    cells = world.people_cells
    save_entries(
        correction, [Entry(c.pk, "served", str(n)) for c, n in zip(cells, counts, strict=True)], by=by
    )
    return verify_report(submit_report(correction, by=signer), by=world.secretariat)


def released(world: World, year: int = 2025, publish: bool = True, **more) -> Release:  # type: ignore[no-untyped-def]
    """A release of the year."""
    choose = more.pop("choose", None)
    if choose:
        more["choices"] = {d.id: choose for d in planned(Scope(year)).differences}
        more.setdefault("reason", "Corecția a fost anunțată.")
    release = cut_release(Scope(year), by=world.secretariat, **more)
    return publish_release(release, by=world.secretariat) if publish else release


def printed(release: Release, indicator: str = "residential") -> dict[str, int | str]:
    """key → what is printed; '' is the total."""
    from services.releases.queries import figures

    return {f.key: f.symbol or f.value or 0 for f in figures(release, [indicator]) if f.period is None}
