"""`manage.py disclose`: what it prints, how it exits, and which row it blames."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.once

TABLE = """county,sex,value
cj,f,12
cj,m,3
tm,f,20
tm,m,15
cj,total,15
tm,total,35
total,total,50
"""
REGIONS = "child,parent\ncj,nw\nbh,nw\ntm,w\n"


@pytest.fixture
def disclose(tmp_path: Path):
    """Run the command on a text: exit code, standard output, what it said."""

    def run(text: str, *options: str, hierarchy: str = "") -> tuple[int, str, str]:
        (tmp_path / "table.csv").write_text(text, encoding="utf-8")
        if hierarchy:
            (tmp_path / "above.csv").write_text(hierarchy, encoding="utf-8")
            options = (*options, "--hierarchy", f"county={tmp_path / 'above.csv'}")
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command("disclose", str(tmp_path / "table.csv"), *options, stdout=out, stderr=err)
        except CommandError as said:
            return said.returncode, out.getvalue(), str(said)
        return 0, out.getvalue(), err.getvalue()

    return run


def test_the_rows_come_back_with_status_and_interval_and_missing_margins_are_added(disclose):
    code, out, said = disclose(TABLE)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert [row["county"] for row in rows][:7] == ["cj", "cj", "tm", "tm", "cj", "tm", "total"]
    assert {(row["county"], row["sex"]) for row in rows[7:]} == {("total", "f"), ("total", "m")}
    assert [row["status"] for row in rows[:4]] == ["secondary", "primary", "secondary", "secondary"]
    assert (rows[1]["lo"], rows[1]["hi"]) == ("0", "15")
    assert (rows[4]["status"], rows[4]["lo"], rows[4]["hi"]) == ("published", "15", "15")
    assert "audit passed" in said


def test_json_is_one_object_with_rows_and_summary(disclose):
    _code, out, _said = disclose(TABLE, "--json")
    found = json.loads(out)
    assert found["rows"][1] == {
        "cell": {"county": "cj", "sex": "m"},
        "value": 3,
        "status": "primary",
        "lo": 0,
        "hi": 15,
    }
    summary = found["summary"]
    assert (summary["method"], summary["cost"], summary["bound"], summary["audit"]) == (
        "exact",
        3,
        3,
        "passed",
    )
    assert summary["seconds"] >= 0


def test_nothing_but_the_result_stands_on_standard_output(tmp_path):
    """The solver introduces itself on C's standard output when it is first made."""
    (tmp_path / "table.csv").write_text(TABLE)
    command = [sys.executable, "manage.py", "disclose", str(tmp_path / "table.csv"), "--json"]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(said.stdout)["summary"]["audit"] == "passed"


def test_a_hierarchy_puts_its_regions_between_county_and_country(disclose):
    code, out, _said = disclose(TABLE.replace("tm,", "bh,"), "--json", hierarchy=REGIONS)
    cells = {tuple(row["cell"].values()): row for row in json.loads(out)["rows"]}
    assert code == 0
    assert cells["nw", "total"]["value"] == 50
    assert ("w", "total") not in cells  # nothing of the table lies under it


def test_zero_is_published_as_zero(disclose):
    _code, out, _said = disclose("county,value\ncj,0\ntm,9\n", "--json")
    assert [row["status"] for row in json.loads(out)["rows"]] == ["zero", "published", "published"]


def test_the_threshold_the_contributors_and_the_p_rule_are_options(disclose):
    text = "county,value,contributors,largest,second\ncj,30,4,10,9\nbh,40,2,20,20\ntm,50,5,40,8\nb,60,9,9,9\n"

    def primary(*options: str) -> list[str]:
        rows = json.loads(disclose(text, "--json", *options)[1])["rows"]
        return [row["cell"]["county"] for row in rows if row["status"] == "primary"]

    assert primary() == ["bh", "tm"]
    assert primary("--contributors", "0") == ["bh", "tm"]  # two that share a count know each other's
    assert primary("--contributors", "0", "--p", "0") == []
    assert primary("--contributors", "5", "--p", "0") == ["cj", "bh"]
    assert primary("--threshold", "31", "--contributors", "0", "--p", "0") == ["cj"]


def test_by_value_the_smaller_cells_are_withheld(disclose):
    text = "county,value\ncj,3\ntm,90\nbh,20\nb,80\n"
    for cost, chosen in (("value", "bh"), ("cells", None)):
        rows = json.loads(disclose(text, "--json", "--cost", cost)[1])
        second = [row["cell"]["county"] for row in rows["rows"] if row["status"] == "secondary"]
        assert len(second) == 1
        assert chosen in (None, *second)
        assert rows["summary"]["cost"] == (20 if chosen else 1)


def test_what_was_published_before_stays_published_and_what_was_withheld_stays_withheld(disclose):
    text = "county,value,fixed\ncj,3,\ntm,90,\nbh,20,published\nb,80,withheld\n"
    rows = json.loads(disclose(text, "--json")[1])["rows"]
    assert [row["status"] for row in rows] == ["primary", "published", "published", "secondary", "published"]


def test_a_narrow_count_that_was_published_before_cannot_be_protected(disclose):
    code, out, said = disclose("county,value,fixed\ncj,3,published\ntm,90,\n")
    assert (code, out) == (1, "")
    assert "cj" in said and "Nothing can be published" in said


def test_where_nothing_can_be_withheld_the_cells_are_named_and_nothing_is_printed(disclose):
    code, out, said = disclose("county,value,fixed\ncj,3,\ntm,90,published\ntotal,93,published\n", "--json")
    assert code == 1
    assert json.loads(out)["rows"] == []
    assert json.loads(out)["summary"]["cells"] == [["cj"]]
    assert "cj" in said


def test_a_solver_out_of_time_leaves_the_fast_pattern_and_says_so(disclose):
    code, out, _said = disclose(TABLE, "--json", "--method", "exact", "--seconds", "0")
    summary = json.loads(out)["summary"]
    assert (code, summary["method"], summary["audit"]) == (0, "fast", "passed")
    assert "out of time" in summary["note"]


def test_the_same_table_gives_the_same_pattern(disclose):
    first, second = (json.loads(disclose(TABLE, "--json")[1])["rows"] for _ in range(2))
    assert first == second


FAULTS = {
    "margins that do not add up": (TABLE.replace("cj,total,15", "cj,total,16"), "row 6", "add up to 15"),
    "an added margin's parts": (TABLE.replace("tm,m,15", "tm,m,16"), "row 7", "add up to 36"),
    "no whole number": (TABLE.replace("cj,f,12", "cj,f,12.5"), "row 2", "not a whole number"),
    "a word": (TABLE.replace("cj,f,12", "cj,f,many"), "row 2", "not a whole number"),
    "other figures": (TABLE.replace("cj,f,12", "cj,f,१२"), "row 2", "not a whole number"),
    "an empty value": (TABLE.replace("cj,f,12", "cj,f,"), "row 2", "value is empty"),
    "negative": (TABLE.replace("cj,m,3", "cj,m,-3"), "row 3", "negative"),
    "more than there are people": (TABLE.replace("cj,m,3", "cj,m,99999999999999"), "row 3", "more than"),
    "an empty code": (TABLE.replace("cj,m,3", ",m,3"), "row 3", "county is empty"),
    "a row twice": (TABLE.replace("tm,m,15", "cj,m,3"), "row 5", "row 3"),
    "too many fields": (TABLE.replace("cj,m,3", "cj,m,3,4"), "row 3", "fields"),
    "no value column": (TABLE.replace("value", "count"), "row 1", "value"),
    "no dimension": ("value\n3\n", "row 1", "dimension"),
    "no rows": ("county,value\n", "row 1", "no rows"),
    "nothing": ("", "row 1", "value"),
    "a quote never closed": ('county,value\ncj,"3\n', "row", "CSV"),
    "fixed of no meaning": ("county,value,fixed\ncj,3,maybe\n", "row 2", "fixed"),
    "a second above the largest": ("county,value,largest,second\ncj,9,2,3\n", "row 2", "second"),
    "contributions above the count": ("county,value,largest,second\ncj,9,6,4\n", "row 2", "more than 9"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_names_its_row_and_its_reason(disclose, fault):
    text, row, reason = FAULTS[fault]
    code, out, said = disclose(text)
    assert (code, out) == (2, "")
    assert row in said and reason in said


HIERARCHY_FAULTS = {
    "an unknown code": ("child,parent\ncj,nw\n", "table.csv, row 4", "tm is unknown"),
    "a code without its parent": ("child,parent\ncj,nw\ntm,\n", "above.csv, row 3", "tm has no parent"),
    "a row without a parent": ("cj,nw\ntm\n", "above.csv, row 2", "no parent"),
    "a circle": ("cj,nw\nnw,ne\ntm,w\nne,nw\n", "above.csv, row 4", "circle"),
    "its own parent": ("cj,cj\n", "above.csv, row 1", "circle"),
    "two parents": ("cj,nw\ncj,w\n", "above.csv, row 2", "nw already"),
}


@pytest.mark.parametrize("fault", HIERARCHY_FAULTS)
def test_a_faulty_hierarchy_names_its_row(disclose, fault):
    hierarchy, row, reason = HIERARCHY_FAULTS[fault]
    code, out, said = disclose(TABLE, hierarchy=hierarchy)
    assert (code, out) == (2, "")
    assert row in said and reason in said


def test_files_that_cannot_be_read_exit_2(tmp_path):
    (tmp_path / "latin.csv").write_bytes("județ,value\ncj,3\n".encode("utf-16"))
    for name in ("absent.csv", "latin.csv", "."):
        with pytest.raises(CommandError) as said:
            call_command("disclose", str(tmp_path / name))
        assert said.value.returncode == 2
