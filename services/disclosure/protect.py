"""The one door: a table and a policy go in, a pattern with its proof comes out."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.disclosure.audit import Interval, intervals, too_narrow
from services.disclosure.exact import Search
from services.disclosure.fast import cost, protect_fast
from services.disclosure.policy import Attacker, Policy, attackers, reasons
from services.disclosure.table import Key, NoPattern, Table

EXACT_FLAT, EXACT_DEEP = 400, 150  # cells, up to two dimensions and above, that "auto" solves exactly
GUIDED_FLAT, GUIDED_DEEP = 1_500, 400  # cells up to which the fast method asks the relaxed optimum first
ROUNDS, ROUNDS_EXACT = 30, 200  # of the relaxed optimum, as a guide and before the whole one
WHOLE = {"auto": None, "linear": False, "integer": True}


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


@dataclass(frozen=True)
class Choice:
    """Cells to withhold, how they were found, and what no pattern is cheaper than."""

    withheld: set[int]
    method: str
    bound: float
    note: str = ""


@dataclass(frozen=True)
class Problem:
    """What a method has to solve: who attacks, what may be withheld at which price, what is already."""

    table: Table
    policy: Policy
    attackers: Sequence[Attacker]
    prices: Mapping[int, float]
    fixed: set[int]

    @property
    def given(self) -> set[int]:
        return self.fixed.union(self.attackers[0].needs)


def protect(table: Table, policy: Policy, members: Sequence[Mapping[Key, int]] = ()) -> Protection:
    """Withhold what must not be published, and what would give it away; prove it.

    `members`: for each attacking member its own contribution by cell, margins included. Raises `NoPattern`
    with the cells that nothing can protect, `TableFault` for members that hold more than there is.
    """
    begun = time.monotonic()
    problem = stated(table, policy, members)
    choice = choose(problem)
    found, failed = examine(problem, choice.withheld)
    paid = cost(choice.withheld - problem.given, problem.prices)
    verdicts = {}
    for at, cell in enumerate(table.cells):
        status = "zero" if cell.value == 0 else "published"
        if at in choice.withheld:
            status = "primary" if at in problem.attackers[0].needs else "secondary"
        verdicts[cell.key] = Verdict(status, tuple(reasons(cell, policy)), found.get(at))
    return Protection(
        verdicts,
        choice.method,
        paid,
        min(choice.bound, paid),
        "none" if policy.audit == "none" else "failed" if failed else "passed",
        [table.cells[at].key for at in failed],
        time.monotonic() - begun,
        "; ".join(filter(None, (choice.note, unsettled(found)))),
    )


def unsettled(found: Mapping[int, Interval]) -> str:
    """What to say of intervals whose exact ends were not settled."""
    wider = sum(interval.at_least for interval in found.values())
    return f"{wider} of {len(found)} intervals may be wider than said" if wider else ""


def stated(table: Table, policy: Policy, members: Sequence[Mapping[Key, int]]) -> Problem:
    """The problem of a table; raises `NoPattern` where a primary cell was published before."""
    against = attackers(table, policy, members)
    exposed = [at for at in against[0].needs if table.cells[at].fixed == "published"]
    if exposed:
        raise NoPattern([table.cells[at].key for at in exposed])
    fixed = {at for at, cell in enumerate(table.cells) if cell.fixed == "withheld"}
    prices = {
        at: policy.price(cell)
        for at, cell in enumerate(table.cells)
        if at not in against[0].needs
        and at not in fixed
        and cell.fixed != "published"
        and (cell.value > 0 or policy.zeros_hide)
    }
    return Problem(table, policy, against, prices, fixed)


def choose(problem: Problem) -> Choice:
    """The pattern by the policy's method: the fast one first, which the exact one has to beat."""
    table, against, prices, given = problem.table, problem.attackers, problem.prices, problem.given
    if not against[0].needs:
        return Choice(problem.fixed, "none", 0.0)
    ends = time.monotonic() + problem.policy.seconds
    exact = wants_exact(table, problem.policy)
    quick = protect_fast(table, against, prices, problem.fixed)
    if not exact and len(table.cells) > (GUIDED_FLAT if table.is_flat else GUIDED_DEEP):
        return Choice(quick, "fast", never_alone_bound(problem))
    search = Search(table, against, prices, given)
    hint, bound = search.relaxed(ROUNDS_EXACT, ends) if exact else search.relaxed(ROUNDS)
    if not exact:
        guided = protect_fast(table, against, prices, problem.fixed, hint)
        return Choice(min(quick, guided, key=lambda pattern: cost(pattern, prices)), "fast", bound)
    optimum = whole(problem, search, ends)
    if optimum is None:
        guided = protect_fast(table, against, prices, problem.fixed, hint)
        quick = min(quick, guided, key=lambda pattern: cost(pattern, prices))
        return Choice(quick, "fast", bound, "the exact method ran out of time")
    return Choice(optimum, "exact", cost(optimum, prices))


def whole(problem: Problem, search: Search, ends: float) -> set[int] | None:
    """The cheapest pattern that whole-number attackers don't break either; None: no time."""
    while (pattern := search.whole(ends)) is not None:
        broken = None if problem.policy.audit == "linear" else first_broken(problem, pattern)
        if broken is None:
            return pattern
        attacker, cell = broken
        for other in search.movable:  # the largest set that is broken in the same way forbids the most
            if other not in pattern and too_narrow(problem.table, {*pattern, other}, attacker, [cell]):
                pattern.add(other)
        search.forbid(pattern)
    return None


def first_broken(problem: Problem, withheld: set[int]) -> tuple[Attacker, int] | None:
    """An attacker and a cell that a pattern does not protect."""
    for attacker in problem.attackers:
        for cell in too_narrow(problem.table, withheld, attacker):
            return attacker, cell
    return None


def wants_exact(table: Table, policy: Policy) -> bool:
    """By size, unless the policy says."""
    if policy.method != "auto":
        return policy.method == "exact"
    return len(table.cells) <= (EXACT_FLAT if table.is_flat else EXACT_DEEP)


def never_alone_bound(problem: Problem) -> float:
    """A cheap lower bound: sums that share no cell each cost the cheapest companion of a lone primary."""
    bound, used, prices = 0.0, set[int](), problem.prices
    for total, parts in problem.table.sums:
        members = [total, *parts]
        given = [at for at in members if at in problem.given]
        lonely = len(given) == 1 and given[0] in problem.attackers[0].needs
        if lonely and not used.intersection(members):
            companions = [prices[at] for at in members if at in prices]
            if companions:
                bound += min(companions)
                used.update(members)
    return bound


def examine(problem: Problem, withheld: set[int]) -> tuple[dict[int, Interval], list[int]]:
    """Audit a pattern: every interval against the public, the needs against the public and every member."""
    table, policy = problem.table, problem.policy
    if policy.audit == "none":
        return {}, []
    found = intervals(table, withheld, whole=WHOLE[policy.audit])
    values = [cell.value for cell in table.cells]
    failed = set[int]()
    for at, need in problem.attackers[0].needs.items():
        if not found[at].at_least and not found[at].meets(values[at], need):
            failed.add(at)
    for attacker in problem.attackers:
        seen, unproven = found, set(attacker.needs)
        if policy.audit == "linear":
            seen = intervals(table, withheld, attacker.held, whole=False) if attacker.held else found
            unproven = {at for at in attacker.needs if seen[at].at_least}
            narrow = {at for at, need in attacker.needs.items() if not seen[at].meets(values[at], need)}
            failed |= narrow - unproven
            unproven &= narrow
        elif not attacker.held:
            unproven = {at for at, need in attacker.needs.items() if not found[at].is_shown(values[at], need)}
        failed.update(too_narrow(table, withheld, attacker, unproven))
    return found, sorted(failed)
