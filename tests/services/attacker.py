"""An attacker who has only what was printed: linear programmes over one or several releases.

Shares no code with the portal's disclosure control. Unknown: every withheld cell of every release; known:
the printed numbers, that a breakdown adds up, and (more than anybody can know) which cells a correction
left as they were. A member knows its own counts too.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import linprog

MARGINS = {
    "": [
        ["age=minor", "age=adult", "age=unknown|sex=unknown"],
        ["sex=f", "sex=m", "age=unknown|sex=unknown"],
    ],
    "age=minor": [["age=minor|sex=f", "age=minor|sex=m"]],
    "age=adult": [["age=adult|sex=f", "age=adult|sex=m"]],
    "sex=f": [["age=minor|sex=f", "age=adult|sex=f"]],
    "sex=m": [["age=minor|sex=m", "age=adult|sex=m"]],
}
Printed = Mapping[str, int | str]


def interval(
    releases: Sequence[Printed],
    truth: Sequence[Mapping[str, int]],
    cell: str,
    own: Mapping[str, int] | None = None,
) -> tuple[float, float]:
    """The smallest and largest value of a cell of the last release that fits all that was printed."""
    names: dict[tuple[str, int], int] = {}
    for at, real in enumerate(truth):
        for key in releases[at]:
            names.setdefault((key, real.get(key, 0)), len(names))
    rows, right = [], []

    def variable(at: int, key: str) -> int:
        return names[key, truth[at].get(key, 0)]

    def equation(terms: Mapping[int, float], value: float) -> None:
        row = np.zeros(len(names))
        for place, factor in terms.items():
            row[place] += factor
        rows.append(row)
        right.append(value)

    for at, table in enumerate(releases):
        for key, value in table.items():
            if isinstance(value, int):
                equation({variable(at, key): 1.0}, value)
        for total, breakdowns in MARGINS.items():
            for parts in breakdowns:
                terms = {variable(at, total): 1.0}
                for part in parts:
                    terms[variable(at, part)] = terms.get(variable(at, part), 0.0) - 1.0
                equation(terms, 0.0)
    floor = [0.0] * len(names)
    for key, people in (own or {}).items():
        floor[variable(len(releases) - 1, key)] = people
    target, ends = variable(len(releases) - 1, cell), []
    for direction in (1.0, -1.0):
        goal = np.zeros(len(names))
        goal[target] = direction
        found = linprog(goal, A_eq=np.array(rows), b_eq=right, bounds=[(low, None) for low in floor])
        ends.append(float("inf") if found.status == 3 else direction * found.fun)
    return ends[0], ends[1]
