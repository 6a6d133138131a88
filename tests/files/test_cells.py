"""No cell of a table that we hand out is a formula, whatever stands before its first sign."""

import csv
import io
from pathlib import Path

import pytest

from protect.files.cells import csv_file, plain_text, safe_cell, safe_text

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
FORMULAS = [
    "=1", "+1", "-1", "@x", " =1", "\n=1", "\r=1", "\t=1", "\0=1", "\u200b=1", "\ufeff=1", "\u00a0=1",
    "\u034f=1", "\ufe0f=1", "\u2066=1", "＝1", "＋1", "＠x", "－1", "\u3000\u200d＝1", "\tx",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_a_text(text: str) -> None:
    assert safe_cell(text) == safe_text(text) == f"'{text}"
    assert plain_text(safe_text(text)) == text
    written = csv_file([[text, 5]]).decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(written, newline=""))) == [f"'{text}", "5"]


def test_numbers_words_and_telephones_stay_as_they_are() -> None:
    for value in (-5, 2.5, None, "Adoptat", "", "a=b", "„Casă”", "+40 264 000 002", "-"):
        assert safe_cell(value) == value
    assert safe_cell("+40 264+cmd|x") == "'+40 264+cmd|x"


def test_every_table_is_written_by_these_functions() -> None:
    """Disclosure control imports nothing of ours: it gives a table of its user's back."""
    writers = [
        path.relative_to(ROOT).as_posix()
        for app in ("protect", "members", "beneficiaries", "services", "workgroups")
        for path in (ROOT / app).rglob("*.py")
        if "csv.writer(" in path.read_text() or "csv.DictWriter(" in path.read_text()
    ]
    assert sorted(writers) == ["protect/files/cells.py", "services/disclosure/reading.py"]
