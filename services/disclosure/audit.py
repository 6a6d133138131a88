"""The audit: what an attacker can work out about every withheld cell, from the published sums alone.

Shares nothing with the methods that chose the cells but the table. It sees only which cells are
published; a withheld cell is a whole number, not negative. Linear programmes give the interval; in
small tables whole-number programmes, because in three and more dimensions the interval of whole numbers
can be narrower (Hundepohl et al. 2012, section 4.3).
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import highspy
import numpy as np

from services.disclosure.policy import Need
from services.disclosure.solver import quiet
from services.disclosure.table import Table

WHOLE_NUMBERS = 400  # up to so many withheld cells the audit is in whole numbers
NEARBY = 400  # in larger systems it first looks at so many cells around a primary one


@dataclass(frozen=True)
class Interval:
    """All that an attacker knows: lo ≤ value ≤ hi (None: without end). `proven_only` when it is at least
    so wide, which is enough, and the exact ends were not asked for."""

    lo: int
    hi: int | None
    at_least: bool = False

    def meets(self, value: int, need: Need) -> bool:
        """Whether it is as wide as the rules ask."""
        return self.hi is None or (self.hi - value >= need.above and self.hi - self.lo >= need.spread)


class Knowledge:
    """The attacker's equations over a set of unknown cells; all others are known numbers."""

    def __init__(
        self,
        table: Table,
        unknown: Collection[int],
        held: Mapping[int, int],
        known: Mapping[int, int],
        whole: bool,
    ) -> None:
        self.unknown = sorted(unknown)
        self.column = {cell: at for at, cell in enumerate(self.unknown)}
        starts, indexes, values, sums = [0], [], [], []
        for number in sorted({n for cell in self.unknown for n in table.sums_of[cell]}):
            total, parts = table.sums[number]
            right = 0.0
            for cell, sign in ((total, 1), *((part, -1) for part in parts)):
                if cell in self.column:
                    indexes.append(self.column[cell])
                    values.append(float(sign))
                else:
                    right -= sign * known.get(cell, table.cells[cell].value)
            starts.append(len(indexes))
            sums.append(right)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.unknown), len(sums)
        lp.col_cost_ = np.zeros(lp.num_col_)
        lp.col_lower_ = np.array([float(held.get(cell, 0)) for cell in self.unknown])
        lp.col_upper_ = np.full(lp.num_col_, highspy.kHighsInf)
        lp.row_lower_ = lp.row_upper_ = np.array(sums, dtype=np.double)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(indexes, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(values, dtype=np.double)
        if whole:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
        self.solver = quiet(mip_rel_gap=0.0)
        self.solver.passModel(lp)

    def end(self, cell: int, direction: int) -> tuple[float | None, np.ndarray]:
        """The smallest (−1) or largest (+1) value of a cell, and a whole table in which it has it."""
        at = self.column[cell]
        self.solver.changeColCost(at, -float(direction))
        self.solver.run()
        status = self.solver.getModelStatus()
        table = np.array(self.solver.getSolution().col_value)
        self.solver.changeColCost(at, 0.0)
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return None, table
        if status != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(f"the audit of cell {cell} ended with {status}")
        return float(table[at]), table


def components(table: Table, unknown: Collection[int]) -> list[list[int]]:
    """Withheld cells that no published number separates: each group can be asked about alone."""
    left, groups = set(unknown), []
    while left:
        group, edge = set(), [min(left)]
        while edge:
            cell = edge.pop()
            if cell in left:
                left.discard(cell)
                group.add(cell)
                for number in table.sums_of[cell]:
                    total, parts = table.sums[number]
                    edge += [other for other in (total, *parts) if other in left]
        groups.append(sorted(group))
    return groups


def intervals(
    table: Table, unknown: Collection[int], held: Mapping[int, int] | None = None, whole: bool | None = None
) -> dict[int, Interval]:
    """The feasibility interval of every withheld cell. `held`: what a member knows to be in a cell."""
    held = held or {}
    found: dict[int, Interval] = {}
    for group in components(table, unknown):
        exact = len(group) <= WHOLE_NUMBERS if whole is None else whole
        knowledge = Knowledge(table, group, held, {}, exact)
        low = {cell: float(table.cells[cell].value) for cell in group}
        high = dict(low)
        for cell in group:
            for direction in (-1, +1):
                if direction < 0 and low[cell] <= held.get(cell, 0):
                    continue  # a table met on the way has the smallest value that can be
                end, other = knowledge.end(cell, direction)
                if end is None:
                    high[cell] = math.inf
                    continue
                for at, value in enumerate(other):
                    low[group[at]] = min(low[group[at]], value)
                    high[group[at]] = max(high[group[at]], value)
        for cell in group:
            found[cell] = rounded(low[cell], high[cell])
    return found


def rounded(low: float, high: float) -> Interval:
    """The whole numbers between two ends."""
    return Interval(math.ceil(low - 1e-6), None if high == math.inf else math.floor(high + 1e-6))


def around(table: Table, cell: int, unknown: set[int], most: int) -> set[int]:
    """The withheld cells nearest to one, by shared sums."""
    group, edge = {cell}, [cell]
    for at in edge:
        for number in table.sums_of[at]:
            total, parts = table.sums[number]
            for other in (total, *parts):
                if other in unknown and other not in group and len(group) < most:
                    group.add(other)
                    edge.append(other)
    return group


def wide_enough(
    table: Table, unknown: set[int], needs: Mapping[int, Need], held: Mapping[int, int] | None = None
) -> dict[int, Interval]:
    """For large systems: an interval for each primary cell that is at least so wide as the true one asks.

    Everything outside a neighbourhood is held at its value, which can only narrow what an attacker must
    allow for: a cell shown open here is open. The neighbourhood grows until it is, or is everything.
    """
    found: dict[int, Interval] = {}
    seen_low = {cell: float(table.cells[cell].value) for cell in needs}
    seen_high = dict(seen_low)
    for cell, need in needs.items():
        most = NEARBY // 4
        while True:
            shown = rounded(seen_low[cell], seen_high[cell])
            if shown.meets(table.cells[cell].value, need):
                found[cell] = Interval(shown.lo, shown.hi, at_least=True)
                break
            group = around(table, cell, unknown, most)
            knowledge = Knowledge(table, group, held or {}, {}, whole=False)
            for direction in (+1, -1):
                end, other = knowledge.end(cell, direction)
                if end is None:
                    seen_high[cell] = math.inf
                    continue
                for at, value in zip(knowledge.unknown, other, strict=True):
                    if at in seen_low:
                        seen_low[at] = min(seen_low[at], value)
                        seen_high[at] = max(seen_high[at], value)
            if len(group) < most:  # the neighbourhood was everything
                found[cell] = rounded(seen_low[cell], seen_high[cell])
                break
            most *= 4
    return found
