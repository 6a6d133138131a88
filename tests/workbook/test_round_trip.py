"""Any return → workbook → import is the same return; through LibreOffice as well; nothing written can run."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from beneficiaries.digests import digest_of
from beneficiaries.entering import enter
from beneficiaries.models import CountChange, Report
from beneficiaries.queries import sheet_of
from beneficiaries.workbook.importing import look, take
from beneficiaries.workbook.layout import TO_LOOK_AT
from beneficiaries.workbook.plan import plan
from beneficiaries.workbook.reading import read
from beneficiaries.workbook.writing import Marked, write
from protect.files.cells import looks_like_formula, plain_text, safe_text
from tests.workbook.books import NOTE, SERVED, TOTAL, book_of, code_of, filled
from tests.world import World

NUMBER = st.one_of(st.integers(0, 30), st.integers(0, 999_999_999), st.just("-"), st.none())
WORDS = st.sampled_from(
    ["Registrul nu are vârsta.", "=1+1", "-", "@x", "Două\nrânduri", "„ș” și ț", "'x", "1.234"]
)
REST = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@st.composite
def returns(draw: Any) -> dict[str, Any]:
    """What somebody says of the two lines: by their meaning, with parts, repeats, notes."""
    kind = draw(st.sampled_from(["parts", "parts", "parts", "only_total", "not_offered", "not_known", ""]))
    parts = draw(st.lists(NUMBER, min_size=5, max_size=5)) if kind == "parts" else []
    repeats = [draw(st.integers(0, p)) if isinstance(p, int) and draw(st.booleans()) else None for p in parts]
    total = draw(st.integers(0, 10**6)) if kind == "only_total" else None
    note = draw(WORDS) if kind in ("only_total", "not_known") or draw(st.booleans()) else ""
    return {
        "kind": kind, "parts": parts, "repeats": repeats, "total": total, "note": note,
        "reach": draw(NUMBER), "qualifier": draw(st.sampled_from(["exact", "about", "more_than"])),
        "expected": draw(st.sampled_from(["", "2026-07-15"])) if kind == "not_known" else "",
        "overlap": draw(st.sampled_from([None, 0])),
    }  # fmt: skip


def said(world: World, report: Report, content: dict[str, Any]) -> None:
    """Say it by the acts of the page."""
    data: dict[str, str] = {"note-residential": content["note"]}
    total, informed = world.cell("residential").pk, world.cell("informed").pk
    if content["kind"] == "only_total":
        data |= {"only-residential": "yes", f"served-{total}": str(content["total"])}
    elif content["kind"]:
        data |= {"state-residential": content["kind"]} if content["kind"] != "parts" else {}
    for cell, part, again in zip(world.people_cells, content["parts"], content["repeats"], strict=False):
        data |= {f"served-{cell.pk}": str(part)} if part is not None else {}
        data |= {f"repeat-{cell.pk}": str(again)} if again is not None else {}
    if content["expected"]:
        data["expected-residential"] = content["expected"]
    if content["reach"] is not None:
        data |= {f"served-{informed}": str(content["reach"]), f"qualifier-{informed}": content["qualifier"]}
    if content["overlap"] is not None:
        data["overlap-residential"] = str(content["overlap"])
    saved = enter(report, data, by=world.reporter)
    assert not saved.errors, saved.errors


def state_of(report: Report) -> tuple:
    """Everything that a return says."""
    lines = report.lines.order_by("indicator__code").exclude(
        state="", note="", counts=None, overlap=None, block_unavailable=False
    )
    return digest_of(report), [
        (line.indicator.code, line.state, line.block_unavailable, line.overlap, line.note, line.expected_on)
        for line in lines.select_related("indicator").distinct()
    ]


class Undone(Exception):
    """Each example starts from the same world."""


@REST
@given(content=returns())
def test_any_return_comes_back_from_its_workbook_as_it_was(world: World, content: dict[str, Any]) -> None:
    try:
        with transaction.atomic():
            report = world.started(2025, 2)
            said(world, report, content)
            was, answer = state_of(report), read(book_of(report))
            again = look(report, book_of(report), by=world.reporter)
            assert not again.changes and not again.faults and not again.notices
            CountChange.objects.all().delete()
            report.lines.all().delete()
            typed = {
                (row["code"], tag): as_typed(value)
                for row in answer["rows"] if not row["code"].startswith("#")
                for tag, value in row["cells"].items() if row["code"]
            }  # fmt: skip
            found = look(report, filled(book_of(report), typed), by=world.reporter)
            assert not found.faults, found.faults
            take(report, found.matched.data, by=world.reporter)
            assert state_of(report) == was
            raise Undone
    except Undone:
        pass


def as_typed(value: Any) -> Any:
    return value["date"] if isinstance(value, dict) else value


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_it_comes_back_from_libreoffice_recalculated_and_saved(world: World, tmp_path: Path) -> None:
    report = world.started(2025, 2)
    typed = {(code_of(cell), SERVED): n for n, cell in enumerate(world.people_cells, 3)}
    typed |= {
        (TOTAL, SERVED): "=1000+234",
        ("informed", NOTE): "=după estimare",
        ("residential#expected", SERVED): None,
    }
    source = tmp_path / "filled.xlsx"
    source.write_bytes(filled(book_of(report), typed))
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "xlsx",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), str(source)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    content = (tmp_path / "out" / "filled.xlsx").read_bytes()
    found = look(report, content, by=world.reporter)
    assert not found.faults and not found.notices, (found.faults, found.notices)
    take(report, found.matched.data, by=world.reporter)
    values = {
        row.cell.key: row.served_text
        for line in sheet_of(report).lines
        for b in line.blocks
        for row in b.rows
    }
    assert [values[cell.key] for cell in world.people_cells] == ["3", "4", "5", "6", "7"]
    assert values[""] in ("25", "1234") and sheet_of(report).line("informed").total.served_text == "1234"  # type: ignore[union-attr]
    sums = [
        row["cells"][SERVED] for row in read_sums(content)
    ]  # the locked totals, worked out by LibreOffice
    assert sums == [25]


def read_sums(content: bytes) -> list[dict]:
    return [row for row in read(content)["rows"] if row["code"] == TO_LOOK_AT]


@REST
@given(text=st.text(max_size=60) | WORDS, fault=st.text(max_size=60))
def test_nothing_that_is_written_is_a_formula(world: World, text: str, fault: str) -> None:
    report = world.started(2025, 2)
    report.organisation.name = text.replace("\x00", "")
    sheet = sheet_of(report)
    slots = [s for lines in plan(sheet).values() for line in lines for row in line.rows() for s in row.slots]
    clean = "".join(c for c in text if c.isprintable())
    marked = Marked({slot.name: clean for slot in slots}, {slot.name: fault for slot in slots[:6]})
    content = write(sheet, marked)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if "externalLink" in name or name.endswith(".bin")]
    for page in load_workbook(io.BytesIO(content)).worksheets:
        for row in page.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert str(cell.value).startswith("=SUM(") and cell.protection.locked
                elif isinstance(cell.value, str):
                    assert cell.value == "-" or not looks_like_formula(cell.value), cell.value
                if cell.comment:
                    assert not looks_like_formula(cell.comment.text)


@pytest.mark.once
@given(text=st.text(max_size=80))
def test_a_text_is_the_same_after_it_was_made_safe(text: str) -> None:
    assert not looks_like_formula(safe_text(text))
    if not text.startswith("'"):
        assert plain_text(safe_text(text)) == text
