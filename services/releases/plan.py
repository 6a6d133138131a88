"""What a release would publish: computed, proven, explained; nothing is written here."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from beneficiaries.models import Block, Cell, Period, Report
from services.models import Release, ReleasedFigure, Waiver
from services.releases.blueprint import Blueprint, Place
from services.releases.counting import Frame, Tally, tallied
from services.releases.linking import (
    Earlier,
)  # fmt: skip
from services.releases.policy import ReleasePolicy

MEMBERS = 60  # so many members are checked as attackers: all of them, or the largest contributors
Status = ReleasedFigure.Status


@dataclass(frozen=True)
class Scope:
    """A year, or one quarter of it."""

    year: int
    period: Period | None = None

    @property
    def code(self) -> str:
        return self.period.code if self.period else str(self.year)

    @property
    def title(self) -> str:
        return self.period.title if self.period else str(self.year)

    def periods(self) -> list[Period]:
        """All periods that belong to it, closed or not."""
        if self.period:
            return [self.period]
        return list(Period.objects.filter(year=self.year).order_by("starts_on"))


@dataclass(frozen=True)
class Planned:
    """A figure as it would be released; `value` and `tally` are the true ones, for the secretariat alone."""

    place: Place
    plan: Blueprint
    block: Block
    cell: Cell | None
    period: Period | None
    status: str
    tally: Tally
    why: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    qualifier: str = "exact"
    revised: bool = False
    provisional: bool = False
    organisations: int | None = None
    overlap: int | None = None

    @property
    def key(self) -> str:
        return self.place[2]

    @property
    def is_withheld(self) -> bool:
        return self.status in ReleasedFigure.WITHHELD

    @property
    def value(self) -> int | None:
        """What is printed; None where a sign stands instead."""
        return self.tally.value if self.status == Status.PUBLISHED else None


@dataclass(frozen=True)
class Difference:
    """A figure that both releases would print, and what their difference would tell; `choice` resolves it."""

    place: Place
    code: str
    old: int
    new: int
    organisations: list[int]
    tells: tuple[str, ...]
    choice: str = ""

    @property
    def id(self) -> str:
        """How a form and the command name it."""
        return "/".join([self.code, *self.place])


@dataclass
class Plan:
    """All that a release would be, or why there can be none (`faults`, `exposed`, open differences)."""

    scope: Scope
    number: int
    policy: ReleasePolicy
    periods: list[Period]
    figures: list[Planned] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    audit: list[dict] = field(default_factory=list)
    exposed: list[tuple[str, Place]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    plans: list[Blueprint] = field(default_factory=list)
    frame: Frame = field(default_factory=lambda: Frame(""))
    before: Release | None = None
    waivers: list[list[str]] = field(default_factory=list)
    owed: int = 0
    verified: int = 0
    provisional: bool = False
    synthetic: bool = False
    fingerprint: str = ""

    @property
    def open_differences(self) -> list[Difference]:
        return [d for d in self.differences if not d.choice]

    @property
    def can_be_cut(self) -> bool:
        return bool(self.figures) and not (self.exposed or self.faults or self.open_differences)


@dataclass(frozen=True)
class Source:
    """The reports that a release is made of, and what stood around them."""

    reports: QuerySet[Report]
    periods: list[Period]
    earlier: list[Release]
    waived: frozenset[tuple[int, str]]
    numbers: dict[str, int] = field(default_factory=dict)  # scope → the number of its newest release


def source_now(scope: Scope) -> Source:
    """The verified reports of the closed periods, the releases of the year that are or can still become
    public, the waivers given.
    """
    periods = [period for period in scope.periods() if period.closed_at]
    given = Waiver.objects.given().filter(year=scope.year)
    releases = list(Release.objects.filter(year=scope.year).select_related("period").order_by("pk"))
    return Source(
        Report.objects.verified().filter(period__in=periods),
        periods,
        [release for release in releases if release.published_at or not is_stale(release)],
        frozenset(given.values_list("organisation", "indicator__code")),
        {release.scope: release.number for release in releases},
    )


def is_stale(release: Release) -> bool:
    """Whether a report behind it was corrected, or another verified, since it was cut: never to be undone."""
    current = Report.objects.verified()
    others = current.filter(period__code__in=periods_behind(release)).exclude(releases__release=release)
    return release.reports.exclude(report__in=current).exists() or others.exists()


def fingerprint(scope: Scope, source: Source, policy: ReleasePolicy, choices: Mapping[str, str]) -> str:
    """Changes whenever anything changes that a release is made of."""
    content = [
        scope.code,
        policy.as_data(),
        sorted(choices.items()),
        [(period.code, str(period.closed_at), period.form_id) for period in source.periods],
        sorted((str(pk), digest) for pk, digest in source.reports.values_list("pk", "digest")),
        [release.pk for release in source.earlier],
        source.numbers,
        sorted(source.waived),
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def frame_of(scope: Scope, periods: Sequence[Period], detailed: Collection[str]) -> Frame:
    """A year by its quarters, a year as a whole, or a quarter on its own."""
    if scope.period:
        return Frame(scope.period.code)
    quarters = tuple(p.code for p in periods if p.kind == Period.Kind.QUARTER)
    return Frame("", quarters, frozenset(quarters) & frozenset(detailed))


def needs_detail(scope: Scope, source: Source) -> set[str]:
    """The quarters whose breakdowns belong into the system: all, once one of them was broken down in public,
    or once two releases of the year are made of different quarters; otherwise none.
    """
    made_of = [{p.code for p in source.periods}] if not scope.period else []
    broken_down = scope.period is not None and bool(source.earlier)
    for release in source.earlier:
        if release.period_id:
            broken_down = True
        else:
            made_of.append(periods_behind(release))
    if broken_down or any(found != made_of[0] for found in made_of):
        return {period.code for period in Period.objects.filter(year=scope.year)}
    return set()


def periods_behind(release: Release) -> set[str]:
    """The periods that a release is made of."""
    return set(release.reports.values_list("report__period__code", flat=True).distinct())


def earlier_of(
    release: Release,
    plans: Sequence[Blueprint],
    detailed: Collection[str],
    waived: Collection[tuple[int, str]],
) -> Earlier:
    """An earlier release with the counts behind it, read again from the reports that it was made of."""
    reports = Report.objects.filter(releases__release=release)
    periods = list(Period.objects.filter(code__in=periods_behind(release)).order_by("starts_on"))
    frame = frame_of(Scope(release.year, release.period), periods, detailed)
    statuses: dict[str, dict[Place, str]] = {}
    for row in release.figures.select_related("version__indicator", "block", "period"):
        period = row.period.code if row.period else frame.whole
        statuses.setdefault(row.version.indicator.code, {})[period, row.block.code, row.key] = row.status
    tallies, owns = tallied(reports, plans, frame, waived, MEMBERS)
    return Earlier(release, frame, statuses, tallies, owns)
