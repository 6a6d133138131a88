"""docs/disclosure.md says what the command says."""

import io
import re
from pathlib import Path

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.once

PAGE = Path(__file__).parents[2] / "docs" / "disclosure.md"


def test_the_worked_example_is_what_the_command_prints(tmp_path):
    page = PAGE.read_text(encoding="utf-8")
    given, expected = (re.search(rf"```{kind}\n(.*?)```", page, re.S) for kind in ("csv", "result"))
    assert given and expected
    (tmp_path / "table.csv").write_text(given[1], encoding="utf-8")
    out, said = io.StringIO(), io.StringIO()
    call_command("disclose", str(tmp_path / "table.csv"), stdout=out, stderr=said)
    header, *rows = out.getvalue().splitlines()
    withheld = [row for row in rows if ",primary," in row or ",secondary," in row]
    assert [header, *withheld] == expected[1].splitlines()
    assert "method exact, cost 3.0, bound 3.0, audit passed" in said.getvalue()
    assert "cj,total,23,published,23,23" in rows and "total,labour,37,published,37,37" in rows
