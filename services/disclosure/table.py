"""Tables of counts as cells and sums: whatever is published about the same people is one system.

A cell is named by a code for each dimension, `total` for the margin. A sum says that one cell is what
others add up to. Breakdowns of the same total, a year and its quarters, a county and its region: all are
sums over shared cells, so that a system of linked tables is a `Table` like any other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

TOTAL = "total"
Key = tuple[str, ...]
Hierarchy = Mapping[str, str]  # child code → parent code; a code without a parent lies under the total


class TableFault(Exception):
    """Input that is no such table: `where` names the row or the cell, `why` says what is wrong.

    `keys`: the cells that it is about, the one to name first.
    """

    def __init__(self, where: str, why: str, keys: Sequence[Key] = ()) -> None:
        super().__init__(f"{where}: {why}")
        self.where, self.why, self.keys = where, why, tuple(keys)


def named(key: Key) -> str:
    """A cell in words: its codes."""
    return ", ".join(key)


class NoPattern(Exception):
    """No set of withheld cells protects these cells, because of what is already published."""

    def __init__(self, cells: Sequence[Key]) -> None:
        super().__init__("; ".join(map(named, cells)))
        self.cells = list(cells)


@dataclass(frozen=True)
class Cell:
    """A count of people. `contributors`, `largest`, `second`: how many organisations stand behind it.

    `fixed`: "published" or "withheld" in an earlier release. `weight`: what withholding it costs.
    `exempt`: counts activities, not beneficiaries, or is nobody's count at all; no primary rule applies.
    `threshold`: another k than the policy's, as for tables with a county or a destination.
    """

    key: Key
    value: int
    contributors: int | None = None
    largest: int | None = None
    second: int | None = None
    fixed: str = ""
    weight: float = 1.0
    exempt: bool = False
    threshold: int | None = None


@dataclass(frozen=True)
class Table:
    """Cells, and sums as (index of the total, indexes of its parts).

    `grid`: for each dimension the children of each code, where the table is a full grid; it only
    helps the fast method to look nearby first.
    """

    cells: tuple[Cell, ...]
    sums: tuple[tuple[int, tuple[int, ...]], ...]
    grid: tuple[Mapping[str, tuple[str, ...]], ...] = field(default=(), compare=False)

    @cached_property
    def place(self) -> dict[Key, int]:
        """Where each key stands."""
        return {cell.key: at for at, cell in enumerate(self.cells)}

    @cached_property
    def sums_of(self) -> list[list[int]]:
        """For each cell, the sums that it takes part in."""
        found: list[list[int]] = [[] for _ in self.cells]
        for number, (total, parts) in enumerate(self.sums):
            for at in (total, *parts):
                found[at].append(number)
        return found

    @cached_property
    def is_flat(self) -> bool:
        """Whether it has no more than two dimensions: there linear programmes are quick, and mostly whole."""
        return max((len(cell.key) for cell in self.cells), default=1) <= 2

    def check(self) -> None:
        """Refuse what is no table of counts: negative numbers, sums that do not add up."""
        for cell in self.cells:
            if cell.value < 0:
                raise TableFault(named(cell.key), f"{cell.value} is negative", [cell.key])
        for total, parts in self.sums:
            found = sum(self.cells[part].value for part in parts)
            if found != self.cells[total].value:
                key, said = self.cells[total].key, self.cells[total].value
                keys = [key, *(self.cells[part].key for part in parts)]
                raise TableFault(named(key), f"its parts add up to {found}, not to {said}", keys)


def system(cells: Iterable[Cell], sums: Iterable[tuple[Key, Sequence[Key]]]) -> Table:
    """A table from named cells and named sums: for breakdowns that share a total, a year and its quarters,
    two releases.

    What is not published and never was takes part as well: a cell with fixed="withheld" is a variable
    of the attacker at no cost. Two releases r1 and r2 of one count are r1 = rest + before and
    r2 = rest + after, where `before` and `after` are what the changed reports said, `rest` (exempt)
    what all others did.
    """
    listed = tuple(cells)
    place: dict[Key, int] = {}
    for at, cell in enumerate(listed):
        if place.setdefault(cell.key, at) != at:
            raise TableFault(named(cell.key), "stands there twice", [cell.key])
    placed = []
    for total, parts in sums:
        unknown = next((key for key in (total, *parts) if key not in place), None)
        if unknown is not None:
            raise TableFault(named(unknown), "stands in a sum and is no cell", [unknown])
        placed.append((place[total], tuple(place[part] for part in parts)))
    table = Table(listed, tuple(placed))
    table.check()
    return table


def children(codes: Iterable[str], hierarchy: Hierarchy) -> dict[str, tuple[str, ...]]:
    """The tree of a dimension: code → its children, from the total down. Refuses circles.

    Of the hierarchy only what lies above the codes is taken.
    """
    known: set[str] = set()
    for code in sorted(set(codes) - {TOTAL}):
        walked, at = {code}, code
        while (at := hierarchy.get(at, TOTAL)) != TOTAL:
            if at in walked:
                raise TableFault(code, "lies in a circle of the hierarchy")
            walked.add(at)
        known |= walked
    tree: dict[str, list[str]] = defaultdict(list)
    for code in sorted(known):
        tree[hierarchy.get(code, TOTAL)].append(code)
    return {parent: tuple(below) for parent, below in tree.items()}


def grid(cells: Iterable[Cell], hierarchies: Sequence[Hierarchy]) -> Table:
    """A full table in any number of dimensions; missing margins are added, missing inner cells are 0.

    Nobody said who stands behind an added margin: it is judged by its value alone. Raises `TableFault`.
    """
    given: dict[Key, Cell] = {}
    for cell in cells:
        if len(cell.key) != len(hierarchies):
            raise TableFault(
                named(cell.key), f"has {len(cell.key)} codes, not {len(hierarchies)}", [cell.key]
            )
        if cell.key in given:
            raise TableFault(named(cell.key), "stands there twice", [cell.key])
        given[cell.key] = cell
    trees = [children((key[at] for key in given), hierarchy) for at, hierarchy in enumerate(hierarchies)]
    codes = [order(tree) for tree in trees]
    found: dict[Key, Cell] = {}
    for key in product(*codes):  # children stand before their parents
        at = next((at for at, code in enumerate(key) if code in trees[at]), None)
        if key in given:
            found[key] = given[key]
        elif at is None:
            found[key] = Cell(key, 0)
        else:
            below = ((*key[:at], code, *key[at + 1 :]) for code in trees[at][key[at]])
            found[key] = Cell(key, sum(found[part].value for part in below))
    place = {key: at for at, key in enumerate(found)}
    sums = []
    for key in found:
        for at, code in enumerate(key):
            if code in trees[at]:
                parts = [(*key[:at], part, *key[at + 1 :]) for part in trees[at][code]]
                sums.append((place[key], tuple(place[part] for part in parts)))
    table = Table(tuple(found.values()), tuple(sums), tuple(trees))
    table.check()
    return table


def order(tree: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The codes of a dimension, each after its children; the total last."""
    found: list[str] = []

    def visit(code: str) -> None:
        for child in tree.get(code, ()):
            visit(child)
        found.append(code)

    visit(TOTAL)
    return found
