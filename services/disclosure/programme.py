"""Linear programmes over deviations: how far could the withheld cells move without a published sum moving?

A deviation y changes withheld cells only, keeps every sum, and leaves no count negative. An attacker's
interval for a cell is [v + min y, v + max y].
"""

from collections.abc import Mapping, Sequence

import highspy
import numpy as np

from services.disclosure.solver import INFINITE, quiet
from services.disclosure.table import Table

TINY = 1e-7


class Deviations:
    """The sums of a table (or of a window of it) as a programme that keeps its basis between questions.

    Columns come in pairs: what a cell rises, what it falls. `lower` holds what a member knows for
    certain to be in each cell (its own contribution), 0 for the public.
    """

    def __init__(self, table: Table, window: Sequence[int], lower: Mapping[int, int] | None = None) -> None:
        self.window = list(window)
        self.column = {cell: at for at, cell in enumerate(self.window)}
        self.fall = [table.cells[cell].value - (lower or {}).get(cell, 0) for cell in self.window]
        self.solver = quiet(presolve="off")
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

    def allow(self, cell: int, cost: float | None) -> None:
        """Let a cell move, at a cost a person; None closes it."""
        at = 2 * self.column[cell]
        free = cost is not None
        self.solver.changeColBounds(at, 0.0, INFINITE if free else 0.0)
        self.solver.changeColBounds(at + 1, 0.0, float(self.fall[at // 2]) if free else 0.0)
        self.solver.changeColCost(at, cost or 0.0)
        self.solver.changeColCost(at + 1, cost or 0.0)

    def move(self, cell: int, by: int) -> np.ndarray | None:
        """The cheapest deviation in which the cell moves by so much; None where there is none.

        Returns the deviation of each cell of the window.
        """
        at = 2 * self.column[cell]
        up, down = (float(by), 0.0) if by > 0 else (0.0, float(-by))
        self.solver.changeColBounds(at, up, up)
        self.solver.changeColBounds(at + 1, down, down)
        self.solver.run()
        optimal = self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        found = np.array(self.solver.getSolution().col_value) if optimal else None
        self.solver.changeColBounds(at, 0.0, INFINITE)
        self.solver.changeColBounds(at + 1, 0.0, float(self.fall[at // 2]))
        return None if found is None else found[0::2] - found[1::2]

    def furthest(self, cell: int, direction: int, limit: int) -> np.ndarray:
        """The deviation in which the cell rises (+1) or falls (−1) furthest, up to `limit`."""
        at = 2 * self.column[cell]
        toward, away = (at, at + 1) if direction > 0 else (at + 1, at)
        most = float(limit) if direction > 0 else float(min(limit, self.fall[at // 2]))
        self.solver.changeColBounds(toward, 0.0, most)
        self.solver.changeColBounds(away, 0.0, 0.0)
        self.solver.changeColCost(toward, -1.0)
        self.solver.run()
        found = np.array(self.solver.getSolution().col_value)
        self.solver.changeColCost(toward, 0.0)
        self.solver.changeColBounds(at, 0.0, INFINITE)
        self.solver.changeColBounds(at + 1, 0.0, float(self.fall[at // 2]))
        return found[0::2] - found[1::2]
