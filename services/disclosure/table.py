"""Tables of counts as cells and sums: whatever is published about the same people is one system.

A cell is named by a code for each dimension, `total` for the margin. A sum says that one cell is what
others add up to. Breakdowns of the same total, a year and its quarters, a county and its region: all are
sums over shared cells, so that a system of linked tables is a `Table` like any other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product

TOTAL = "total"
Key = tuple[str, ...]
Hierarchy = Mapping[str, str]  # child code → parent code; a code without a parent lies under the total


class TableFault(Exception):
    """Input that is no such table: `where` names the row or the cell, `why` says what is wrong."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where, self.why = where, why


class NoPattern(Exception):
    """No set of withheld cells protects these cells, because of what is already published."""

    def __init__(self, cells: Sequence[Key]) -> None:
        super().__init__(", ".join("/".join(cell) for cell in cells))
        self.cells = list(cells)


@dataclass(frozen=True)
class Cell:
    """A count of people. `contributors`, `largest`, `second`: how many organisations stand behind it.

    `fixed`: "published" or "withheld" in an earlier release. `weight`: what withholding it costs.
    `exempt`: counts activities, not beneficiaries; no primary rule applies. `threshold`: another k than
    the policy's, as for tables with a county or a destination.
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

    def check(self) -> None:
        """Refuse what is no table of counts: negative numbers, sums that do not add up."""
        for cell in self.cells:
            if cell.value < 0:
                raise TableFault("/".join(cell.key), f"{cell.value} is negative")
        for total, parts in self.sums:
            found = sum(self.cells[part].value for part in parts)
            if found != self.cells[total].value:
                key = "/".join(self.cells[total].key)
                raise TableFault(key, f"its parts add up to {found}, not to {self.cells[total].value}")


def system(cells: Iterable[Cell], sums: Iterable[tuple[Key, Sequence[Key]]]) -> Table:
    """A table from named cells and named sums: for breakdowns that share a total."""
    listed = tuple(cells)
    place = {cell.key: at for at, cell in enumerate(listed)}
    if len(place) != len(listed):
        seen: set[Key] = set()
        twice = next(cell.key for cell in listed if cell.key in seen or seen.add(cell.key))  # type: ignore[func-returns-value]
        raise TableFault("/".join(twice), "stands there twice")
    table = Table(
        listed, tuple((place[total], tuple(place[part] for part in parts)) for total, parts in sums)
    )
    table.check()
    return table


def children(codes: Iterable[str], hierarchy: Hierarchy) -> dict[str, tuple[str, ...]]:
    """The tree of a dimension: code → its children, from the total down. Refuses circles."""
    known = set(codes) - {TOTAL}
    known |= {parent for parent in hierarchy.values() if parent != TOTAL}
    for code in sorted(known):
        walked, at = {code}, code
        while (at := hierarchy.get(at, TOTAL)) != TOTAL:
            if at in walked:
                raise TableFault(code, "lies in a circle of the hierarchy")
            walked.add(at)
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
            raise TableFault("/".join(cell.key), f"has {len(cell.key)} codes, not {len(hierarchies)}")
        if cell.key in given:
            raise TableFault("/".join(cell.key), "stands there twice")
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


def known_by(table: Table, own: Mapping[Key, int]) -> Table:
    """The table of the others: what remains of every count for a member who subtracts its own."""
    cells = tuple(replace(cell, value=cell.value - own.get(cell.key, 0)) for cell in table.cells)
    return replace(table, cells=cells)
