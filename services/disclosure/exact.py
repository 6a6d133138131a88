"""The exact method: the cheapest set of withheld cells, by generating the attacker's cuts.

Fischetti and Salazar-González, "Solving the cell suppression problem on tabular data with linear
constraints", Management Science 47 (2001): a master programme chooses cells; for each primary cell the
attacker's linear programme either confirms the choice or yields a capacity cut that forbids it.
"""

import time
from collections.abc import Mapping

import highspy
import numpy as np

from services.disclosure.policy import Need
from services.disclosure.programme import TINY
from services.disclosure.solver import INFINITE, quiet
from services.disclosure.table import NoPattern, Table

FRACTION = 1e-4  # a cut counts as violated from here on


class Attack:
    """The attacker's programme when cells are withheld in part: max ±y with −v·z ≤ y ≤ C·z."""

    def __init__(self, table: Table, movable: list[int], ceiling: float) -> None:
        self.movable = movable
        self.column = {cell: at for at, cell in enumerate(movable)}
        self.falls = np.array([float(table.cells[cell].value) for cell in movable])
        self.rises = np.full(len(movable), ceiling)
        rows: list[tuple[list[int], list[float]]] = []
        for total, parts in table.sums:
            members = [(total, 1.0), *((part, -1.0) for part in parts)]
            inside = [(self.column[cell], sign) for cell, sign in members if cell in self.column]
            if inside:
                rows.append(([at for at, _sign in inside], [sign for _at, sign in inside]))
        self.matrix = rows
        self.solver = quiet()
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(movable), len(rows)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = np.zeros(len(movable))
        lp.col_lower_, lp.col_upper_ = np.zeros(len(movable)), np.zeros(len(movable))
        lp.row_lower_ = lp.row_upper_ = np.zeros(len(rows))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(at) for at, _ in rows)]).astype(np.int32)
        lp.a_matrix_.index_ = np.array([i for at, _ in rows for i in at], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([s for _, signs in rows for s in signs], dtype=np.double)
        self.solver.passModel(lp)

    def choose(self, share: np.ndarray) -> None:
        """How much of each cell is withheld, from 0 to 1."""
        everything = np.arange(len(self.movable), dtype=np.int32)
        self.solver.changeColsBounds(len(everything), everything, -self.falls * share, self.rises * share)

    def reach(self, cell: int, direction: int) -> tuple[float, np.ndarray]:
        """How far a cell moves, and the capacity of each cell in the cut that bounds it."""
        at = self.column[cell]
        self.solver.changeColCost(at, float(direction))
        self.solver.run()
        solution = self.solver.getSolution()
        reached = direction * solution.col_value[at]
        duals = np.array(solution.row_dual)
        self.solver.changeColCost(at, 0.0)
        reduced = np.zeros(len(self.movable))
        reduced[at] = direction
        for dual, (columns, signs) in zip(duals, self.matrix, strict=True):
            if dual:
                reduced[columns] -= dual * np.array(signs)
        capacity = np.where(reduced > 0, reduced * self.rises, -reduced * self.falls)
        capacity[np.abs(reduced) < 1e-9] = 0.0
        return reached, capacity


class Master:
    """Which cells to withhold: all cuts found so far, first relaxed, then in whole cells."""

    def __init__(self, table: Table, movable: list[int], prices: np.ndarray, given: set[int]) -> None:
        self.column = {cell: at for at, cell in enumerate(movable)}
        self.solver = quiet()
        for cell, price in zip(movable, prices, strict=True):
            self.solver.addCol(float(price), 1.0 if cell in given else 0.0, 1.0, 0, [], [])
        for members in ((total, *parts) for total, parts in table.sums):
            self.never_alone([self.column[cell] for cell in members if cell in self.column])

    def never_alone(self, columns: list[int]) -> None:
        """A withheld cell alone in its sum can be computed: it needs another one."""
        for at in columns:
            signs = [-1.0 if other == at else 1.0 for other in columns]
            self.solver.addRow(
                0.0, INFINITE, len(columns), np.array(columns, dtype=np.int32), np.array(signs)
            )

    def cut(self, capacity: np.ndarray, needed: float, certain: set[int]) -> bool:
        """Σ min(capacity, needed)·z ≥ needed, what is withheld anyway counted in; False if none is left."""
        rest = needed - sum(capacity[at] for at in certain)
        columns = [at for at in np.flatnonzero(capacity > TINY) if int(at) not in certain]
        if rest <= TINY:
            return True
        if not columns:
            return False
        strengths = np.minimum(capacity[columns], rest) / rest
        self.solver.addRow(1.0, INFINITE, len(columns), np.array(columns, dtype=np.int32), strengths)
        return True

    def solve(self, whole: bool, seconds: float) -> np.ndarray | None:
        """The cheapest choice under all cuts; None where there is none in the time."""
        kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        number = self.solver.getNumCol()
        self.solver.changeColsIntegrality(
            number, np.arange(number, dtype=np.int32), np.array([kind] * number)
        )
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + max(seconds, 0.01))
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self.solver.getSolution().col_value)


class Search:
    """The master and the attacker over one table; `relaxed` first, `whole` after it."""

    def __init__(
        self,
        table: Table,
        needs: Mapping[int, Need],
        prices: Mapping[int, float],
        withheld: set[int],
        ends: float,
    ) -> None:
        self.needs, self.prices, self.ends = needs, prices, ends
        self.given = set(withheld) | set(needs)
        self.movable = sorted(self.given | set(prices))
        column = {cell: at for at, cell in enumerate(self.movable)}
        self.certain = {column[cell] for cell in self.given}
        spread = max((need.spread + need.above for need in needs.values()), default=1)
        ceiling = float(sum(cell.value for cell in table.cells) + 2 * spread)
        costs = np.array([0.0 if cell in self.given else prices[cell] for cell in self.movable])
        self.attack = Attack(table, self.movable, ceiling)
        self.master = Master(table, self.movable, costs, self.given)
        self.costs = costs

    def relaxed(self) -> tuple[dict[int, float], float] | None:
        """How much of each cell the relaxed optimum withholds, and its cost, a lower bound; None: no time."""
        share = self.settle(whole=False)
        if share is None:
            return None
        return dict(zip(self.movable, map(float, share), strict=True)), float(self.costs @ share)

    def whole(self) -> set[int] | None:
        """The cells of the optimum; None: no time."""
        share = self.settle(whole=True)
        return None if share is None else {self.movable[at] for at in np.flatnonzero(share > 0.5)}

    def settle(self, *, whole: bool) -> np.ndarray | None:
        """Choose, attack, cut, until the attacks find nothing."""
        while True:
            left = self.ends - time.monotonic()
            share = self.master.solve(whole, left) if left > 0 else None
            if share is None:
                return None
            share = np.round(share) if whole else np.clip(share, 0.0, 1.0)
            if not add_cuts(self.attack, self.master, share, self.needs, self.certain):
                return share


def add_cuts(
    attack: Attack, master: Master, share: np.ndarray, needs: Mapping[int, Need], certain: set[int]
) -> int:
    """Attack every primary cell of a choice; the number of cuts that the attacks yielded."""
    attack.choose(share)
    cuts = 0
    for cell, need in sorted(needs.items()):
        up, rising = attack.reach(cell, +1)
        if up < need.above - FRACTION:
            cuts += 1
            if not master.cut(rising, float(need.above), certain):
                raise NoPattern([])
        if up < need.spread - FRACTION:
            down, falling = attack.reach(cell, -1)
            if up + down < need.spread - FRACTION:
                cuts += 1
                if not master.cut(rising + falling, float(need.spread), certain):
                    raise NoPattern([])
    return cuts
