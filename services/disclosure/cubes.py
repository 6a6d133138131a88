"""Hypercubes: in a grid, the smallest deviations, found without a linear programme.

After Repsilber's hypercube method (Giessing and Repsilber, 2002, GHMITER in τ-ARGUS), carried over to
hierarchies: in each dimension a code gives to a sibling (each with a line of descendants down to a leaf), or
a margin takes from a leaf below it; the product of these moves keeps every sum.
"""

from collections.abc import Mapping

import numpy as np

from services.disclosure.programme import Moves
from services.disclosure.table import TOTAL, Table

WIDTH = {1: 400, 2: 40, 3: 12}  # moves that are tried in each dimension, by number of dimensions
DEEP = 6


class Cubes:
    """The moves of a grid, as arrays of codes."""

    def __init__(self, table: Table) -> None:
        self.table, self.asked = table, 0
        self.above = [
            {child: parent for parent, below in tree.items() for child in below} for tree in table.grid
        ]
        self.codes = [sorted({TOTAL, *above}) for above in self.above]
        self.number = [{code: at for at, code in enumerate(codes)} for codes in self.codes]
        shape = [len(codes) for codes in self.codes]
        self.place = np.empty(shape, dtype=np.int64)
        for cell, found in enumerate(table.cells):
            self.place[tuple(self.number[at][code] for at, code in enumerate(found.key))] = cell
        self.width = WIDTH.get(len(shape), DEEP)
        self.values = np.array([cell.value for cell in table.cells])

    def move(
        self, cell: int, by: int, room: np.ndarray, withheld: set[int], liking: Mapping[int, float]
    ) -> Moves | None:
        """The cheapest hypercube in which the cell moves by so much; `liking`: what more would cost."""
        self.asked += 1
        axes = [self.axis(cell, at, room, withheld, liking) for at in range(len(self.codes))]
        if not all(axes):
            return None
        places, signs = self.corners(axes)
        need = abs(by)
        fits = np.where(signs * by < 0, room[places] >= need, True).all(axis=1)
        prices = self.prices(places, withheld, liking)
        costs = np.where(fits, (prices * (signs != 0)).sum(axis=1), np.inf)
        best = int(np.argmin(costs))
        if not np.isfinite(costs[best]):
            return None
        return {int(at): int(sign) * by for at, sign in zip(places[best], signs[best], strict=True) if sign}

    def prices(self, places: np.ndarray, withheld: set[int], liking: Mapping[int, float]) -> np.ndarray:
        """What each corner would cost; infinite where it must stay published."""
        which, back = np.unique(places, return_inverse=True)
        each = [0.0 if at in withheld else liking.get(at, np.inf) for at in which.tolist()]
        return np.array(each)[back].reshape(places.shape)

    def corners(self, axes: list[list[dict[int, int]]]) -> tuple[np.ndarray, np.ndarray]:
        """For every combination of moves its cells and their signs (0 fills up)."""
        longest = [max(map(len, axis)) for axis in axes]
        codes, signs = [], []
        for axis, length in zip(axes, longest, strict=True):
            first = [list(move) + [next(iter(move))] * (length - len(move)) for move in axis]
            codes.append(np.array(first))
            signs.append(np.array([[*move.values()] + [0] * (length - len(move)) for move in axis]))
        count = len(axes)
        index, sign = [], np.ones((1,) * (2 * count), dtype=np.int64)
        for at in range(count):
            shape = [1] * (2 * count)
            shape[at], shape[count + at] = codes[at].shape
            index.append(codes[at].reshape(shape))
            sign = sign * signs[at].reshape(shape)
        places = self.place[tuple(np.broadcast_arrays(*index))]
        rows = int(np.prod([len(axis) for axis in axes]))
        return places.reshape(rows, -1), sign.reshape(rows, -1)

    def axis(
        self, cell: int, at: int, room: np.ndarray, withheld: set[int], liking: Mapping[int, float]
    ) -> list[dict[int, int]]:
        """The moves of one dimension that are worth trying: code number → +1 or −1."""
        key = self.table.cells[cell].key
        code = key[at]
        tree, number = self.table.grid[at], self.number[at]
        line = self.line(key, at)

        def rank(other: str) -> tuple[bool, float, int, str]:
            place = line[number[other]]
            price = 0.0 if place in withheld else liking.get(place, np.inf)
            return price == np.inf, price, -int(room[place]), other

        def down(start: str) -> list[str]:
            found = [start]
            while tree.get(found[-1]):
                found.append(min(tree[found[-1]], key=rank))
            return found

        if code == TOTAL:
            if not tree:
                return [{number[TOTAL]: 1}]
            leaves = sorted((c for c in self.above[at] if c not in tree), key=rank)[: self.width]
            return [{number[c]: 1 for c in self.up(leaf, at, TOTAL)} for leaf in leaves]
        own = dict.fromkeys((number[c] for c in down(code)), 1)
        siblings = [c for c in tree[self.above[at][code]] if c != code]
        if not siblings:  # alone under its parent: the parent moves with it
            return self.alone(key, at, own)
        siblings = sorted(siblings, key=rank)[: self.width]
        return [{**own, **dict.fromkeys((number[c] for c in down(other)), -1)} for other in siblings]

    def alone(self, key: tuple[str, ...], at: int, own: dict[int, int]) -> list[dict[int, int]]:
        """The moves of an only child: its parents move with it, up to where there is a sibling."""
        tree, number, above = self.table.grid[at], self.number[at], self.above[at]
        code, moved = key[at], dict(own)
        while code != TOTAL:
            code = above[code]
            moved[number[code]] = 1
            siblings = [c for c in tree.get(above.get(code, ""), ()) if c != code]
            if siblings:
                leaves = [self.first_leaf(c, at) for c in siblings[: self.width]]
                return [{**moved, **dict.fromkeys((number[c] for c in leaf), -1)} for leaf in leaves]
        return [moved]

    def first_leaf(self, code: str, at: int) -> list[str]:
        found = [code]
        while self.table.grid[at].get(found[-1]):
            found.append(self.table.grid[at][found[-1]][0])
        return found

    def up(self, leaf: str, at: int, top: str) -> list[str]:
        """The codes from a leaf up to one above it."""
        found = [leaf]
        while found[-1] != top:
            found.append(self.above[at][found[-1]])
        return found

    def line(self, key: tuple[str, ...], at: int) -> list[int]:
        """The cells that differ from one only in this dimension, by code number."""
        index: list[int | slice] = [self.number[d][code] for d, code in enumerate(key)]
        index[at] = slice(None)
        return self.place[tuple(index)].tolist()
