"""What verified reports say, added up by place and by organisation: the raw material of a release.

Read from the signed counts themselves, not from derived totals; one pass in the order of organisations,
so that 20,000 of them need no more memory than one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count as Rows
from django.db.models import QuerySet, Sum

from beneficiaries.models import Count, Report, ReportLine
from services.releases.blueprint import REST, TOTAL, BlockPlan, Blueprint, Place

Own = dict[Place, int]  # what one organisation counted, by place
QUALIFIERS = ["exact", "about", "more_than"]


class DoesNotAddUp(Exception):
    """A breakdown counts more people than its total: nothing can be released until it is corrected."""


@dataclass
class Tally:
    """A place added up over organisations, with what the rules about contributors ask.

    `target`: the largest among those that did not waive; `first`, `second`: the two largest of all.
    """

    value: int = 0
    contributors: int = 0
    unwaived: int = 0
    first: tuple[int, int] = (0, 0)
    second: tuple[int, int] = (0, 0)
    target: tuple[int, int] = (0, 0)

    def feed(self, people: int, organisation: int, waived: bool) -> None:
        """Add what one organisation counted; zero adds nothing."""
        if not people:
            return
        self.value += people
        self.contributors += 1
        entry = (people, organisation)
        if people > self.first[0]:
            self.first, self.second = entry, self.first
        elif people > self.second[0]:
            self.second = entry
        if not waived:
            self.unwaived += 1
            if people > self.target[0]:
                self.target = entry

    @property
    def nearest(self) -> int:
        """The largest contribution of somebody else than the target: who could estimate it best."""
        return self.second[0] if self.first[1] == self.target[1] else self.first[0]


@dataclass
class Said:
    """What stands in the reports beside the numbers, by period's code ('' over all of them)."""

    lines: dict[tuple[str, str], dict[str, int]]  # (period, indicator) → line state → lines
    cells: dict[tuple[str, int], dict[str, int]]  # (period, cell) → count state → counts
    qualifiers: dict[int, str]  # cell → the weakest qualifier
    overlaps: dict[str, tuple[int, int]]  # indicator → people whom members share, organisations that say so


@dataclass(frozen=True)
class Frame:
    """Which places are counted: the whole, its quarters, and the quarters that are broken down too."""

    whole: str
    quarters: tuple[str, ...] = ()
    detailed: frozenset[str] = frozenset()

    def periods_of(self, quarter: str) -> list[tuple[str, bool]]:
        """The periods that a count of this one goes into, and whether with its breakdowns."""
        found = [(self.whole, True)]
        if quarter in self.quarters:
            found.append((quarter, quarter in self.detailed))
        return found


def each_organisation(
    reports: QuerySet[Report], plans: Sequence[Blueprint], frame: Frame
) -> Iterator[tuple[int, dict[str, Own]]]:
    """(organisation, indicator → what it counted), an organisation at a time."""
    route: dict[int, tuple[Blueprint, BlockPlan | None, str]] = {
        plan.total.pk: (plan, None, "") for plan in plans
    }
    for plan in plans:
        for broken in plan.blocks:
            route |= {cell.pk: (plan, broken, key) for key, cell in broken.leaves.items()}
    rows = (
        Count.objects.filter(line__report__in=reports, line__state="counted", state=Count.State.REPORTED)
        .order_by("line__report__organisation_id")
        .values_list(
            "line__report__organisation_id", "line__report__period__code", "cell_id", "served", "repeat"
        )
    )
    organisation, own = 0, defaultdict[str, Own](dict)
    for org, code, cell, served, repeat in rows.iterator(chunk_size=10_000):
        if cell not in route:
            continue
        if org != organisation and organisation:
            yield organisation, own
            own = defaultdict(dict)
        organisation = org
        plan, block, key = route[cell]
        add(own[plan.code], plan, block, key, (served or 0) - repeat, frame.periods_of(str(code)))
    if organisation:
        yield organisation, own


def add(
    own: Own, plan: Blueprint, block: BlockPlan | None, key: str, people: int, periods: list[tuple[str, bool]]
) -> None:
    """Put one count into every place that it belongs to; a leaf takes itself from its block's rest."""
    for period, with_breakdowns in periods:
        if block is None:
            bump(own, (period, *TOTAL), people)
            if with_breakdowns:
                for each in plan.blocks:
                    bump(own, (period, each.block.code, REST), people)
        elif with_breakdowns:
            code = block.block.code
            bump(own, (period, code, key), people)
            bump(own, (period, code, REST), -people)
            for margin in block.holds.get(key, ()):
                bump(own, (period, code, margin), people)


def bump(own: Own, place: Place, people: int) -> None:
    own[place] = own.get(place, 0) + people


def tallied(
    reports: QuerySet[Report],
    plans: Sequence[Blueprint],
    frame: Frame,
    waived: Collection[tuple[int, str]],
    keep: int = 0,
) -> tuple[dict[str, dict[Place, Tally]], dict[int, dict[str, Own]]]:
    """Every place added up; and what each organisation counted, where there are no more than `keep`."""
    tallies: dict[str, dict[Place, Tally]] = {plan.code: {} for plan in plans}
    kept: dict[int, dict[str, Own]] = {}
    for number, (organisation, owns) in enumerate(each_organisation(reports, plans, frame)):
        if number < keep:
            kept[organisation] = owns
        for code, own in owns.items():
            mine, said = tallies[code], (organisation, code) in waived
            for place, people in own.items():
                if people < 0:
                    raise DoesNotAddUp(organisation, code, place)
                mine.setdefault(place, Tally()).feed(people, organisation, said)
    return tallies, kept


def said_in(reports: QuerySet[Report]) -> Said:
    """Lines and cells by what they say, qualifiers, and the people whom several members count."""
    found = Said(defaultdict(dict), defaultdict(dict), {}, {})
    lines = ReportLine.objects.filter(report__in=reports)
    rows = lines.values_list("report__period__code", "indicator__code", "state").annotate(n=Rows("pk"))
    for code, indicator, state, number in rows.order_by():
        for period in ("", code):
            states = found.lines[period, indicator]
            states[state] = states.get(state, 0) + number
    counts = Count.objects.filter(line__report__in=reports, line__state="counted")
    cells = counts.values_list("line__report__period__code", "cell", "state").annotate(n=Rows("pk"))
    for code, cell, state, number in cells.order_by():
        for period in ("", code):
            states = found.cells[period, cell]
            states[state] = states.get(state, 0) + number
    weak = counts.exclude(qualifier="exact").values_list("cell", "qualifier").distinct().order_by()
    for cell, qualifier in weak:
        found.qualifiers[cell] = max(found.qualifiers.get(cell, "exact"), qualifier, key=QUALIFIERS.index)
    shared = lines.filter(overlap__gt=0).values_list("indicator__code")
    for code, people, organisations in shared.annotate(
        p=Sum("overlap"), n=Rows("report__organisation", distinct=True)
    ).order_by():
        found.overlaps[code] = (people, organisations)
    return found
