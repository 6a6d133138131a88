"""An attacker who shares no code with `services.disclosure`: it gets numbers, sums and what is published.

Small questions are answered by counting through all tables that fit, the others by SciPy's programmes.
"""

import math
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

Name = Hashable
Sums = Sequence[tuple[Name, Sequence[Name]]]
TABLES = 3_000  # that are counted through at most


@dataclass(frozen=True)
class Facts:
    """The true counts, which add up how, which are withheld; what the attacker holds."""

    values: Mapping[Name, int]
    sums: Sums
    withheld: Collection[Name]
    own: Mapping[Name, int]

    def equations(self) -> list[tuple[dict[Name, int], int]]:
        """Σ sign · unknown = number, for every sum with an unknown in it."""
        found = []
        for total, parts in self.sums:
            unknown: dict[Name, int] = {}
            right = 0
            for name, sign in [(total, 1), *((part, -1) for part in parts)]:
                if name in self.withheld:
                    unknown[name] = unknown.get(name, 0) + sign
                else:
                    right -= sign * self.values[name]
            if unknown:
                found.append((unknown, right))
        return found


def ends_by_counting(facts: Facts) -> dict[Name, tuple[int, int]] | None:
    """Smallest and largest value of every withheld cell over all whole tables; None: there are too many."""
    names = sorted(facts.withheld, key=repr)
    equations = facts.equations()
    low = {name: facts.own.get(name, 0) for name in names}
    high = bounds(names, equations, low)
    if high is None:
        return None
    ends: dict[Name, tuple[int, int]] = {}
    steps = 0

    def go_on(at: int, chosen: dict[Name, int]) -> bool:
        nonlocal steps
        steps += 1
        if steps > TABLES:
            return False
        if at == len(names):
            for name, value in chosen.items():
                lo, hi = ends.get(name, (value, value))
                ends[name] = (min(lo, value), max(hi, value))
            return True
        name = names[at]
        first, last = low[name], high[name]
        for unknown, right in equations:
            if name in unknown and all(other in chosen or other == name for other in unknown):
                rest = right - sum(sign * chosen[o] for o, sign in unknown.items() if o != name)
                first, last = max(first, rest * unknown[name]), min(last, rest * unknown[name])
        return all(go_on(at + 1, {**chosen, name: value}) for value in range(first, last + 1))

    return ends if go_on(0, {}) else None


def bounds(names: Sequence[Name], equations: list, low: Mapping[Name, int]) -> dict[Name, int] | None:
    """An upper bound for each; None where some have none."""
    high = dict.fromkeys(names, math.inf)
    for _round in range(len(names) + 1):
        for unknown, right in equations:
            for name, sign in unknown.items():
                others = [(o, s * sign) for o, s in unknown.items() if o != name]
                reach = right * sign - sum(low[o] if s > 0 else -high[o] for o, s in others)
                high[name] = min(high[name], reach)
    return None if math.inf in high.values() else {name: int(value) for name, value in high.items()}


def ends_by_programmes(facts: Facts, cells: Collection[Name], whole: bool) -> dict[Name, tuple[float, float]]:
    """The same for some cells by SciPy: whole-number programmes or linear ones."""
    names = sorted(facts.withheld, key=repr)
    column = {name: at for at, name in enumerate(names)}
    rows, columns, signs, right = [], [], [], []
    for at, (unknown, number) in enumerate(facts.equations()):
        right.append(number)
        for name, sign in unknown.items():
            rows.append(at)
            columns.append(column[name])
            signs.append(sign)
    matrix = csr_array((signs, (rows, columns)), shape=(len(right), len(names)))
    least = np.array([facts.own.get(name, 0) for name in names], dtype=float)
    return {
        cell: (
            end(matrix, right, least, column[cell], +1, whole),
            end(matrix, right, least, column[cell], -1, whole),
        )
        for cell in cells
    }


def end(matrix, right, least, at: int, sign: int, whole: bool) -> float:
    cost = np.zeros(len(least))
    cost[at] = sign
    if whole:
        found = milp(
            cost,
            integrality=np.ones(len(least)),
            bounds=Bounds(least, np.full(len(least), np.inf)),
            constraints=LinearConstraint(matrix, right, right),
            options={"mip_rel_gap": 0},
        )
    else:
        found = linprog(cost, A_eq=matrix, b_eq=right, bounds=[(low, None) for low in least])
    if found.status in (3, 4) and found.x is None:
        return -sign * math.inf
    assert found.status == 0, found.message
    return float(round(sign * found.fun)) if whole else sign * found.fun  # the solver's 0.999… is a 1


def ends(facts: Facts, cells: Collection[Name]) -> dict[Name, tuple[float, float]]:
    """In whole numbers, however it is quickest."""
    counted = ends_by_counting(facts) if len(facts.withheld) <= 14 else None
    if counted is not None:
        return {cell: counted[cell] for cell in cells}
    return ends_by_programmes(facts, cells, whole=True)


@dataclass(frozen=True)
class Rules:
    """The policy in the attacker's words."""

    k: int = 5
    contributors: int = 3
    p: int = 15


def is_primary(rules: Rules, value: int, behind: tuple[int, int, int] | None) -> bool:
    """`behind`: number of contributors, the largest contribution, the second."""
    if value == 0:
        return False
    if value < rules.k:
        return True
    if behind is None:
        return False
    count, first, second = behind
    return count < rules.contributors or value - first - second < rules.p / 100 * first


def is_betrayed(
    rules: Rules, value: int, behind: tuple[int, int, int] | None, lo: float, hi: float, own: int = 0
) -> bool:
    """Whether an interval of a primary cell is narrower than the policy owes, for who holds `own` of it."""
    others = value - own
    if others == 0:
        return False
    lo, hi = lo - own, hi - own
    if hi < rules.k or hi - lo < rules.k:
        return True
    if behind is None:
        return False
    _count, first, second = behind
    return hi - others < rules.p / 100 * first - (value - first - second) - 1e-9
