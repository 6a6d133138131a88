"""The public tables of 2020, protected: the pattern stays what it was, and nobody works it out."""

import json

import pytest

from tests.disclosure.attacker import Facts, Rules, ends_by_programmes, is_betrayed
from tests.disclosure.tables_2020 import EXPECTED, TABLES, pattern

pytestmark = pytest.mark.once


@pytest.mark.parametrize("k", [5, 10])
@pytest.mark.parametrize("name", TABLES)
def test_the_pattern_is_the_expected_one_and_betrays_nobody(name, k):
    found = pattern(name, k)
    assert found == json.loads((EXPECTED / f"{name}_{k}.json").read_text(encoding="utf-8"))
    table = TABLES[name]()
    values = {"/".join(cell.key): cell.value for cell in table.cells}
    names = list(values)
    sums = [(names[total], [names[part] for part in parts]) for total, parts in table.sums]
    facts = Facts(values, sums, {*found["primary"], *found["secondary"]}, {})
    assert set(found["primary"]) == {name for name, value in values.items() if 1 <= value < k}
    for cell, (lo, hi) in ends_by_programmes(facts, found["primary"], whole=False).items():
        assert not is_betrayed(Rules(k, 0, 0), values[cell], None, lo, hi), cell
