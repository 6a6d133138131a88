"""The fast method: each primary cell in turn, reusing what is withheld already, then giving back what can be.

After Kelly, Golden and Assad (1992) and Fischetti and Salazar-González (2001), section 6: a linear
programme finds the cheapest deviation that opens a primary cell; cells that it moves are withheld.
In large tables it looks in a window around the cell first.
"""

import math
from collections.abc import Mapping
from itertools import product

import numpy as np

from services.disclosure.policy import Need
from services.disclosure.programme import TINY, Deviations
from services.disclosure.table import TOTAL, NoPattern, Table

WHOLE = 3_000  # a table up to so many cells is its own window
Moves = dict[int, float]  # cell → by how many people it moves in a deviation


class Fast:
    """Grows and trims a set of withheld cells until every need is met.

    `proofs`: for each primary cell, two deviations that show how far it can rise and fall.
    """

    def __init__(
        self,
        table: Table,
        needs: Mapping[int, Need],
        prices: Mapping[int, float],
        withheld: set[int],
        lower: Mapping[int, int] | None = None,
    ) -> None:
        self.table, self.needs, self.prices, self.lower = table, needs, prices, lower or {}
        self.withheld = set(withheld) | set(needs)
        self.kept = set(withheld) | set(needs)  # never given back
        self.proofs: dict[int, tuple[Moves, Moves]] = {cell: ({}, {}) for cell in needs}
        self.whole: Deviations | None = None

    def grow(self) -> None:
        """Withhold until every primary cell is open; raises `NoPattern`."""
        impossible = []
        for cell in sorted(self.needs, key=lambda at: (-self.table.cells[at].value, at)):
            if not self.open(cell):
                impossible.append(cell)
        if impossible:
            raise NoPattern([self.table.cells[at].key for at in impossible])

    def open(self, cell: int) -> bool:
        """Meet the need of one cell: first upwards as far as it must, then whatever the spread still asks."""
        need = self.needs[cell]
        for by in (need.above, None):
            up, down = self.reach(cell)
            if by is None:
                by = math.ceil(need.spread - down - TINY)
            if up < by - TINY and not self.push(cell, by) and not self.sink(cell, need):
                return False
        return True

    def sink(self, cell: int, need: Need) -> bool:
        """Where it cannot rise that far: fall for the rest."""
        up, down = self.reach(cell)
        rest = math.ceil(need.spread - up - TINY)
        return up >= need.above - TINY and (down >= rest - TINY or self.push(cell, -rest))

    def reach(self, cell: int) -> tuple[float, float]:
        """How far the proofs say that the cell rises and falls."""
        up, down = self.proofs[cell]
        return up.get(cell, 0), -down.get(cell, 0)

    def push(self, cell: int, by: int) -> bool:
        """Find the cheapest deviation that moves the cell by so much, and withhold what it moves."""
        for window in self.windows(cell):
            programme = self.programme(window)
            found = programme.move(cell, by)
            if found is not None:
                self.take(programme.window, found)
                return True
        return False

    def programme(self, window: list[int]) -> Deviations:
        """The programme of a window, with the prices of this moment."""
        if len(window) == len(self.table.cells):
            programme = self.whole = self.whole or Deviations(self.table, window, self.lower)
        else:
            programme = Deviations(self.table, window, self.lower)
        for cell in window:
            programme.allow(cell, 0.0 if cell in self.withheld else self.prices.get(cell))
        return programme

    def windows(self, cell: int) -> list[list[int]]:
        """Where to look: nearby first, the whole table last."""
        whole = list(range(len(self.table.cells)))
        if len(whole) <= WHOLE or not self.table.grid:
            return [whole]
        near = [self.nearby(cell, width) for width in (3, 6, 12)]
        return [window for window in near if len(window) < 2 * WHOLE] + [whole]

    def nearby(self, cell: int, width: int) -> list[int]:
        """The grid of a few neighbours in each dimension, and of the children that a margin moves with."""
        key = self.table.cells[cell].key
        axes = []
        for at, tree in enumerate(self.table.grid):
            axes.append(self.axis(key, at, tree, max(2, width - max(0, len(key) - 2))))
        if math.prod(map(len, axes)) > 4 * WHOLE:
            return list(range(len(self.table.cells)))
        place = self.table.place
        return sorted(place[found] for found in product(*axes) if found in place)

    def axis(
        self, key: tuple[str, ...], at: int, tree: Mapping[str, tuple[str, ...]], width: int
    ) -> list[str]:
        """Codes of one dimension: the cell's own, its best siblings, and a few below whatever is a margin."""
        code = key[at]
        siblings = next((below for below in tree.values() if code in below), (TOTAL,))
        found = [code, *self.best(key, at, [s for s in siblings if s != code], width)]
        for margin in found:  # grows while it is walked: children of children
            below = [child for child in tree.get(margin, ()) if child not in found]
            found += self.best(key, at, below, max(2, width // 2))
        return found

    def best(self, key: tuple[str, ...], at: int, codes: list[str], most: int) -> list[str]:
        """The codes whose cells in line with this one are withheld already, or large, or cheap."""

        def rank(code: str) -> tuple[bool, bool, float, str]:
            cell = self.table.place[(*key[:at], code, *key[at + 1 :])]
            value = self.table.cells[cell].value
            return cell not in self.withheld, value == 0, self.prices.get(cell, 1e9), code

        return sorted(codes, key=rank)[:most]

    def take(self, window: list[int], found: np.ndarray) -> None:
        """Withhold what a deviation moves, and keep it as a proof for whomever it opens further."""
        moves = moves_of(window, found)
        self.withheld |= set(moves)
        opposite = {at: -by for at, by in moves.items()}
        turned = all(self.room(at) + by >= 0 for at, by in opposite.items())
        for each in [moves, opposite] if turned else [moves]:
            self.learn(each)

    def room(self, cell: int) -> int:
        """How far a cell can fall."""
        return self.table.cells[cell].value - self.lower.get(cell, 0)

    def learn(self, moves: Moves) -> None:
        """Keep a deviation wherever it reaches further than the one known."""
        for cell, by in moves.items():
            if cell in self.proofs:
                up, down = self.proofs[cell]
                if by > up.get(cell, 0):
                    up = moves
                if by < down.get(cell, 0):
                    down = moves
                self.proofs[cell] = (up, down)

    def trim(self) -> None:
        """Give back every cell that the primary ones can do without, the dearest first."""
        if len(self.table.cells) > WHOLE:
            self.drop_unused()
            return
        spare = sorted(self.withheld - self.kept, key=lambda at: (-self.prices.get(at, 0.0), -at))
        programme = Deviations(self.table, list(range(len(self.table.cells))), self.lower)
        for cell in self.withheld:
            programme.allow(cell, 0.0)
        for cell in spare:
            self.give_back(cell, programme)

    def give_back(self, cell: int, programme: Deviations) -> None:
        """Publish a cell again if every proof that used it can be replaced."""
        programme.allow(cell, None)
        kept = dict(self.proofs)
        for primary, (up, down) in kept.items():
            if cell not in up and cell not in down:
                continue
            new = self.prove(primary, programme)
            if new is None:
                self.proofs = kept
                programme.allow(cell, 0.0)
                return
            self.proofs[primary] = new
        self.withheld.discard(cell)

    def prove(self, primary: int, programme: Deviations) -> tuple[Moves, Moves] | None:
        """Two deviations that meet the need of a cell with what may move now; None where there are none."""
        need = self.needs[primary]
        up = moves_of(programme.window, programme.furthest(primary, +1, max(need.above, need.spread)))
        rises = up.get(primary, 0)
        if rises < need.above - TINY:
            return None
        down: Moves = {}
        if rises < need.spread - TINY:
            down = moves_of(programme.window, programme.furthest(primary, -1, need.spread))
        if rises - down.get(primary, 0) < need.spread - TINY:
            return None
        return up, down

    def drop_unused(self) -> None:
        """Give back what no proof uses."""
        used: set[int] = set()
        for up, down in self.proofs.values():
            used |= set(up) | set(down)
        self.withheld = self.kept | (self.withheld & used)


def moves_of(window: list[int], found: np.ndarray) -> Moves:
    """A deviation by cell; nearly whole numbers are made whole."""
    return {
        window[at]: float(round(found[at])) if abs(found[at] - round(found[at])) < 1e-6 else float(found[at])
        for at in np.flatnonzero(np.abs(found) > TINY)
    }


def protect_fast(
    table: Table,
    needs: Mapping[int, Need],
    prices: Mapping[int, float],
    withheld: set[int],
    lower: Mapping[int, int] | None = None,
    hint: Mapping[int, float] | None = None,
) -> set[int]:
    """The cells to withhold, primary ones included. Raises `NoPattern`.

    `hint`: how much of each cell a relaxed optimum withholds; what it likes is tried first. In small
    tables several hints are tried and the cheapest result is taken.
    """
    best: set[int] | None = None
    starts = [1.0, 0.6] if hint is not None else [0.0]
    for trust in starts if len(table.cells) <= WHOLE else starts[:1]:
        liked = {at: price * (1.0 - trust * (hint or {}).get(at, 0.0)) + 1e-3 for at, price in prices.items()}
        fast = Fast(table, needs, liked, withheld, lower)
        fast.grow()
        fast.prices = prices
        fast.trim()
        if best is None or cost(fast.withheld, prices) < cost(best, prices):
            best = fast.withheld
    assert best is not None
    return best


def cost(withheld: set[int], prices: Mapping[int, float]) -> float:
    """What the secondary cells of a pattern cost."""
    return sum(prices[at] for at in withheld if at in prices)
