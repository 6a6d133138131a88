"""The one door: a table and a policy go in, a pattern with its proof comes out."""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from services.disclosure.audit import Interval, intervals, wide_enough
from services.disclosure.exact import Search
from services.disclosure.fast import cost, protect_fast
from services.disclosure.policy import Need, Policy, need, reasons
from services.disclosure.table import Key, NoPattern, Table

EXACT_FLAT, EXACT_DEEP = 400, 150  # cells, up to two dimensions and above, that "auto" solves exactly
GUIDED, GUIDED_SECONDS = 1_500, 20.0  # cells up to which the fast method asks the relaxed optimum first
LINEAR_ABOVE = 3_000  # withheld cells beyond which only the primary ones are audited
ROUNDS = 8


@dataclass(frozen=True)
class Verdict:
    """What becomes of a cell: published, zero, primary or secondary; why; and what an attacker knows."""

    status: str
    reasons: tuple[str, ...] = ()
    interval: Interval | None = None

    @property
    def is_withheld(self) -> bool:
        return self.status in ("primary", "secondary")


@dataclass(frozen=True)
class Protection:
    """The pattern of a table. `cost` of the secondary cells; `bound` no pattern is cheaper than this.

    `failed`: cells that the audit found too narrow; empty when it passed. `note`: what did not go as asked.
    """

    verdicts: Mapping[Key, Verdict]
    method: str
    cost: float
    bound: float
    audit: str
    failed: Sequence[Key]
    seconds: float
    note: str = ""

    @property
    def passed(self) -> bool:
        return not self.failed


def protect(table: Table, policy: Policy, members: Sequence[Mapping[Key, int]] = ()) -> Protection:
    """Withhold what must not be published, and what would give it away; prove it.

    `members`: for each attacking member its own contribution by cell. Raises `NoPattern` with the cells
    that nothing can protect.
    """
    begun = time.monotonic()
    why = [tuple(reasons(cell, policy)) for cell in table.cells]
    fixed = {at for at, cell in enumerate(table.cells) if cell.fixed == "withheld"}
    needs = {at: need(cell, policy) for at, cell in enumerate(table.cells) if why[at]}
    exposed = [table.cells[at].key for at in needs if table.cells[at].fixed == "published"]
    if exposed:
        raise NoPattern(exposed)
    prices = {
        at: policy.price(cell)
        for at, cell in enumerate(table.cells)
        if at not in needs and cell.fixed != "published" and (cell.value > 0 or policy.zeros_hide)
    }
    withheld, method, bound = choose(table, needs, prices, fixed, policy)
    for _round in range(ROUNDS):
        found, failed = examine(table, withheld, needs, policy, members)
        if not failed:
            break
        withheld = repair(table, withheld, needs, prices, failed)
    verdicts = {}
    for at, cell in enumerate(table.cells):
        status = "zero" if cell.value == 0 else "published"
        if at in withheld:
            status = "primary" if at in needs else "secondary"
        verdicts[cell.key] = Verdict(status, why[at], found.get(at))
    paid = withheld - set(needs) - fixed
    paid_for = cost(paid, prices)
    return Protection(
        verdicts,
        method,
        paid_for,
        min(bound, paid_for),
        "none" if policy.audit == "none" else "failed" if failed else "passed",
        [table.cells[at].key for at, _held in failed],
        time.monotonic() - begun,
    )


def choose(
    table: Table, needs: Mapping[int, Need], prices: Mapping[int, float], fixed: set[int], policy: Policy
) -> tuple[set[int], str, float]:
    """The pattern by the policy's method: cells, which method it was, and its lower bound."""
    if not needs:
        return fixed, "none", 0.0
    exact = wants_exact(table, policy)
    if not exact and len(table.cells) > GUIDED:
        return (
            protect_fast(table, needs, prices, fixed),
            "fast",
            never_alone_bound(table, needs, prices, fixed),
        )
    quick = protect_fast(table, needs, prices, fixed)
    share = policy.seconds if exact else min(policy.seconds, GUIDED_SECONDS)
    search = Search(table, needs, prices, fixed, time.monotonic() + share)
    relaxed = search.relaxed()
    if relaxed is None:
        bound = never_alone_bound(table, needs, prices, fixed)
    else:
        hint, bound = relaxed
        guided = protect_fast(table, needs, prices, fixed, hint=hint)
        quick = min(quick, guided, key=lambda pattern: cost(pattern, prices))
    if not exact:
        return quick, "fast", bound
    optimum = search.whole() if relaxed else None
    if optimum is None:
        return quick, "fast (the exact method ran out of time)", bound
    return optimum, "exact", cost(optimum, prices)


def wants_exact(table: Table, policy: Policy) -> bool:
    """By size, unless the policy says."""
    if policy.method != "auto":
        return policy.method == "exact"
    dimensions = max((len(cell.key) for cell in table.cells), default=1)
    return len(table.cells) <= (EXACT_FLAT if dimensions <= 2 else EXACT_DEEP)


def never_alone_bound(
    table: Table, needs: Mapping[int, Need], prices: Mapping[int, float], fixed: set[int]
) -> float:
    """A cheap lower bound: sums that share no cell each cost their cheapest companion of a lone primary."""
    given, bound = set(needs) | fixed, 0.0
    used: set[int] = set()
    for total, parts in table.sums:
        members = [total, *parts]
        if sum(at in given for at in members) == 1 and not used.intersection(members):
            companions = [prices[at] for at in members if at in prices]
            if companions:
                bound += min(companions)
                used.update(members)
    return bound


Failure = tuple[int, Mapping[int, int]]  # a cell, and what the attacker held


def examine(
    table: Table,
    withheld: set[int],
    needs: Mapping[int, Need],
    policy: Policy,
    members: Sequence[Mapping[Key, int]],
) -> tuple[dict[int, Interval], list[Failure]]:
    """Audit a pattern: against the public, and against every member with its own counts."""
    if policy.audit == "none":
        return {}, []
    whole = {"auto": None, "linear": False, "integer": True}[policy.audit]
    if len(withheld) > LINEAR_ABOVE:
        found = wide_enough(table, withheld, needs)
    else:
        found = intervals(table, withheld, whole=whole)
    failed: list[Failure] = [
        (at, {}) for at in needs if not found[at].meets(table.cells[at].value, needs[at])
    ]
    for member in members:
        held = {table.place[key]: own for key, own in member.items() if own and key in table.place}
        if not held or failed:
            continue
        seen = intervals(table, withheld, held, whole)
        for at in needs:
            others = table.cells[at].value - held.get(at, 0)
            if others and not narrowed(seen[at], held.get(at, 0)).meets(others, residual(needs[at], others)):
                failed.append((at, held))
    return found, failed


def narrowed(interval: Interval, held: int) -> Interval:
    """An interval of a count, as one of what the others contributed."""
    return Interval(interval.lo - held, None if interval.hi is None else interval.hi - held)


def residual(owed: Need, others: int) -> Need:
    """What is owed for the others' count in a cell, when a member subtracts its own."""
    return replace(owed, above=max(owed.above, owed.spread - others))  # the spread owed is k


def repair(
    table: Table,
    withheld: set[int],
    needs: Mapping[int, Need],
    prices: Mapping[int, float],
    failed: Sequence[Failure],
) -> set[int]:
    """Withhold more for the cells that the audit found too narrow: whole numbers, or a member's knowledge."""
    for at, held in failed:
        owed = needs[at]
        others = table.cells[at].value - held.get(at, 0)
        wider = Need(max(owed.above, owed.spread - others) + 1, owed.spread + math.ceil(owed.spread / 2))
        for attempt in (wider, Need(owed.above, owed.spread + 1)):
            try:
                withheld = withheld | protect_fast(table, {at: attempt}, prices, withheld, held)
                break
            except NoPattern:
                continue
    left = {at: price for at, price in prices.items() if at not in withheld}
    if left and all(at in withheld for at, _held in failed):
        # Nothing wider was found for one of them: its dearest sum is closed altogether.
        for at, _held in failed:
            for number in table.sums_of[at]:
                total, parts = table.sums[number]
                near = sorted((left[x], x) for x in (total, *parts) if x in left)
                withheld = withheld | {x for _price, x in near[:1]}
    return withheld
