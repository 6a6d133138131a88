"""No pattern betrays anybody to an attacker that shares no code with the module.

Random tables of every kind; `campaign` runs the same by the thousand.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
    dimensions = 2 + seed % 2
    _how, wrong = breaches(grid_case(by_seed(seed), dimensions, 20), method="fast")
    assert not wrong
