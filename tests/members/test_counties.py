"""The map of counties as data: every border is known to both sides."""

import json
from pathlib import Path

import pytest

from members.counties import COUNTIES, REGIONS

pytestmark = pytest.mark.once
CATALOGUE = Path("beneficiaries/data/catalogue_2020.json")


def test_there_are_42_counties_in_eight_regions() -> None:
    assert len(COUNTIES) == 42
    assert {county.region for county in COUNTIES.values()} == set(REGIONS)


def test_they_are_those_of_the_catalogue_in_the_same_regions() -> None:
    regions = json.loads(CATALOGUE.read_text(encoding="utf-8"))["regions"]
    expected = {
        (county, name, region)
        for region, _name, _nuts, counties in regions
        for county, (name, _code) in counties.items()
    }
    assert {(county.code, county.name, county.region) for county in COUNTIES.values()} == expected


def test_every_border_is_known_to_both_sides_and_nobody_borders_on_itself() -> None:
    for county in COUNTIES.values():
        assert county.neighbours, county.name
        assert county.code not in county.neighbours
        for other in county.neighbours:
            assert county.code in COUNTIES[other].neighbours, f"{county.name} and {COUNTIES[other].name}"


def test_the_whole_country_hangs_together() -> None:
    reached, waiting = set(), ["B"]
    while waiting:
        code = waiting.pop()
        if code not in reached:
            reached.add(code)
            waiting += COUNTIES[code].neighbours
    assert reached == set(COUNTIES)


def test_counties_stand_in_the_romanian_order() -> None:
    names = [county.name for county in COUNTIES.values()]
    assert names[:4] == ["Alba", "Arad", "Argeș", "Bacău"]
    assert names[-3:] == ["Vaslui", "Vâlcea", "Vrancea"]


def test_addresses_of_counties_are_plain() -> None:
    assert COUNTIES["CS"].slug == "caras-severin"
    assert COUNTIES["SM"].slug == "satu-mare"
