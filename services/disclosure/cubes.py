"""Hypercubes: in a grid, the smallest deviations, found without a linear programme.

After the hypercube method of Repsilber (Giessing and Repsilber, 2002; GHMITER in τ-ARGUS), carried over to
hierarchies: in each dimension a code gives to a sibling (each with a line of descendants down to a leaf), or
a margin takes from a leaf below it; the product of these moves keeps every sum.
"""

from collections.abc import Iterable, Mapping

import numpy as np

from services.disclosure.programme import Moves
from services.disclosure.table import TOTAL, Table

WIDTH = {1: 400, 2: 24, 3: 10}  # moves that are tried in each dimension, by number of dimensions
DEEP = 5
WIDER = {1: 1_000, 2: 100, 3: 30}  # and where these are not enough
DEEPER = 12
BLOCK = {1: 300, 2: 16, 3: 6}  # moves that make up a block, see there
DEEPEST = 4
Axis = tuple[np.ndarray, np.ndarray]  # moves × codes, and their signs; 0 fills up


class Cubes:
    """The moves of a grid. `price` of a cell: nothing where it is withheld, infinite where it must stay."""

    def __init__(self, table: Table, liking: Mapping[int, float], withheld: Iterable[int]) -> None:
        self.table, self.asked = table, 0
        trees = table.grid
        codes = [sorted({TOTAL, *(child for below in tree.values() for child in below)}) for tree in trees]
        self.number = [{code: at for at, code in enumerate(each)} for each in codes]
        self.top = [number[TOTAL] for number in self.number]
        self.below = [
            {number[code]: np.array([number[c] for c in below]) for code, below in tree.items()}
            for tree, number in zip(trees, self.number, strict=True)
        ]
        self.above = [
            {child: code for code, below in each.items() for child in below.tolist()} for each in self.below
        ]
        self.place = np.empty([len(each) for each in codes], dtype=np.int64)
        self.at = [tuple(self.number[at][code] for at, code in enumerate(cell.key)) for cell in table.cells]
        for cell, index in enumerate(self.at):
            self.place[index] = cell
        count = len(codes)
        self.width, self.wider = WIDTH.get(count, DEEP), WIDER.get(count, DEEPER)
        self.price = np.full(len(table.cells), np.inf)
        for cell, price in liking.items():
            self.price[cell] = price
        self.withhold(withheld)

    def withhold(self, cells: Iterable[int]) -> None:
        """These cost nothing from now on."""
        self.price[list(cells)] = 0.0

    def publish(self, cell: int) -> None:
        """This one must stay published from now on."""
        self.price[cell] = np.inf

    def move(self, cell: int, by: int, room: np.ndarray) -> Moves | None:
        """The cheapest hypercube in which the cell moves by so much, among the most promising."""
        return self.cheapest(cell, by, room, self.width)

    def move_far(self, cell: int, by: int, room: np.ndarray) -> Moves | None:
        """The same among many more."""
        return self.cheapest(cell, by, room, self.wider)

    def block(self, cell: int, room: np.ndarray) -> list[int]:
        """The part of the grid that a cell's most promising moves span: a small grid with its own sums."""
        width = BLOCK.get(len(self.number), DEEPEST)
        axes = [self.axis(self.at[cell], at, room, width) for at in range(len(self.number))]
        chosen = [np.unique(codes[signs != 0]) for codes, signs in axes]
        return sorted(self.place[np.ix_(*chosen)].ravel().tolist())

    def cheapest(self, cell: int, by: int, room: np.ndarray, width: int) -> Moves | None:
        self.asked += 1
        axes = [self.axis(self.at[cell], at, room, width) for at in range(len(self.number))]
        if not all(len(codes) for codes, _signs in axes):
            return None
        places, signs = self.corners(axes)
        falls = np.where(signs * by < 0, room[places] < abs(by), False).any(axis=1)
        costs = np.where(signs != 0, self.price[places], 0.0).sum(axis=1)
        costs[falls] = np.inf
        best = int(np.argmin(costs))
        if not np.isfinite(costs[best]):
            return None
        return {
            at: sign * by
            for at, sign in zip(places[best].tolist(), signs[best].tolist(), strict=True)
            if sign
        }

    def corners(self, axes: list[Axis]) -> Axis:
        """For every combination of moves its cells and their signs."""
        count = len(axes)
        index, sign = [], np.ones((1,) * (2 * count), dtype=np.int64)
        for at, (codes, signs) in enumerate(axes):
            shape = [1] * (2 * count)
            shape[at], shape[count + at] = codes.shape
            index.append(codes.reshape(shape))
            sign = sign * signs.reshape(shape)
        places = self.place[tuple(index)]
        rows = int(np.prod([len(codes) for codes, _signs in axes]))
        return places.reshape(rows, -1), sign.reshape(rows, -1)

    def axis(self, index: tuple[int, ...], at: int, room: np.ndarray, width: int) -> Axis:
        """The moves of one dimension that are worth trying, the most promising first."""
        line = np.moveaxis(self.place, at, -1)[(*index[:at], *index[at + 1 :])]
        price, rooms, code = self.price[line], room[line], index[at]
        below, above, top = self.below[at], self.above[at], self.top[at]

        def best(codes: np.ndarray) -> np.ndarray:
            return codes[np.lexsort((codes, -rooms[codes], price[codes]))]

        def down(start: int) -> list[int]:
            found = [start]
            while found[-1] in below:
                found.append(int(best(below[found[-1]])[0]))
            return found

        own = down(code)
        if code == top:
            if code not in below:
                return np.array([[code]]), np.array([[1]])
            if len(own) == 2:
                leaves = best(below[top])[:width]
                return np.column_stack([np.full(len(leaves), top), leaves]), np.ones((len(leaves), 2), int)
            every = np.array(sorted(child for child in above if child not in below))
            return padded([(self.up(int(leaf), at), []) for leaf in best(every)[:width]])
        while code != top and len(below[above[code]]) == 1:  # an only child's parent moves with it
            code = above[code]
            own.append(code)
        if code == top:
            return padded([(own, [])])
        siblings = below[above[code]]
        others = best(siblings[siblings != code])[:width]
        if len(own) == 1 and not any(int(other) in below for other in others):
            return (
                np.column_stack([np.full(len(others), code), others]),
                np.tile(np.array([1, -1]), (len(others), 1)),
            )
        return padded([(own, down(int(other))) for other in others])

    def up(self, leaf: int, at: int) -> list[int]:
        """The codes from a leaf up to the total."""
        found = [leaf]
        while found[-1] != self.top[at]:
            found.append(self.above[at][found[-1]])
        return found


def padded(moves: list[tuple[list[int], list[int]]]) -> Axis:
    """Moves of different lengths (what rises, what falls) as two arrays."""
    length = max(len(rising) + len(falling) for rising, falling in moves)
    codes = np.zeros((len(moves), length), dtype=np.int64)
    signs = np.zeros((len(moves), length), dtype=np.int64)
    for at, (rising, falling) in enumerate(moves):
        codes[at, : len(rising) + len(falling)] = [*rising, *falling]
        signs[at, : len(rising)] = 1
        signs[at, len(rising) : len(rising) + len(falling)] = -1
    return codes, signs
