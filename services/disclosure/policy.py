"""What must not be published, and how wide an attacker's interval must stay.

The rules and their defaults are those of the platform's disclosure policy; the terms are those of
Hundepohl et al., Statistical Disclosure Control (2012), chapter 4.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from services.disclosure.table import Cell, Key, Table, TableFault, named


@dataclass(frozen=True)
class Policy:
    """`threshold` k: 1 ≤ value < k is primary. `contributors`: fewer organisations are too few.

    `p`: the second largest contributor may not estimate the largest to within p per cent.
    `cost`: what a withheld cell costs, "cells" (its weight) or "values" (its count).
    `zeros_hide`: whether a zero may be withheld to protect others.
    """

    threshold: int = 5
    contributors: int = 3
    p: int = 15
    cost: str = "cells"
    method: str = "auto"
    audit: str = "auto"
    zeros_hide: bool = False
    seconds: float = 60.0

    def price(self, cell: Cell) -> float:
        """What withholding this cell costs; never nothing."""
        return cell.weight * (max(cell.value, 1) if self.cost == "values" else 1.0)

    def threshold_of(self, cell: Cell) -> int:
        """The cell's own k, or the policy's."""
        return self.threshold if cell.threshold is None else cell.threshold


@dataclass(frozen=True)
class Need:
    """What an attacker must not fall below: `above` the value, `spread` from end to end; whole people."""

    above: int
    spread: int


def reasons(cell: Cell, policy: Policy) -> list[str]:
    """Why a cell is primary: "threshold", "contributors", "dominance"; none where it may be published."""
    found: list[str] = []
    if cell.exempt or cell.value == 0:
        return found
    if cell.value < policy.threshold_of(cell):
        found.append("threshold")
    if cell.contributors is not None and 0 < cell.contributors < policy.contributors:
        found.append("contributors")
    if cell.largest is not None and remainder(cell) * 100 < policy.p * cell.largest:
        found.append("dominance")
    return found


def remainder(cell: Cell) -> int:
    """What is left of a count without its two largest contributions."""
    return cell.value - (cell.largest or 0) - (cell.second or 0)


def need(cell: Cell, policy: Policy) -> Need:
    """How wide the interval of a primary cell must be, whatever made it one, and more by the rules that did.

    All: hi ≥ k and hi − lo ≥ k. Dominance, and too few contributors: hi − v ≥ p/100·x₁ − (T − x₁ − x₂);
    where nobody said how large the largest is, it may be all of it.
    """
    why = reasons(cell, policy)
    above = max(0, policy.threshold_of(cell) - cell.value)
    if "dominance" in why or "contributors" in why:
        largest = cell.value if cell.largest is None else cell.largest
        rest = 0 if cell.largest is None else remainder(cell)
        above = max(above, math.ceil(policy.p * largest / 100 - rest), 1)
    return Need(above, policy.threshold_of(cell))


@dataclass(frozen=True)
class Attacker:
    """Who subtracts: what it holds of each cell for certain, and what it must not come to know of which."""

    held: Mapping[int, int]
    needs: Mapping[int, Need]

    def room(self, table: Table) -> np.ndarray:
        """How far each cell could fall for all that this attacker knows."""
        room = np.array([cell.value for cell in table.cells], dtype=np.int64)
        for cell, own in self.held.items():
            room[cell] -= own
        return room


def attackers(table: Table, policy: Policy, members: Sequence[Mapping[Key, int]] = ()) -> list[Attacker]:
    """The public first, then every member that holds anything. Raises `TableFault`.

    A member subtracts its own people: of the others' count in a primary cell it is owed the same. Where
    nobody else has any, nothing is owed.
    """
    needs = {at: need(cell, policy) for at, cell in enumerate(table.cells) if reasons(cell, policy)}
    found = [Attacker({}, needs)]
    for member in members:
        held = {}
        for key, own in member.items():
            at = table.place.get(key)
            if at is None:
                continue
            if not 0 <= own <= table.cells[at].value:
                raise TableFault(named(key), f"a member cannot hold {own} of {table.cells[at].value}", [key])
            if own:
                held[at] = own
        if held:
            found.append(Attacker(held, left_to_others(table, needs, held)))
    return found


def left_to_others(table: Table, needs: Mapping[int, Need], held: Mapping[int, int]) -> dict[int, Need]:
    """What is owed for the others' people when a member's own are subtracted."""
    owed = {}
    for at, need in needs.items():
        others = table.cells[at].value - held.get(at, 0)
        if others:
            owed[at] = Need(max(need.above, need.spread - others), need.spread)  # the spread owed is k
    return owed
