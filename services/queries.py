"""Reading the totals of a year: a fixed number of queries, whatever the number of organisations."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from beneficiaries import models
from beneficiaries.models import (
    Block,
    Cell,
    Explanation,
    Indicator,
    IndicatorVersion,
    Obligation,
    Period,
    Report,
)
from protect.romanian.sorting import RomanianOrder
from services.models import Contribution, Total


@dataclass(frozen=True)
class Figure:
    """A cell of a year. `people` are distinct within each organisation: Σ (served − repeat)."""

    cell: Cell
    served: int = 0
    repeat: int = 0
    overlap: int = 0
    organisations: int = 0
    zeros: int = 0
    largest: int = 0

    @property
    def people(self) -> int:
        return self.served - self.repeat

    @property
    def fewest_people(self) -> int:
        """If all whom members share were one group: no fewer people than this."""
        return max(self.largest, self.people - self.overlap)


@dataclass(frozen=True)
class BlockFigures:
    """A breakdown with its rows."""

    block: Block
    figures: list[Figure]


@dataclass(frozen=True)
class Line:
    """An indicator of a year: its total, its breakdowns, and the notes that go with them."""

    version: IndicatorVersion
    total: Figure
    blocks: list[BlockFigures]
    notes: list[Explanation] = field(default_factory=list)

    @property
    def indicator(self) -> Indicator:
        return self.version.indicator

    @property
    def is_reach(self) -> bool:
        return self.version.count_basis == IndicatorVersion.CountBasis.REACH


@dataclass(frozen=True)
class Standing:
    """How many organisations owe a return for a period, and how many of these are verified."""

    period: Period
    owed: int
    verified: int


@dataclass(frozen=True)
class Year:
    """All totals of a year, with how many organisations stand behind them."""

    year: int
    periods: list[Period]
    lines: list[Line]
    standings: list[Standing]
    owed: int
    verified: int

    @property
    def is_closed(self) -> bool:
        return all(period.closed_at for period in self.periods)

    @property
    def is_synthetic(self) -> bool:
        return any(period.synthetic for period in self.periods)

    def line(self, code: str) -> Line | None:
        return next((line for line in self.lines if line.indicator.code == code), None)


def summed(totals: QuerySet[Total]) -> dict[int, dict[str, int]]:
    """Several periods added up by cell; contributing organisations are those of the fullest period."""
    rows = totals.values("cell").annotate(
        s=Sum("served"),
        r=Sum("repeat"),
        o=Sum("overlap"),
        n=Max("organisations"),
        z=Max("zeros"),
        l=Max("largest"),
    )
    return {
        row["cell"]: {
            "served": row["s"],
            "repeat": row["r"],
            "overlap": row["o"],
            "organisations": row["n"],
            "zeros": row["z"],
            "largest": row["l"],
        }
        for row in rows
    }


def versions_of(periods: Iterable[Period]) -> list[IndicatorVersion]:
    """The indicator versions that the periods' forms ask by, the newest form last to speak."""
    versions = {
        version.indicator_id: version
        for version in IndicatorVersion.objects.filter(form_lines__form__in={p.form_id for p in periods})
        .select_related("indicator")
        .order_by("form_lines__form__number")
    }
    return sorted(versions.values(), key=lambda version: version.indicator.position)


def blocks_by_indicator(cells: Iterable[int]) -> dict[int, list[Block]]:
    """The blocks of these cells with all their names, by indicator."""
    names = Prefetch("cells", Cell.objects.prefetch_related("links__category__parent"))
    found: dict[int, list[Block]] = defaultdict(list)
    blocks = Block.objects.filter(cells__in=cells).distinct()
    for block in blocks.select_related("indicator").prefetch_related("links__dimension", names):
        found[block.indicator_id].append(block)
    return found


def year_of(year: int, periods: list[Period] | None = None) -> Year:
    """The totals of a year, or of some of its periods."""
    if periods is None:
        periods = list(Period.objects.filter(year=year).order_by("starts_on"))
    figures = summed(Total.objects.filter(period__in=periods))
    blocks = blocks_by_indicator(figures)
    notes = notes_of(periods)
    lines = []
    for version in versions_of(periods):
        mine = blocks.get(version.indicator_id, [])
        tables = [
            BlockFigures(block, [Figure(cell, **figures.get(cell.pk, {})) for cell in block.cells.all()])
            for block in mine
        ]
        total = next((t.figures[0] for t in tables if t.block.kind == Block.Kind.TOTAL), None)
        if total:
            parts = [t for t in tables if t.block.kind != Block.Kind.TOTAL]
            lines.append(Line(version, total, parts, notes.get(version.indicator_id, [])))
    return Year(
        year,
        periods,
        lines,
        standings_of(periods),
        owed=distinct_organisations(Obligation.objects.filter(period__in=periods, exempt=False)),
        verified=distinct_organisations(Report.objects.verified().filter(period__in=periods)),
    )


def standings_of(periods: list[Period]) -> list[Standing]:
    """Each period that was opened and that somebody owes a return for, in its order: one query."""
    verified = Report.objects.verified().filter(
        organisation=OuterRef("organisation"), period=OuterRef("period")
    )
    counted = (
        Obligation.objects.filter(
            period__in=periods, exempt=False, period__opens_on__lte=timezone.localdate()
        )
        .order_by()
        .values("period")
        .annotate(owed=Count("pk"), verified=Count("pk", filter=Exists(verified)))
    )
    found = {row["period"]: row for row in counted}
    return [Standing(p, found[p.pk]["owed"], found[p.pk]["verified"]) for p in periods if p.pk in found]


def distinct_organisations(rows: QuerySet[Any]) -> int:
    """How many organisations stand in these rows."""
    return rows.aggregate(n=Count("organisation", distinct=True))["n"]


def notes_of(periods: list[Period]) -> dict[int, list[Explanation]]:
    """The sentences that answered checks in verified reports: printed once, in the notes."""
    found: dict[int, list[Explanation]] = defaultdict(list)
    explanations = Explanation.objects.filter(
        line__report__period__in=periods, line__report__status=Report.Status.VERIFIED
    ).select_related("line__report__organisation")
    for explanation in explanations.order_by("at")[:200]:
        found[explanation.line.indicator_id].append(explanation)
    return found


def people_by_indicator(year: int) -> dict[str, int]:
    """`{"residential": 41, …}`: distinct people by the rule of the year, in the order of the indicators."""
    rows = (
        Total.objects.filter(period__year=year, cell__block__kind=Block.Kind.TOTAL)
        .values("cell__block__indicator__code", "cell__block__indicator__position")
        .annotate(people=Sum("served") - Sum("repeat"))
        .order_by("cell__block__indicator__position")
    )
    return {row["cell__block__indicator__code"]: row["people"] for row in rows}


def behind(year: int, cell: Cell) -> QuerySet[Contribution]:
    """The verified reports behind a figure, largest first."""
    return (
        Contribution.objects.filter(period__year=year, cell=cell)
        .select_related("organisation", "report", "period")
        .order_by("-served", RomanianOrder("organisation__name"))
    )


def raw_totals(period: Period) -> dict[int, tuple[int, int, int]]:
    """The same sums straight from the verified counts: cell → served, repeat, contributing organisations."""
    rows = (
        models.Count.objects.filter(
            line__report__period=period,
            line__report__status=Report.Status.VERIFIED,
            line__state="counted",
            state=models.Count.State.REPORTED,
        )
        .values("cell")
        .annotate(s=Sum("served"), r=Sum("repeat"), n=Count("pk", filter=Q(served__gt=0)))
    )
    return {row["cell"]: (row["s"], row["r"], row["n"]) for row in rows}
