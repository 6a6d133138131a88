"""A release against the verified reports that it was made of: values, statuses, proof, digests.

The secondary cells need not be those that today's method would choose; they must protect. So the stored
pattern is audited anew, and what is primary is decided anew by the rules that the release kept.
"""

from collections.abc import Iterator, Mapping

from beneficiaries.models import Period, Report
from members.models import Organisation
from services import disclosure
from services.disclosure.policy import reasons
from services.models import Release, ReleasedFigure
from services.releases.blueprint import Blueprint, Place
from services.releases.building import DIFFERENCE, WITHHOLD, Materials, gather
from services.releases.digests import first_false_digest
from services.releases.linking import NOTHING, knowledge, shown_places, system_of
from services.releases.plan import Scope, Source, periods_behind
from services.releases.policy import ReleasePolicy

Status = ReleasedFigure.Status


def release_differences(release: Release) -> Iterator[str]:
    """Where a release is not what its reports make it; a sentence each, the first difference first."""
    for line in release.reports.select_related("report").order_by("report__reference", "pk"):
        if line.digest != line.report.digest:
            yield f"{release}: report {line.report.reference} has another digest than the release kept"
    scope, source = Scope(release.year, release.period), source_then(release)
    materials = gather(scope, source, ReleasePolicy.of(release.policy))
    stored: dict[str, dict[Place, ReleasedFigure]] = {}
    for row in release.figures.select_related("version__indicator", "block", "period").order_by("position"):
        period = row.period.code if row.period else materials.frame.whole
        stored.setdefault(row.version.indicator.code, {})[period, row.block.code, row.key] = row
    for plan in materials.plans:
        yield from indicator_differences(release, materials, plan, stored.pop(plan.code, {}))
    for code in sorted(stored):
        yield f"{release} {code}: no report counts this indicator"
    false = first_false_digest(release)
    if false:
        yield f"{release}: {false} is not the digest of the stored figures"


def source_then(release: Release) -> Source:
    """What there was when the release was cut: its own reports, releases and waivers."""
    periods = list(Period.objects.filter(code__in=periods_behind(release)).order_by("starts_on"))
    named = {name for entry in release.audit for name in entry.get("releases", [])}
    before = Release.objects.filter(year=release.year, pk__lt=release.pk).select_related("period")
    slugs = dict(Organisation.objects.values_list("slug", "pk"))
    return Source(
        Report.objects.filter(releases__release=release),
        periods,
        [earlier for earlier in before.order_by("pk") if str(earlier) in named],
        frozenset((slugs[slug], code) for slug, code in release.waivers),
    )


def indicator_differences(
    release: Release, m: Materials, plan: Blueprint, rows: Mapping[Place, ReleasedFigure]
) -> Iterator[str]:
    """Values and statuses of one indicator, then the proof of its pattern."""
    tallies = m.tallies[plan.code]
    for place in shown_places(plan, m.frame):
        row, tally = rows.get(place), tallies.get(place, NOTHING)
        where = f"{release} {'/'.join(filter(None, [plan.code, *place]))}"
        if row is None:
            if tally.value or place[2] != ReleasedFigure.REST:
                yield f"{where}: not in the release"
        elif row.status == Status.PUBLISHED and row.value != tally.value:
            yield f"{where}: says {row.value}, the reports say {tally.value}"
        elif row.status in (Status.NOT_APPLICABLE, Status.UNAVAILABLE) and tally.value:
            yield f"{where}: says {row.status}, the reports say {tally.value}"
    if not plan.version.about_activities:
        yield from unproven(release, m, plan, rows)


def withheld_differences(release: Release, code: str) -> set[Place]:
    """The figures that the secretariat withheld for what their change would have told."""
    chosen = [d["figure"].split("/") for d in release.differences if d["choice"] == WITHHOLD]
    return {tuple(place) for indicator, *place in chosen if indicator == code}


def unproven(
    release: Release, m: Materials, plan: Blueprint, rows: Mapping[Place, ReleasedFigure]
) -> Iterator[str]:
    """Primary cells that are published or called otherwise, and whatever the audit finds too narrow."""
    forced = withheld_differences(release, plan.code)
    system = system_of(plan, m.frame, m.tallies[plan.code], m.policy, m.earlier, forced)
    told_before = set(system.published)
    withheld = {place for place, row in rows.items() if row.status in ReleasedFigure.WITHHELD}
    for place, row in rows.items():
        why = () if place in told_before else reasons(system.cells[place], m.policy.engine())
        if place in forced:
            why = [DIFFERENCE] if row.status == Status.PRIMARY else []
        if bool(why) != (row.status == Status.PRIMARY) or (why and ",".join(why) != row.why):
            where = "/".join(filter(None, [plan.code, *place]))
            yield f"{release} {where}: is {row.status} ({row.why}), the rules say {why or 'no rule'}"
    system.withheld |= withheld
    system.published |= set(rows) - withheld
    # A zero, and what is not told at all, are constants to the attacker.
    for name, cell in system.cells.items():
        if not cell.value and name not in system.withheld:
            system.published.add(name)
    members = knowledge(system, plan.code, m.owns, m.earlier)
    try:
        found = disclosure.protect(system.table(), m.policy.engine(), members)
    except (disclosure.NoPattern, disclosure.TableFault) as fault:
        yield f"{release} {plan.code}: the audit fails at {fault}"
        return
    shown = {verdict for verdict, held in found.verdicts.items() if held.is_withheld} - system.withheld
    for name in [*found.failed, *sorted(shown - system.published)]:
        yield f"{release} {plan.code}: the audit finds {'/'.join(filter(None, name))} too narrow"
