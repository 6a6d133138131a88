"""The audit: what an attacker can work out about every withheld cell, from the published sums alone.

Shares nothing with the methods that chose the cells but the table. An attacker sees which cells are
published; a withheld cell is a whole number, not less than what the attacker itself holds of it. An end of
an interval is exact where a table that fits everything published has it and a bound shows that none goes
beyond: the bound comes from the sums one by one or from a linear programme, the table from any programme
solved so far. Linear programmes leave fractions in three and more dimensions, where the interval of whole
numbers can be narrower (Hundepohl et al. 2012, section 4.3): whole-number programmes close that gap, for all
withheld cells in small systems, for the primary ones in all.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import highspy
import numpy as np

from services.disclosure.policy import Attacker, Need
from services.disclosure.solver import INFINITE, quiet
from services.disclosure.table import Table

WHOLE_NUMBERS = 400  # up to so many withheld cells that hang together all ends are in whole numbers
EFFORT = 1_000_000_000  # simplex steps times size of the system, for the ends that are nobody's need
STEPS = 10  # of the simplex that an end may cost when all are asked for at once
NEARBY = (150, 600)  # windows that a whole table for a need is looked for in, before all of it
NODES = 20_000
SLACK = 1e-6


@dataclass(frozen=True)
class Interval:
    """All that an attacker knows: lo ≤ value ≤ hi (None: without end). `at_least`: it is at least so wide.

    `seen`: the ends that tables in whole numbers were found to reach.
    """

    lo: int
    hi: int | None
    at_least: bool = False
    seen: tuple[int, int] | None = field(default=None, compare=False)

    def meets(self, value: int, need: Need) -> bool:
        """Whether it is as wide as the rules ask."""
        return self.hi is None or (self.hi - value >= need.above and self.hi - self.lo >= need.spread)

    def is_shown(self, value: int, need: Need) -> bool:
        """Whether tables in whole numbers show that."""
        return self.seen is not None and Interval(*self.seen).meets(value, need)


class Equations:
    """The attacker's equations over some unknown cells; all others are known numbers."""

    def __init__(self, table: Table, unknown: Collection[int], held: Mapping[int, int]) -> None:
        self.cells = sorted(unknown)
        self.column = {cell: at for at, cell in enumerate(self.cells)}
        self.true = np.array([float(table.cells[cell].value) for cell in self.cells])
        self.least = np.array([float(held.get(cell, 0)) for cell in self.cells])
        rows: list[int] = []
        columns: list[int] = []
        signs: list[float] = []
        right: list[float] = []
        for number in sorted({number for cell in self.cells for number in table.sums_of[cell]}):
            total, parts = table.sums[number]
            known = 0.0
            for cell, sign in ((total, 1.0), *((part, -1.0) for part in parts)):
                if cell in self.column:
                    rows.append(len(right))
                    columns.append(self.column[cell])
                    signs.append(sign)
                else:
                    known -= sign * table.cells[cell].value
            right.append(known)
        self.rows, self.columns = np.array(rows, dtype=np.int32), np.array(columns, dtype=np.int32)
        self.signs, self.right = np.array(signs), np.array(right)
        self.solver: highspy.Highs | None = None
        self.every = np.arange(len(self.cells), dtype=np.int32)

    def programme(self) -> highspy.Highs:
        """The equations in the solver, once."""
        if self.solver is None:
            lp = highspy.HighsLp()
            lp.num_col_, lp.num_row_ = len(self.cells), len(self.right)
            lp.col_cost_ = np.zeros(len(self.cells))
            lp.col_lower_, lp.col_upper_ = self.least, np.full(len(self.cells), INFINITE)
            lp.row_lower_ = lp.row_upper_ = self.right
            lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
            counts = np.bincount(self.rows, minlength=len(self.right))
            lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
            lp.a_matrix_.index_, lp.a_matrix_.value_ = self.columns, self.signs
            # Only the question changes, never the equations: the primal simplex goes on from where it stands.
            self.solver = quiet(presolve="off", simplex_strategy=4, mip_rel_gap=0.0, mip_max_nodes=NODES)
            self.solver.passModel(lp)
        return self.solver

    def push(self, weights: Mapping[int, float], whole: bool = False) -> np.ndarray | None:
        """A table in which the weighted sum of columns is largest; None: it has no end, or none was found."""
        solver, cost = self.programme(), np.zeros(len(self.cells))
        for at, weight in weights.items():
            cost[at] = -weight
        solver.changeColsCost(len(cost), self.every, cost)
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        if whole:
            solver.changeColsIntegrality(len(cost), self.every, np.array([kinds[1]] * len(cost)))
        solver.run()
        optimal = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        found = np.array(solver.getSolution().col_value) if optimal else None
        if whole:
            solver.changeColsIntegrality(len(cost), self.every, np.array([kinds[0]] * len(cost)))
        return found

    def unbounded(self) -> bool:
        """Whether the last question had no end."""
        status = self.programme().getModelStatus()
        return status in (
            highspy.HighsModelStatus.kUnbounded,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        )

    def steps(self) -> int:
        """What the last question cost, in simplex steps."""
        return max(1, self.programme().getInfo().simplex_iteration_count)

    def propagate(self) -> tuple[np.ndarray, np.ndarray]:
        """Bounds of every unknown cell from the sums one by one, until they tell nothing new."""
        low, high = self.least.copy(), np.full(len(self.cells), np.inf)
        positive, right = self.signs > 0, self.right[self.rows]
        for _round in range(100):
            small = np.where(positive, low[self.columns], -high[self.columns])
            large = np.where(positive, high[self.columns], -low[self.columns])
            others_small, others_large = self.others(small), self.others(large)
            up = np.where(positive, right - others_small, others_large - right)
            down = np.where(positive, right - others_large, others_small - right)
            new_low, new_high = low.copy(), high.copy()
            np.maximum.at(new_low, self.columns, down)
            np.minimum.at(new_high, self.columns, up)
            if (new_low == low).all() and (new_high == high).all():
                break
            low, high = new_low, new_high
        return low, high

    def others(self, ends: np.ndarray) -> np.ndarray:
        """For each entry the sum of its row without itself; infinite where another one is."""
        endless = np.isinf(ends)
        finite = np.where(endless, 0.0, ends)
        count = len(self.right)
        sums = np.bincount(self.rows, finite, count)[self.rows] - finite
        infinite = np.bincount(self.rows, endless, count)[self.rows] - endless
        sign = -1.0 if (ends == -np.inf).any() else 1.0
        return np.where(infinite > 0, sign * np.inf, sums)


class Ends:
    """The two ends of every cell of a group: what some table reaches, and what none can pass."""

    def __init__(self, equations: Equations, whole: bool) -> None:
        self.equations, self.whole = equations, whole
        self.low, self.high = equations.true.copy(), equations.true.copy()
        self.seen_low, self.seen_high = equations.true.copy(), equations.true.copy()
        self.floor, self.ceiling = equations.propagate()
        self.effort = 0
        self.unsure: set[int] = set()
        self.size = len(equations.cells) + len(equations.right)

    def open(self, direction: int) -> np.ndarray:
        """The cells whose end is not settled."""
        least = 0.5 if self.whole else SLACK
        if direction < 0:
            return np.flatnonzero(self.low > self.floor + least)
        return np.flatnonzero(self.ceiling > self.high + least)

    def see(self, table: np.ndarray | None) -> None:
        """Take note of a table that fits everything published."""
        self.effort += self.equations.steps() * self.size
        if table is None:
            return
        near = np.rint(table)
        if np.abs(table - near).max(initial=0.0) < SLACK:
            table = near
            self.seen_low, self.seen_high = np.minimum(self.seen_low, near), np.maximum(self.seen_high, near)
        elif self.whole:
            return
        self.low, self.high = np.minimum(self.low, table), np.maximum(self.high, table)

    def settle(self, effort: float) -> None:
        """Many cells at once as long as that helps, then one by one; stops beyond the effort.

        A question for one cell settles many others on its way: asking for all is only worth it while it
        settles an end in few steps (three dimensions, 50,000 cells: the lower ends, then no more).
        """
        for direction in (-1, +1):
            while (still := self.open(direction)).size and not np.isinf(self.ceiling).any():
                if self.effort > effort:
                    return
                self.see(self.equations.push(dict.fromkeys(still.tolist(), float(direction))))
                settled = len(still) - len(self.open(direction))
                if settled < 6 or settled * STEPS < self.equations.steps():
                    break
        for direction in (+1, -1):
            while self.effort < effort and len(still := self.open(direction)):
                self.end(int(still[0]), direction)

    def end(self, at: int, direction: int) -> None:
        """Settle one end; where the whole numbers cannot be settled it is marked."""
        for whole in (False, True) if self.whole else (False,):
            table = self.equations.push({at: float(direction)}, whole)
            if table is None and not whole and self.equations.unbounded():
                self.high[at] = self.ceiling[at] = np.inf
                return
            self.see(table)
            if table is not None and direction > 0:
                self.ceiling[at] = table[at] if not self.whole else math.floor(table[at] + SLACK)
            elif table is not None:
                self.floor[at] = table[at] if not self.whole else math.ceil(table[at] - SLACK)
            if at not in self.open(direction):
                return
        self.unsure.add(at)
        self.floor[at], self.ceiling[at] = self.low[at], self.high[at]

    def interval(self, at: int) -> Interval:
        """What is known of a cell when the questions are over."""
        at_least = at in self.unsure or at in self.open(-1) or at in self.open(+1)
        high = self.high[at]
        return Interval(
            math.ceil(self.low[at] - SLACK),
            None if high == math.inf else math.floor(high + SLACK),
            bool(at_least),
            (int(self.seen_low[at]), int(self.seen_high[at])),
        )


def components(table: Table, unknown: Collection[int]) -> list[list[int]]:
    """Withheld cells that no published number separates: each group can be asked about alone."""
    left, groups = set(unknown), []
    for first in sorted(left):
        if first not in left:
            continue
        group = around(table, first, left, len(left))
        left -= group
        groups.append(sorted(group))
    return groups


def around(table: Table, cell: int, unknown: Collection[int], most: int) -> set[int]:
    """The unknown cells nearest to one, by shared sums."""
    group, edge, seen = {cell}, [cell], set()
    for at in edge:
        for number in table.sums_of[at]:
            if number in seen:
                continue
            seen.add(number)
            total, parts = table.sums[number]
            for other in (total, *parts):
                if other in unknown and other not in group:
                    if len(group) >= most:
                        return group
                    group.add(other)
                    edge.append(other)
    return group


def intervals(
    table: Table, unknown: Collection[int], held: Mapping[int, int] | None = None, whole: bool | None = None
) -> dict[int, Interval]:
    """The feasibility interval of every withheld cell. `held`: what a member knows to be in a cell.

    `whole`: in whole numbers (True), by linear programmes (False), or by the size of each group.
    """
    found: dict[int, Interval] = {}
    for group in components(table, unknown):
        in_whole = len(group) <= WHOLE_NUMBERS if whole is None else whole
        ends = Ends(Equations(table, group, held or {}), in_whole)
        ends.settle(math.inf if whole else EFFORT)
        for at, cell in enumerate(ends.equations.cells):
            found[cell] = ends.interval(at)
    return found


def too_narrow(
    table: Table, unknown: Collection[int], attacker: Attacker, cells: Iterable[int] | None = None
) -> list[int]:
    """The cells whose need no whole-number tables show to be met, for one attacker.

    Whatever lies outside a window around the cell is held at its value: a need met there is met. The last
    window is everything, and its answer final.
    """
    among = set(unknown)
    shown = {cell: Interval(table.cells[cell].value, table.cells[cell].value) for cell in attacker.needs}
    failed = []
    for cell in sorted(attacker.needs if cells is None else cells):
        need, value = attacker.needs[cell], table.cells[cell].value
        for most in (*NEARBY, len(among)):
            if shown[cell].meets(value, need):
                break
            window = around(table, cell, among, most)
            look(table, window, attacker, cell, shown)
            if len(window) < most:
                break
        if not shown[cell].meets(value, need):
            failed.append(cell)
    return failed


def look(table: Table, window: set[int], attacker: Attacker, cell: int, shown: dict[int, Interval]) -> None:
    """Widen what is shown of the needs in a window by the furthest whole tables for one cell."""
    equations = Equations(table, window, attacker.held)
    at, need, value = equations.column[cell], attacker.needs[cell], table.cells[cell].value
    enough = value + max(need.above, need.spread)
    equations.programme().changeColBounds(at, equations.least[at], float(enough))
    for direction in (+1, -1):
        for whole in (False, True):
            if shown[cell].meets(value, need):
                return
            found = equations.push({at: float(direction)}, whole)
            if found is None:
                break
            near = np.rint(found)
            if np.abs(found - near).max(initial=0.0) < SLACK:
                for column, other in enumerate(equations.cells):
                    if other in shown:
                        seen, so_far = int(near[column]), shown[other]
                        shown[other] = Interval(min(so_far.lo, seen), max(so_far.hi or 0, seen))
                break
