"""A personal numeric code is found wherever a document can hold it; a table of figures is taken."""

import io
import random
import zipfile
from base64 import b64decode

import pytest

from protect.files.reading.identifiers import codes, codes_over_cells, in_full
from protect.files.reading.inspection import inspect
from tests.files import made
from tests.files.made import CNP
from tests.files.places import PLACES, REFUSED, TAKEN_OUT

pytestmark = pytest.mark.once

NO_CODE = CNP[:-1] + str((int(CNP[-1]) + 1) % 10)


@pytest.mark.parametrize("place", PLACES)
def test_a_code_is_found_and_another_number_is_not(place: str) -> None:
    found = inspect(PLACES[place](CNP))
    assert found.get("refused") == "cnp" and CNP not in str(found)
    assert "refused" not in inspect(PLACES[place](NO_CODE))


@pytest.mark.parametrize("place", TAKEN_OUT)
def test_what_no_reader_sees_does_not_stay(place: str) -> None:
    found = inspect(TAKEN_OUT[place](CNP))
    assert found["text"] == "Salut"
    with zipfile.ZipFile(io.BytesIO(b64decode(found["content"]))) as archive:
        whole = "".join(name + archive.read(name).decode() for name in archive.namelist())
    assert CNP not in whole and "customXml" not in whole


@pytest.mark.parametrize("what", REFUSED)
def test_a_part_is_refused_by_what_it_is(what: str) -> None:
    reason, content = REFUSED[what]
    assert inspect(content).get("refused") == reason


def test_the_metadata_of_a_pdf_are_gone_and_not_only_forgotten() -> None:
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, NameObject

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Title": CNP})
    stream = DecodedStreamObject()
    stream.set_data(f"<x>{CNP}</x>".encode())
    writer._root_object[NameObject("/Metadata")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    assert CNP.encode() in out.getvalue()
    assert CNP.encode() not in b64decode(inspect(out.getvalue())["content"])


def test_tables_of_figures_are_taken() -> None:
    """Averages, shares and sums of money; the dice fall the same way each time."""
    dice = random.Random(5)
    shares = [[dice.random() * 10 ** dice.randint(0, 4) for _cell in range(10)] for _row in range(300)]
    money = [[dice.randint(10**6, 10**7 - 1), dice.randint(10**5, 10**6 - 1)] for _row in range(300)]
    counts = [[dice.randint(0, 40) for _cell in range(12)] for _row in range(300)]
    for table in (shares, money, counts):
        assert inspect(made.xlsx(*table)).get("kind") == "xlsx"
        lines = "\n".join(";".join(map(str, row)) for row in table)
        assert inspect(lines.encode()).get("kind") == "csv"


def test_numbers_are_read_in_full() -> None:
    assert in_full("1.800101221144E12") == "1800101221144"
    assert in_full("1800101221144.0") == "1800101221144"
    assert in_full("0.12345678901234567") == "0" and in_full("12.5") == "12.5" and in_full("1E999") == ""


def test_one_row_among_many_that_looks_like_a_code_is_chance() -> None:
    row, other = [CNP[:7], CNP[7:]], [NO_CODE[:7], NO_CODE[7:]]
    assert codes_over_cells([row, other], ";")
    assert not codes_over_cells([row] + [other] * 60, ";")
    assert codes([";".join(row)])
