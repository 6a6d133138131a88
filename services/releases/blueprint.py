"""How the figures of an indicator hang together: its blocks, their margins, and which adds up to which.

A place is (period, block, key): period "" for the year as a whole, otherwise a quarter's code. Every block
is tied to the indicator's total; what a block leaves unexplained of it is a cell of its own, `rest`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from django.db.models import Prefetch

from beneficiaries.models import Block, Category, Cell, IndicatorVersion, Period
from services.models import ReleasedFigure

REST = ReleasedFigure.REST
Place = tuple[str, ...]
BlockPlace = tuple[str, str]  # block, key
Sum = tuple[Place, list[Place]]
TOTAL: BlockPlace = ("total", "")


def part_of(category: Category) -> str:
    """`sex=f`."""
    return f"{category.dimension.code}={category.code}"


@dataclass
class BlockPlan:
    """A block: its leaves, its margins, and its sums; keys only.

    `holds`: for each leaf's key, the margins that it counts in. `sums`: (key, parts); '' is the total.
    """

    block: Block
    dimensions: list[str]
    leaves: dict[str, Cell] = field(default_factory=dict)
    margins: list[str] = field(default_factory=list)
    holds: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    sums: list[tuple[str, list[str]]] = field(default_factory=list)

    @property
    def order(self) -> list[str]:
        """As a table prints it: the margins first, then the leaves, what has no breakdown last."""
        return [*self.margins, *self.leaves, REST]


@dataclass
class Blueprint:
    """An indicator of a release: its version, its total's cell, its breakdowns."""

    version: IndicatorVersion
    total: Cell
    blocks: list[BlockPlan]

    @property
    def code(self) -> str:
        return self.version.indicator.code

    def inner(self) -> list[BlockPlace]:
        """The places within a period, in their order."""
        return [TOTAL, *((plan.block.code, key) for plan in self.blocks for key in plan.order)]

    def block(self, code: str) -> BlockPlan | None:
        """The breakdown of that code; None for the total."""
        return next((plan for plan in self.blocks if plan.block.code == code), None)

    def sums(self, whole: str, quarters: Sequence[str], detailed: Iterable[str]) -> list[Sum]:
        """All equations: within the whole, within each detailed quarter, and the whole as its quarters' sum.

        Only what is tracked for every quarter adds up over them: the total, and each cell where all
        quarters are detailed.
        """
        found = [equation for period in [whole, *detailed] for equation in self.within(period)]
        if quarters:
            detailed = set(detailed)
            everywhere = self.inner() if detailed >= set(quarters) else [TOTAL]
            found += [((whole, *key), [(quarter, *key) for quarter in quarters]) for key in everywhere]
        return found

    def within(self, period: str) -> list[Sum]:
        """The equations of one period."""
        found: list[Sum] = []
        for plan in self.blocks:
            code = plan.block.code
            for key, parts in plan.sums:
                at = (period, code, key) if key else (period, *TOTAL)
                found.append((at, [(period, code, part) for part in parts]))
        return found


def blueprints(periods: Sequence[Period], versions: Sequence[IndicatorVersion]) -> list[Blueprint]:
    """The blueprints of all indicators that the periods' forms ask for, with every block of these forms."""
    names = Prefetch(
        "cells",
        Cell.objects.prefetch_related("links__category__dimension", "links__category__parent__dimension"),
    )
    blocks = (
        Block.objects.filter(form_lines__form__in={period.form_id for period in periods})
        .distinct()
        .select_related("indicator")
        .prefetch_related("links__dimension", names)
    )
    mine: dict[int, list[Block]] = defaultdict(list)
    for block in blocks.order_by("position", "code"):
        mine[block.indicator_id].append(block)
    found = []
    for version in versions:
        total = next((b for b in mine[version.indicator_id] if b.kind == Block.Kind.TOTAL), None)
        if total is not None:
            plans = [plan_of(b) for b in mine[version.indicator_id] if b.kind != Block.Kind.TOTAL]
            found.append(Blueprint(version, total.cells.all()[0], plans))
    return found


def plan_of(block: Block) -> BlockPlan:
    """The margins and sums of a block: crossed with its margins, or one way with its hierarchy."""
    plan = BlockPlan(block, [link.dimension.code for link in block.links.all()])
    for cell in block.cells.all():
        plan.leaves[cell.key] = cell
    if len(plan.dimensions) > 1:
        cross(plan)
    else:
        climb(plan)
    return plan


def cross(plan: BlockPlan) -> None:
    """Age × sex: margins over each dimension; the one cell "unknown" stands directly under the total."""
    codes: dict[str, list[str]] = defaultdict(list)
    crossed: dict[frozenset[str], str] = {}
    alone = []
    for key, cell in plan.leaves.items():
        categories = [link.category for link in cell.links.all()]
        if all(category.is_unknown for category in categories):
            alone.append(key)
            continue
        crossed[frozenset(map(part_of, categories))] = key
        for category in categories:
            if part_of(category) not in codes[category.dimension.code]:
                codes[category.dimension.code].append(part_of(category))
    dimensions = plan.dimensions
    for size in range(1, len(dimensions)):
        for chosen in combinations(dimensions, size):
            plan.margins += ["|".join(sorted(parts)) for parts in product(*(codes[d] for d in chosen))]
    for parts, key in crossed.items():
        plan.holds[key] = [m for m in plan.margins if set(m.split("|")) <= parts]
    for key in ["", *plan.margins]:
        given = [part for part in key.split("|") if part]
        taken = {part.split("=")[0] for part in given}
        for free in (d for d in dimensions if d not in taken):
            parts_of = [frozenset([*given, part]) for part in codes[free]]
            below = [crossed.get(parts) or "|".join(sorted(parts)) for parts in parts_of]
            plan.sums.append((key, below if key else [*below, *alone, REST]))


def climb(plan: BlockPlan) -> None:
    """Counties in regions: a margin for each parent; what has none stands directly under the total."""
    below: dict[str, list[str]] = defaultdict(list)
    top: list[str] = []
    for key, cell in plan.leaves.items():
        (link,) = cell.links.all()
        parent = link.category.parent
        if parent is None:
            top.append(key)
            continue
        if part_of(parent) not in below:
            plan.margins.append(part_of(parent))
        below[part_of(parent)].append(key)
        plan.holds[key].append(part_of(parent))
    plan.sums = [("", [*plan.margins, *top, REST]), *below.items()]
