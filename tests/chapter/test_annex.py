"""The annex for the agency: as released, or as it is under a legal basis that is logged."""

import csv
import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from docx import Document

from beneficiaries.catalogue import make_block
from beneficiaries.models import Block, Dimension
from protect.audit.models import Entry
from protect.chapter.actions.annexes import hand_over_annex
from tests.chapter.releases import publish
from tests.world import World, indicator

REFERENCE = "provider,service,level,total,minor_female,minor_male,adult_female,adult_male"


@pytest.fixture
def returned(world: World) -> World:
    """Eleven people, one of whom would be recognised."""
    world.verified([4, 1, 3, 2, 1])
    publish(world, 2025, {"residential": 11}, {"age=minor|sex=f": None, "age=adult|sex=f": 5})
    return world


def test_as_released_small_numbers_stay_withheld(returned: World) -> None:
    _type, content = hand_over_annex(2025, "docx", "en", by=returned.secretariat)
    assert line_of(content, "accommodation") == ["11", "[c]", "[x]", "5", "[x]"]
    assert Entry.objects.filter(action="chapter.annex").get().details["controlled"] is True


def test_without_control_it_needs_its_legal_basis_which_is_logged(returned: World) -> None:
    with pytest.raises(ValidationError):
        hand_over_annex(2025, "xlsx", "ro", by=returned.secretariat, controlled=False)
    _type, content = hand_over_annex(
        2025, "xlsx", "ro", by=returned.secretariat, controlled=False, basis="Legea 678/2001, art. 47"
    )
    rows = openpyxl.load_workbook(io.BytesIO(content))["annex"].iter_rows(values_only=True)
    assert any(row[1] == 11 and 4 in row for row in rows)
    entry = Entry.objects.filter(action="chapter.annex").get()
    assert (entry.reason, entry.details["controlled"]) == ("Legea 678/2001, art. 47", False)


def test_a_line_that_the_catalogue_learns_to_count_is_filled_in(returned: World) -> None:
    _type, content = hand_over_annex(2025, "docx", "en", by=returned.secretariat)
    assert line_of(content, "medical assistance") == ["[x]"] * 5
    medical = indicator("medical").indicator
    make_block(medical, "total", Block.Kind.TOTAL)
    age, sex = (Dimension.objects.get(code=code) for code in ("age", "sex"))
    make_block(medical, "age_sex", Block.Kind.CROSSED, [age, sex], 1)
    publish(returned, 2025, {"residential": 11, "medical": 37}, {"age=adult|sex=f": 26}, of="medical")
    _type, content = hand_over_annex(2025, "docx", "en", by=returned.secretariat)
    assert line_of(content, "medical assistance") == ["37", "[x]", "[x]", "26", "[x]"]


def line_of(content: bytes, name: str) -> list[str]:
    (table,) = Document(io.BytesIO(content)).tables
    row = next(r for r in table.rows if r.cells[0].text == name)
    return [cell.text for cell in row.cells[1:]]


def test_the_csv_has_the_columns_of_the_national_annex(returned: World) -> None:
    _type, content = hand_over_annex(2025, "csv", "ro", by=returned.secretariat)
    lines = list(csv.reader(io.StringIO(content.decode())))
    assert ",".join(lines[0]) == REFERENCE
    assert {len(line) for line in lines} == {8}


def test_only_the_secretariat_hands_it_over(returned: World) -> None:
    with pytest.raises(PermissionDenied):
        hand_over_annex(2025, "csv", "ro", by=returned.coordinator)
