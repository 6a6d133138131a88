"""5,000 mutated CSV files at every place that takes CSV or rows pasted from a sheet: refused or read."""

import random

import pytest

from beneficiaries.entering import read_paste
from beneficiaries.models import Count, CountChange
from beneficiaries.queries import sheet_of
from beneficiaries.workbook.reading import read
from protect.files.reading.inspection import inspect
from protect.romanian.numbers import parse_count
from services.disclosure.reading import read_table
from services.disclosure.table import TableFault
from tests.workbook.mutating import mutated
from tests.world import World

TABLE = """indicator,county,value,contributors,largest,second,fixed
residential,Total,41,4,20,11,
residential,Cluj,30,3,20,6,
residential,"Timiș, oraș",11,2,9,2,published
""".encode()
SHEET = (
    "Cine;T3 2026;notă\r\nsub 18 ani, femei și fete;3;=1+1\r\nvârsta nu se cunoaște;1.234;„două”\r\n".encode()
)
PASTED = b"adult_f\t3\nminor_m\t1.234\nunknown\t-\n12\n"


def csv_mutants(number: int, seed: int = 31) -> list[bytes]:
    chance = random.Random(seed)
    return [mutated((TABLE, SHEET, PASTED)[place % 3], chance) for place in range(number)]


@pytest.mark.once
def test_5000_mutated_csv_files_are_no_workbook_and_a_resource_or_a_sentence() -> None:
    kinds = set()
    for content in csv_mutants(5_000):
        assert read(content) == {"refused": "not_a_workbook"} or content == b""
        found = inspect(content)
        kinds.add(found.get("kind") or f"refused: {found['refused']}")
    assert {"csv", "txt"} <= kinds and any(kind.startswith("refused") for kind in kinds)


@pytest.mark.once
def test_5000_mutated_tables_are_read_or_the_row_is_named() -> None:
    read_on = 0
    for content in csv_mutants(5_000):
        try:
            read_on += bool(read_table(content.decode(errors="replace"), {}).rows)
        except TableFault as fault:
            assert fault.where and fault.why
    assert read_on > 100


def test_5000_mutated_pastes_are_shown_row_by_row_and_save_nothing(world: World) -> None:
    line = sheet_of(world.started()).line("residential")
    assert line
    known = numbers = 0
    for content in csv_mutants(5_000):
        for row in read_paste(line, content.decode(errors="replace")):
            if not row.fault:
                parse_count(row.text)
            known += row.field is not None
            numbers += not row.fault
    assert known > 500 and numbers > 500
    assert not Count.objects.exists() and not CountChange.objects.exists()
