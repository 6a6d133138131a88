"""The exact method is as good as trying every pattern; the literature's examples come out as printed."""

from itertools import combinations

import pytest

from services.disclosure import TOTAL, Cell, Key, NoPattern, Policy, grid, protect
from services.disclosure.audit import intervals
from tests.disclosure.attacker import Facts, ends
from tests.disclosure.campaign import drawing
from tests.disclosure.cases import Case, grid_case, linked_case
from tests.disclosure.verdict import betrayed, policy, primaries

pytestmark = pytest.mark.once


def cheapest(case: Case, most: int = 5) -> int | None:
    """The fewest secondary cells that protect, by trying every set; None: more than `most`, or none."""
    primary = primaries(case)
    fixed = {cell.key: cell.fixed for cell in case.table.cells if cell.fixed}
    given = {*primary, *(key for key, how in fixed.items() if how == "withheld")}
    free = [key for key, value in case.values.items() if value and key not in given and key not in fixed]
    for number in range(most + 1):
        for added in combinations(free, number):
            if safe(case, primary, given.union(added)):
                return number
    return None


def safe(case: Case, primary: list[Key], withheld: set[Key]) -> bool:
    for total, parts in case.sums:
        alone = withheld.intersection([total, *parts])
        if len(alone) == 1 and alone.intersection(primary) and not case.members:
            return False
    for own in ({}, *case.members):
        seen = ends(Facts(case.values, case.sums, withheld, own), primary)
        if any(betrayed(case, key, seen[key], own.get(key, 0)) for key in primary):
            return False
    return True


@pytest.mark.parametrize("seed", range(24))
def test_no_set_of_cells_is_cheaper_than_the_exact_one(seed):
    draw = drawing(seed)
    case = (lambda: grid_case(draw, 2, 9), lambda: grid_case(draw, 3, 8), lambda: linked_case(draw))[
        seed % 3
    ]()
    try:
        found = protect(case.table, policy(case.rules, method="exact"), case.members)
    except NoPattern:
        return  # that this is true, test_attack checks
    assert found.method in ("exact", "none")
    if found.cost <= 4:
        assert cheapest(case) == found.cost


def investments() -> list[Cell]:
    """Fischetti and Salazar-González (2001), figure 1: investment of enterprises by activity and region."""
    rows = {"I": (20, 50, 10), "II": (8, 19, 22), "III": (17, 32, 12)}
    return [
        Cell((activity, region), value, largest=20 if (activity, region) == ("II", "C") else None, second=0)
        for activity, values in rows.items()
        for region, value in zip("ABC", values, strict=True)
    ]


def test_the_missing_entry_of_fischetti_and_salazar_lies_between_5_and_30():
    table = grid(investments(), [{}, {}])
    assert table.cells[table.place[TOTAL, TOTAL]].value == 190
    withheld = [table.place[key] for key in (("II", "A"), ("II", "C"), ("III", "A"), ("III", "C"))]
    interval = intervals(table, withheld)[table.place["II", "C"]]
    assert (interval.lo, interval.hi, interval.at_least) == (5, 30, False)


def test_one_sensitive_entry_inside_a_table_takes_three_more():
    """Three complements: a rectangle (Cox, 1980: no row and no column may lack only one entry)."""
    found = protect(grid(investments(), [{}, {}]), Policy(threshold=5, contributors=0, p=15))
    assert [key for key, v in found.verdicts.items() if v.status == "primary"] == [("II", "C")]
    assert (found.method, found.cost) == ("exact", 3)
