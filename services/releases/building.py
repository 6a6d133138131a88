"""Building the plan of a release, indicator by indicator."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from beneficiaries.models import IndicatorVersion, Obligation, Period, Report
from members.models import Organisation
from services import disclosure
from services.models import ReleasedFigure
from services.queries import distinct_organisations, versions_of
from services.releases.blueprint import TOTAL, Blueprint, Place, blueprints
from services.releases.counting import (
    DoesNotAddUp,
    Frame,
    Own,
    Said,
    Tally,
    each_organisation,
    said_in,
    tallied,
)
from services.releases.linking import NOTHING, Earlier, is_rest, knowledge, shown_places, system_of
from services.releases.plan import (
    MEMBERS,
    Difference,
    Plan,
    Planned,
    Scope,
    Source,
    Status,
    earlier_of,
    fingerprint,
    frame_of,
    needs_detail,
    source_now,
)  # fmt: skip
from services.releases.policy import ReleasePolicy

WITHHOLD, PUBLISH = "withhold", "publish"
DIFFERENCE = "difference"  # the reason of a figure that is withheld for what its change would tell


@dataclass
class Materials:
    """What the figures of all indicators are made of."""

    scope: Scope
    source: Source
    policy: ReleasePolicy
    frame: Frame
    plans: list[Blueprint]
    tallies: dict[str, dict[Place, Tally]]
    owns: dict[int, dict[str, Own]]
    said: Said
    earlier: list[Earlier]
    organisations: int
    changed: dict[int, tuple[dict[str, Own], dict[str, Own]]] = field(default_factory=dict)

    @property
    def before(self) -> Earlier | None:
        """The release of the same scope that this one follows."""
        same = [e for e in self.earlier if e.release.scope == self.scope.code]
        return same[-1] if same else None


def plan_release(
    scope: Scope,
    policy: ReleasePolicy | None = None,
    choices: Mapping[str, str] | None = None,
    source: Source | None = None,
) -> Plan:
    """What a release of the scope would be now. `choices`: difference's id → "withhold" or "publish"."""
    policy, choices, source = policy or ReleasePolicy(), choices or {}, source or source_now(scope)
    same = [release for release in source.earlier if release.scope == scope.code]
    number = source.numbers.get(scope.code, 0) + 1
    plan = Plan(scope, number, policy, source.periods, before=same[-1] if same else None)
    plan.fingerprint = fingerprint(scope, source, policy, choices)
    everything = scope.periods()
    plan.provisional = is_provisional(scope, everything)
    plan.synthetic = any(period.synthetic for period in source.periods)
    plan.owed = distinct_organisations(Obligation.objects.filter(period__in=source.periods, exempt=False))
    plan.verified = distinct_organisations(source.reports)
    plan.waivers = sorted([slug, code] for slug, code in waived_in_words(source))
    if not plan.verified:
        return plan
    try:
        materials = gather(scope, source, policy)
    except DoesNotAddUp as fault:
        plan.faults.append(in_words(fault))
        return plan
    plan.plans, plan.frame = materials.plans, materials.frame
    for blueprint in materials.plans:
        plan_indicator(plan, materials, blueprint, choices)
    return plan


def is_provisional(scope: Scope, periods: list[Period]) -> bool:
    """A year some of whose quarters are not closed, or not even planned."""
    if scope.period:
        return False
    quarterly = any(period.quarter for period in periods)
    return any(not period.closed_at for period in periods) or (quarterly and len(periods) < 4)


def waived_in_words(source: Source) -> list[tuple[str, str]]:
    """The waivers as slugs and codes, as a release keeps them."""
    slugs = dict(
        Organisation.objects.filter(pk__in={pk for pk, _code in source.waived}).values_list("pk", "slug")
    )
    return [(slugs[pk], code) for pk, code in source.waived]


def in_words(fault: DoesNotAddUp) -> str:
    """Whose return it is, and which line."""
    organisation, code, place = fault.args
    name = Organisation.objects.get(pk=organisation).name
    return f"{name}: {code}, {'/'.join(part for part in place if part)}"


def gather(scope: Scope, source: Source, policy: ReleasePolicy) -> Materials:
    """Everything that is read: blueprints, counts, members' knowledge, what was said, earlier releases."""
    detailed = needs_detail(scope, source)
    frame = frame_of(scope, source.periods, detailed)
    plans = blueprints(source.periods, versions_of(source.periods))
    tallies, owns = tallied(source.reports, plans, frame, source.waived, MEMBERS)
    organisations = distinct_organisations(source.reports)
    if organisations > MEMBERS:
        owns = owns_of(source, plans, frame, largest(tallies))
    earlier = [earlier_of(release, plans, detailed, source.waived) for release in source.earlier]
    found = Materials(
        scope, source, policy, frame, plans, tallies, owns, said_in(source.reports), earlier, organisations
    )
    found.changed = changed_since(found)
    return found


def changed_since(m: Materials) -> dict[int, tuple[dict[str, Own], dict[str, Own]]]:
    """The organisations whose reports are not those of the release before: what each counted then and now."""
    if m.before is None:
        return {}
    then = Report.objects.filter(releases__release=m.before.release)
    touched = {
        organisation
        for one, other in ((then, m.source.reports), (m.source.reports, then))
        for organisation in one.exclude(pk__in=other.values("pk")).values_list("organisation", flat=True)
    }
    if not touched:
        return {}
    was = dict(each_organisation(then.filter(organisation__in=touched), m.plans, m.before.frame))
    now = dict(each_organisation(m.source.reports.filter(organisation__in=touched), m.plans, m.frame))
    return {pk: (was.get(pk, {}), now.get(pk, {})) for pk in touched}


def largest(tallies: Mapping[str, Mapping[Place, Tally]]) -> list[int]:
    """Of many organisations those whose knowledge weighs most: who stands first in the most places."""
    score: dict[int, int] = {}
    for places in tallies.values():
        for tally in places.values():
            for people, organisation in (tally.first, tally.second):
                if people * 20 >= tally.value > 0:
                    score[organisation] = score.get(organisation, 0) + 1
    return sorted(score, key=lambda pk: (-score[pk], pk))[:MEMBERS]


def owns_of(
    source: Source, plans: list[Blueprint], frame: Frame, chosen: list[int]
) -> dict[int, dict[str, Own]]:
    """What these organisations counted."""
    return dict(each_organisation(source.reports.filter(organisation__in=chosen), plans, frame))


def plan_indicator(plan: Plan, m: Materials, blueprint: Blueprint, choices: Mapping[str, str]) -> None:
    """The figures of one indicator, with their proof or with what stands in the way."""
    code, tallies = blueprint.code, m.tallies[blueprint.code]
    differences = [] if blueprint.version.about_activities else differences_of(blueprint, m, choices)
    forced = {d.place for d in differences if d.choice == WITHHOLD}
    verdicts: Mapping[Place, disclosure.Verdict] = {}
    if not blueprint.version.about_activities:
        system = system_of(blueprint, m.frame, tallies, m.policy, m.earlier, forced)
        members = knowledge(system, code, m.owns, m.earlier)
        try:
            found = disclosure.protect(system.table(), m.policy.engine(), members)
        except disclosure.NoPattern as fault:
            plan.exposed += [(code, place) for place in fault.cells]
            return
        except disclosure.TableFault as fault:
            plan.faults.append(f"{code}: {fault}")
            return
        verdicts = found.verdicts
        plan.exposed += [(code, place) for place in found.failed]
        plan.audit.append(proof(blueprint, found, m, len(members)))
    figures = [
        planned(place, blueprint, m, verdicts.get(place), plan.provisional, place in forced)
        for place in shown_places(blueprint, m.frame)
        if not is_rest(place) or tallies.get(place, NOTHING).value
    ]
    plan.figures += figures
    printed = {f.place for f in figures if f.status == Status.PUBLISHED}
    plan.differences += [d for d in differences if d.place in printed or d.place in forced]


def proof(blueprint: Blueprint, found: disclosure.Protection, m: Materials, members: int) -> dict:
    """What is kept of the audit: how it was done, how far from the bound, against whom."""
    statuses = [verdict.status for verdict in found.verdicts.values()]
    return {
        "indicator": blueprint.code,
        "audit": found.audit,
        "method": found.method,
        "cost": round(found.cost, 3),
        "bound": round(found.bound, 3),
        "cells": len(statuses),
        "primary": statuses.count("primary"),
        "secondary": statuses.count("secondary"),
        "members": members,
        "organisations": m.organisations,
        "releases": [str(earlier.release) for earlier in m.earlier],
    }


def planned(
    place: Place,
    blueprint: Blueprint,
    m: Materials,
    verdict: disclosure.Verdict | None,
    provisional: bool,
    forced: bool,
) -> Planned:
    """A figure of the release: its number, or which sign stands for it."""
    tally = m.tallies[blueprint.code].get(place, NOTHING)
    block = blueprint.block(place[1])
    cell = block.leaves.get(place[2]) if block else blueprint.total
    status: str = Status.PUBLISHED
    if verdict and verdict.is_withheld:
        status = verdict.status
    elif not tally.value:
        status = unsaid(place, blueprint, m)
    whole = not block and place[0] == m.frame.whole
    interval = verdict.interval if verdict and verdict.is_withheld else None
    shown = status == Status.PUBLISHED
    return Planned(
        place, blueprint, block.block if block else blueprint.total.block, cell,
        None if place[0] == m.frame.whole else next(p for p in m.source.periods if p.code == place[0]),
        status, tally, (DIFFERENCE,) if forced else verdict.reasons if verdict else (),
        interval.lo if interval else None, interval.hi if interval else None,
        m.said.qualifiers.get(cell.pk, "exact") if cell and shown else "exact",
        is_revised(place, blueprint.code, status, tally.value, m),
        provisional and place[0] == m.frame.whole,
        tally.contributors if whole and shown else None,
        overlap_of(blueprint, m) if whole and shown else None,
    )  # fmt: skip


def unsaid(place: Place, blueprint: Blueprint, m: Materials) -> str:
    """Nobody counted anybody: zero where somebody signed a zero, otherwise why there is no number."""
    period = "" if place[0] == m.frame.whole else place[0]
    block = blueprint.block(place[1])
    if block is None:
        said = m.said.lines.get((period, blueprint.code), {})
        if said.get("counted"):
            return Status.PUBLISHED
        return Status.NOT_APPLICABLE if set(said) == {"not_offered"} else Status.UNAVAILABLE
    leaves = [cell for key, cell in block.leaves.items() if place[2] in (key, *block.holds.get(key, ()))]
    found = [m.said.cells.get((period, cell.pk), {}) for cell in leaves]
    if not leaves or any(states.get("reported") for states in found):
        return Status.PUBLISHED
    total = unsaid((place[0], *TOTAL), blueprint, m)
    if total != Status.PUBLISHED:
        return total
    is_z = any(found) and all(set(states) <= {"not_applicable"} for states in found)
    return Status.NOT_APPLICABLE if is_z else Status.UNAVAILABLE


def overlap_of(blueprint: Blueprint, m: Materials) -> int | None:
    """The people whom several members count, where that number itself betrays nobody."""
    people, organisations = m.said.overlaps.get(blueprint.code, (0, 0))
    if blueprint.version.count_basis == IndicatorVersion.CountBasis.REACH:
        return None
    return people if people >= m.policy.threshold and organisations >= m.policy.contributors else None


def is_revised(place: Place, code: str, status: str, value: int, m: Materials) -> bool:
    """Whether something else was printed here in the release before."""
    if m.before is None:
        return False
    old = m.before.statuses.get(code, {}).get(place)
    if old is None:
        return False
    withheld = old in ReleasedFigure.WITHHELD, status in ReleasedFigure.WITHHELD
    if all(withheld):
        return False
    if old != status:
        return any(withheld) or Status.PUBLISHED in (old, status)
    return old == Status.PUBLISHED and m.before.tallies[code].get(place, NOTHING).value != value


def differences_of(blueprint: Blueprint, m: Materials, choices: Mapping[str, str]) -> list[Difference]:
    """Where two releases would be subtracted: numbers that changed by few people or few organisations."""
    if m.before is None:
        return []
    code, found = blueprint.code, []
    old = m.before.tallies.get(code, {})
    for place in shown_places(blueprint, m.frame):
        if m.before.statuses.get(code, {}).get(place) != Status.PUBLISHED:
            continue
        before, now = old.get(place, NOTHING).value, m.tallies[code].get(place, NOTHING).value
        if before == now:
            continue
        movers = sorted(pk for pk, (was, is_) in m.changed.items() if moved(place, code, was, is_))
        block = blueprint.block(place[1])
        tells = []
        if abs(now - before) < m.policy.threshold_for(block.dimensions if block else []):
            tells.append("small")
        if len(movers) < m.policy.contributors and any((pk, code) not in m.source.waived for pk in movers):
            tells.append("few")
        if tells:
            made = Difference(place, code, before, now, movers, tuple(tells))
            found.append(replace(made, choice=choices.get(made.id, "")))
    return found


def moved(place: Place, code: str, was: Mapping[str, Own], is_: Mapping[str, Own]) -> bool:
    """Whether an organisation's own count of the place changed."""
    return was.get(code, {}).get(place, 0) != is_.get(code, {}).get(place, 0)
