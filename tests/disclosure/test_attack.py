"""No pattern betrays anybody to an attacker that shares no code with the module.

Random tables of every kind; `campaign` runs the same by the thousand.
"""

from itertools import product
from math import ceil, floor, inf

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.disclosure import Cell, grid
from services.disclosure.audit import intervals
from tests.disclosure.attacker import Facts, ends_by_programmes
from tests.disclosure.campaign import drawing as by_seed
from tests.disclosure.cases import Draw, grid_case, linked_case, revised_case
from tests.disclosure.verdict import breaches

pytestmark = pytest.mark.once

few = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
fewer = settings(few, max_examples=8)


def drawing(data: st.DataObject) -> Draw:
    return lambda low, high: data.draw(st.integers(low, high))


@pytest.mark.parametrize("method", ["exact", "fast"])
@few
@given(data=st.data())
def test_nobody_is_betrayed_in_two_dimensions(method, data):
    _how, wrong = breaches(grid_case(drawing(data), 2, 20), method=method)
    assert not wrong


@pytest.mark.parametrize("method", ["auto", "fast"])
@fewer
@given(data=st.data())
def test_nobody_is_betrayed_in_three_dimensions(method, data):
    _how, wrong = breaches(grid_case(drawing(data), 3, 16), method=method)
    assert not wrong


@fewer
@given(data=st.data())
def test_nobody_is_betrayed_in_four_dimensions(data):
    _how, wrong = breaches(grid_case(drawing(data), 4, 4))
    assert not wrong


@pytest.mark.parametrize("options", [{"method": "exact"}, {"method": "fast"}, {"cost": "values"}])
@few
@given(data=st.data())
def test_tables_that_share_a_margin_are_one_system(options, data):
    _how, wrong = breaches(linked_case(drawing(data)), **options)
    assert not wrong


@pytest.mark.parametrize("method", ["exact", "fast"])
@few
@given(data=st.data())
def test_the_difference_of_two_releases_betrays_nobody(method, data):
    _how, wrong = breaches(revised_case(drawing(data)), method=method)
    assert not wrong


@pytest.mark.parametrize("seed", range(12))
def test_hypercubes_and_windows_of_large_grids_betray_nobody(seed, monkeypatch):
    """What large tables take, on tables that the attacker can be asked about."""
    monkeypatch.setattr("services.disclosure.fast.SMALL", 0)
    monkeypatch.setattr("services.disclosure.fast.PATIENT", 0)
    dimensions = 2 + seed % 3
    _how, wrong = breaches(grid_case(by_seed(seed), dimensions, 20), method="fast")
    assert not wrong


@pytest.mark.parametrize(("shape", "seed"), [((9, 9), 1), ((4, 4, 4), 2), ((2, 3, 3, 3), 3)])
def test_the_linear_audit_says_what_a_programme_for_each_end_says(shape, seed):
    """Many ends settled by one question, against one question an end, each from nothing."""
    random = by_seed(seed)
    cells = [Cell(tuple(map(str, place)), random(0, 12)) for place in product(*map(range, shape))]
    drawn = grid(cells, [{}] * len(shape))
    withheld = {cell.key for cell in drawn.cells if cell.value and random(0, 2)}
    found = intervals(drawn, [drawn.place[key] for key in withheld], whole=False)
    keys = [cell.key for cell in drawn.cells]
    sums = [(keys[total], [keys[part] for part in parts]) for total, parts in drawn.sums]
    facts = Facts({cell.key: cell.value for cell in drawn.cells}, sums, withheld, {})
    for key, (lo, hi) in ends_by_programmes(facts, withheld, whole=False).items():
        said = found[drawn.place[key]]
        end = None if hi == inf else floor(hi + 1e-6)
        assert (said.lo, said.hi, said.at_least) == (ceil(lo - 1e-6), end, False), key
