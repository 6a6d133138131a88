"""Linear programmes over deviations: how far could the withheld cells move without a published sum moving?

A deviation y changes withheld cells only, keeps every sum, and leaves no count below what the attacker
knows to be in it. Whole numbers: a count that can only move by half a person doesn't move.
"""

from collections.abc import Mapping, Sequence

import highspy
import numpy as np

from services.disclosure.solver import INFINITE, quiet
from services.disclosure.table import Table

TINY = 1e-6
MULTIPLES = 6  # a vertex with halves, thirds … becomes whole when it is stretched
NODES = 400  # of the search for whole numbers; a limit that is the same on every machine
Moves = dict[int, int]  # cell → by how many people it moves in a deviation


class Deviations:
    """The sums of a table (or of a window of it) as a programme that keeps its basis between questions.

    Columns come in pairs: what a cell rises, what it falls. `room`: how far each cell of the table can fall.
    """

    def __init__(self, table: Table, window: Sequence[int], room: np.ndarray) -> None:
        self.window = list(window)
        self.column = {cell: at for at, cell in enumerate(self.window)}
        self.room = room[self.window].astype(float)
        self.solver = quiet(presolve="off", mip_max_nodes=NODES)
        self.solver.passModel(self.model(table))

    def model(self, table: Table) -> highspy.HighsLp:
        """M(up − down) = 0, all columns closed until a cell may move."""
        starts, indexes, values = [0], [], []
        numbers = sorted({number for cell in self.window for number in table.sums_of[cell]})
        for number in numbers:
            total, parts = table.sums[number]
            for cell, sign in ((total, 1.0), *((part, -1.0) for part in parts)):
                if cell in self.column:
                    at = 2 * self.column[cell]
                    indexes += [at, at + 1]
                    values += [sign, -sign]
            starts.append(len(indexes))
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = 2 * len(self.window), len(numbers)
        lp.col_cost_ = np.zeros(lp.num_col_)
        lp.col_lower_, lp.col_upper_ = np.zeros(lp.num_col_), np.zeros(lp.num_col_)
        lp.row_lower_, lp.row_upper_ = np.zeros(lp.num_row_), np.zeros(lp.num_row_)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(indexes, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(values, dtype=np.double)
        return lp

    def allow(self, costs: Mapping[int, float]) -> None:
        """Let these cells move, at a cost a person, and no others."""
        count = len(self.window)
        rise, fall, cost = np.zeros(count), np.zeros(count), np.zeros(count)
        for cell, price in costs.items():
            at = self.column.get(cell)
            if at is not None:
                rise[at], fall[at], cost[at] = INFINITE, self.room[at], price
        every = np.arange(2 * count, dtype=np.int32)
        self.solver.changeColsBounds(
            2 * count, every, np.zeros(2 * count), np.column_stack([rise, fall]).ravel()
        )
        self.solver.changeColsCost(2 * count, every, np.repeat(cost, 2))

    def close(self, cell: int) -> None:
        """Let a cell no longer move."""
        self.bounds(cell, (0.0, 0.0), (0.0, 0.0))

    def reopen(self, cell: int) -> None:
        """Let it move again, at no cost."""
        self.bounds(cell, (0.0, INFINITE), (0.0, self.room[self.column[cell]]))

    def bounds(self, cell: int, rise: tuple[float, float], fall: tuple[float, float]) -> None:
        at = 2 * self.column[cell]
        self.solver.changeColBounds(at, *rise)
        self.solver.changeColBounds(at + 1, *fall)

    def move(self, cell: int, by: int, search: bool = True) -> Moves | None:
        """The cheapest deviation in which the cell moves by so much, in whole people; None: there is none.

        Without `search` it gives up where the programme answers in fractions.
        """
        if -by > self.room[self.column[cell]]:
            return None
        self.bounds(cell, (max(by, 0.0), max(by, 0.0)), (max(-by, 0.0), max(-by, 0.0)))
        self.solver.run()
        found = None
        if self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            found = self.whole(self.deviation()) or (self.search() if search else None)
        self.reopen(cell)
        return found

    def deviation(self) -> np.ndarray:
        solution = np.array(self.solver.getSolution().col_value)
        return solution[0::2] - solution[1::2]

    def whole(self, found: np.ndarray) -> Moves | None:
        """A deviation in whole numbers: this one or a multiple of it that still fits."""
        for times in range(1, MULTIPLES + 1):
            stretched = times * found
            near = np.rint(stretched)
            if np.abs(stretched - near).max(initial=0.0) < TINY * times and (near >= -self.room).all():
                return {self.window[at]: int(near[at]) for at in np.flatnonzero(near)}
        return None

    def search(self) -> Moves | None:
        """The same question in whole numbers."""
        count = 2 * len(self.window)
        every = np.arange(count, dtype=np.int32)
        kinds = (highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous)
        self.solver.changeColsIntegrality(count, every, np.array([kinds[0]] * count))
        self.solver.run()
        feasible = (
            self.solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        )
        found = self.whole(self.deviation()) if feasible else None
        self.solver.changeColsIntegrality(count, every, np.array([kinds[1]] * count))
        return found
