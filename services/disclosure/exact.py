"""The exact method: the cheapest set of withheld cells, by generating the attackers' cuts.

Fischetti and Salazar-González, "Solving the cell suppression problem on tabular data with linear
constraints", Management Science 47 (2001): a master programme chooses cells; for each primary cell the
attacker's linear programme either confirms the choice or yields a capacity cut that forbids it. A choice
that only an attacker in whole numbers breaks is forbidden as a whole: who withholds less is broken as well.
"""

import time
from collections.abc import Mapping, Sequence

import highspy
import numpy as np

from services.disclosure.policy import Attacker
from services.disclosure.programme import TINY
from services.disclosure.solver import INFINITE, quiet
from services.disclosure.table import Table

FRACTION = 1e-4  # a cut counts as violated from here on


class Attack:
    """An attacker's programme when cells are withheld in part: max ±y with −room·z ≤ y ≤ C·z."""

    def __init__(self, table: Table, movable: list[int], attacker: Attacker, ceiling: float) -> None:
        self.movable, self.needs = movable, attacker.needs
        self.column = {cell: at for at, cell in enumerate(movable)}
        self.falls = attacker.room(table)[movable].astype(float)
        self.rises = np.full(len(movable), ceiling)
        self.every = np.arange(len(movable), dtype=np.int32)
        starts, index, value = [0], [], []
        for total, parts in table.sums:
            members = [(total, 1.0), *((part, -1.0) for part in parts)]
            inside = [(self.column[cell], sign) for cell, sign in members if cell in self.column]
            if inside:
                index += [at for at, _sign in inside]
                value += [sign for _at, sign in inside]
                starts.append(len(index))
        self.index, self.value = np.array(index, dtype=np.int32), np.array(value)
        self.row = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        self.solver = quiet()
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(movable), len(starts) - 1
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = lp.col_lower_ = lp.col_upper_ = np.zeros(len(movable))
        lp.row_lower_ = lp.row_upper_ = np.zeros(lp.num_row_)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        lp.a_matrix_.index_, lp.a_matrix_.value_ = self.index, self.value
        self.solver.passModel(lp)

    def choose(self, share: np.ndarray) -> None:
        """How much of each cell is withheld, from 0 to 1."""
        self.solver.changeColsBounds(len(self.every), self.every, -self.falls * share, self.rises * share)

    def reach(self, cell: int, direction: int) -> tuple[float, np.ndarray]:
        """How far a cell moves, and the capacity of each cell in the cut that bounds it."""
        at = self.column[cell]
        self.solver.changeColCost(at, float(direction))
        self.solver.run()
        solution = self.solver.getSolution()
        reached = direction * solution.col_value[at]
        duals = np.array(solution.row_dual)
        self.solver.changeColCost(at, 0.0)
        reduced = -np.bincount(self.index, duals[self.row] * self.value, len(self.movable))
        reduced[at] += direction
        capacity = np.where(reduced > 0, reduced * self.rises, -reduced * self.falls)
        capacity[np.abs(reduced) < 1e-9] = 0.0
        return reached, capacity

    def cuts(self) -> list[tuple[np.ndarray, float]]:
        """Capacities and what is needed of them, for every need that the choice does not meet."""
        found = []
        for cell, need in sorted(self.needs.items()):
            up, rising = self.reach(cell, +1)
            if up < need.above - FRACTION:
                found.append((rising, float(need.above)))
            if up < need.spread - FRACTION:
                down, falling = self.reach(cell, -1)
                if up + down < need.spread - FRACTION:
                    found.append((rising + falling, float(need.spread)))
        return found


class Master:
    """Which cells to withhold: all cuts found so far, first relaxed, then in whole cells."""

    def __init__(
        self, table: Table, movable: list[int], prices: np.ndarray, given: set[int], needy: set[int]
    ) -> None:
        self.column = {cell: at for at, cell in enumerate(movable)}
        self.certain = {self.column[cell] for cell in given}
        self.idle = {self.column[cell] for cell in given - needy}
        self.solver = quiet(mip_rel_gap=0.0, mip_abs_gap=1e-6)
        for cell, price in zip(movable, prices, strict=True):
            self.solver.addCol(float(price), 1.0 if cell in given else 0.0, 1.0, 0, [], [])
        for members in ((total, *parts) for total, parts in table.sums):
            self.never_alone([self.column[cell] for cell in members if cell in self.column])

    def never_alone(self, columns: list[int]) -> None:
        """A withheld cell alone in its sum can be computed: it needs another one, or is withheld for nothing.

        What was withheld before and needs no protection may be computed.
        """
        if len(self.certain.intersection(columns)) > 1:
            return
        for at in columns:
            if at in self.idle:
                continue
            signs = [-1.0 if other == at else 1.0 for other in columns]
            self.demand(columns, np.array(signs), 0.0)

    def demand(self, columns: Sequence[int], weights: np.ndarray, least: float) -> None:
        """A row: these cells together at least so much."""
        self.solver.addRow(least, INFINITE, len(columns), np.array(columns, dtype=np.int32), weights)

    def cut(self, capacity: np.ndarray, needed: float) -> None:
        """Σ min(capacity, needed)·z ≥ needed, what is withheld anyway counted in."""
        rest = needed - sum(capacity[at] for at in sorted(self.certain))
        columns = [int(at) for at in np.flatnonzero(capacity > TINY) if int(at) not in self.certain]
        if rest > TINY:
            self.demand(columns, np.minimum(capacity[columns], rest) / rest, 1.0)

    def solve(self, whole: bool, seconds: float) -> np.ndarray | None:
        """The cheapest choice under all cuts; None where it was not found in the time."""
        kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        number = self.solver.getNumCol()
        self.solver.changeColsIntegrality(
            number, np.arange(number, dtype=np.int32), np.array([kind] * number)
        )
        if seconds < INFINITE:
            self.solver.setOptionValue("time_limit", self.solver.getRunTime() + max(seconds, 0.01))
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self.solver.getSolution().col_value)


class Search:
    """The master and the attackers over one table; `relaxed` first, `whole` after it."""

    def __init__(
        self, table: Table, attackers: Sequence[Attacker], prices: Mapping[int, float], given: set[int]
    ) -> None:
        self.movable = sorted(given | prices.keys())
        needs = [need for attacker in attackers for need in attacker.needs.values()]
        ceiling = float(sum(cell.value for cell in table.cells) + sum(n.spread + n.above for n in needs))
        self.costs = np.array([0.0 if cell in given else prices[cell] for cell in self.movable])
        self.attacks = [Attack(table, self.movable, attacker, ceiling) for attacker in attackers]
        needy = {cell for attacker in attackers for cell in attacker.needs}
        self.master = Master(table, self.movable, self.costs, given, needy)

    def relaxed(self, rounds: int, ends: float = INFINITE) -> tuple[dict[int, float], float]:
        """How much of each cell the relaxed optimum withholds, and its cost: no pattern is cheaper.

        After so many rounds (or at `ends`) it stops where it is: what it has is a bound already.
        """
        share = np.zeros(len(self.movable))
        for _round in range(rounds):
            if time.monotonic() > ends:
                break
            found = self.master.solve(whole=False, seconds=INFINITE)
            if found is None:
                break
            share = np.clip(found, 0.0, 1.0)
            if not self.attack(share):
                break
        return dict(zip(self.movable, map(float, share), strict=True)), float(self.costs @ share)

    def whole(self, ends: float) -> set[int] | None:
        """The cells of the optimum under all that was found; None: no time until `ends` (monotonic)."""
        while True:
            left = ends - time.monotonic()
            found = self.master.solve(whole=True, seconds=left) if left > 0 else None
            if found is None:
                return None
            share = np.round(found)
            if not self.attack(share):
                return {self.movable[at] for at in np.flatnonzero(share > 0.5)}

    def attack(self, share: np.ndarray) -> bool:
        """Let every attacker look at a choice; whether any of them yielded a cut."""
        broken = False
        for attack in self.attacks:
            attack.choose(share)
            for capacity, needed in attack.cuts():
                self.master.cut(capacity, needed)
                broken = True
        return broken

    def forbid(self, withheld: set[int]) -> None:
        """These cells are not enough, nor any part of them: one of the others has to be withheld."""
        others = [at for at, cell in enumerate(self.movable) if cell not in withheld]
        self.master.demand(others, np.ones(len(others)), 1.0)
