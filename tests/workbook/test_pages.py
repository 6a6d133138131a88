"""The page of the workbook: download, upload, look, use; and the commands."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook

from beneficiaries.actions.filling import Entry, save_entries
from beneficiaries.models import Count, Report
from protect.audit.models import Entry as LogEntry
from tests.workbook.books import NOTE, SERVED, TOTAL, code_of, filled, tables
from tests.world import World


def address(name: str, report: Report) -> str:
    return reverse(f"beneficiaries:{name}", args=[report.pk])


def file(content: bytes, name: str = "raportare.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_it_is_downloaded_filled_in_looked_at_and_used(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    client = as_(world.reporter)
    got = client.get(address("workbook_file", report))
    assert got["Content-Disposition"] == 'attachment; filename="raportare-ours-2025.xlsx"'
    content = filled(got.content, {(TOTAL, SERVED): 41, ("informed", NOTE): "Estimare."})
    page = client.post(address("workbook", report), {"file": file(content, "alt nume.bin")})
    assert len(page.context["preview"].changes) == 2 and not Count.objects.exists()
    client.post(address("workbook_use", report), {"kept": page.context["kept"]})
    assert Count.objects.get().served == 41
    entry = LogEntry.objects.get(action="report.import")
    assert entry.actor == world.reporter and len(entry.details["file"]) == 64
    page = client.post(address("workbook", report), {"file": file(content)})
    assert not page.context["preview"].changes and not page.context["preview"].may_be_used


def test_all_faults_stand_on_the_page_and_in_a_copy_with_coloured_cells(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    client = as_(world.reporter)
    code = code_of(world.people_cells[0])
    content = filled(
        client.get(address("workbook_file", report)).content, {(TOTAL, SERVED): "12,5", (code, SERVED): "doi"}
    )
    page = client.post(address("workbook", report), {"file": file(content)})
    assert len(page.context["errors"]) == 2 and "Informare și instruire, C" in page.content.decode()
    client.post(address("workbook_use", report), {"kept": page.context["kept"]})
    assert not Count.objects.filter(cell=world.cell("informed")).exists()
    copy = client.post(address("workbook_marked", report), {"kept": page.context["kept"]})
    marked = {}
    for sheet, tags, codes in tables(load_workbook(io.BytesIO(copy.content))):
        for name, row in codes.items():
            cell = sheet.cell(row, tags[SERVED])
            if cell.comment:
                marked[name] = (cell.value, cell.fill.fgColor.rgb, cell.comment.text)
    assert set(marked) == {TOTAL, code} and marked[TOTAL][0] == "12,5"
    assert all(
        colour.endswith("FBEAEA") and "număr întreg" in note for _value, colour, note in marked.values()
    )


@pytest.mark.parametrize("content", [b"", b"a;b", b"PK\x03\x04damaged"])
def test_a_file_that_is_none_gets_a_sentence(world: World, as_, content: bytes) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    client = as_(world.reporter)
    page = client.post(address("workbook", report), {"file": file(content)} if content else {})
    assert page.status_code == 200 and page.context["errors"][0][0] == "file"


def test_a_conflict_is_decided_on_the_page(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    client = as_(world.reporter)
    content = filled(client.get(address("workbook_file", report)).content, {(TOTAL, SERVED): 12})
    save_entries(report, [Entry(world.cell("informed").pk, "served", "14")], by=world.coordinator)
    page = client.post(address("workbook", report), {"file": file(content)})
    name = f"served-{world.cell('informed').pk}"
    assert f"choice-{name}" in page.content.decode()
    client.post(address("workbook_use", report), {"kept": page.context["kept"]})
    assert Count.objects.get().served == 14
    client.post(address("workbook_use", report), {"kept": page.context["kept"], f"choice-{name}": "mine"})
    assert Count.objects.get().served == 12


def test_what_the_page_carries_on_is_of_this_return_and_signed(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report, other = world.started(), world.started(2024)
    client = as_(world.reporter)
    content = filled(client.get(address("workbook_file", report)).content, {(TOTAL, SERVED): 12})
    kept = client.post(address("workbook", report), {"file": file(content)}).context["kept"]
    assert client.post(address("workbook_use", other), {"kept": kept}).status_code == 404
    assert client.post(address("workbook_use", report), {"kept": kept + "x"}).status_code == 404
    assert as_(world.stranger).post(address("workbook_use", report), {"kept": kept}).status_code == 404
    assert not Count.objects.exists()


def test_a_sent_return_takes_no_workbook(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.sent([1, 0, 0, 0, 0])
    client = as_(world.reporter)
    content = client.get(address("workbook_file", report)).content
    assert client.post(address("workbook", report), {"file": file(content)}).status_code == 404


def test_the_empty_form_asks_everything_and_shows_no_number(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    world.fill(report, [31, 0, 0, 0, 0])
    page = as_(world.reporter).get(address("blank", report)).content.decode()
    assert page.count("app-blank-number") == 7 and "31" not in page.split("<h2", 1)[1].split("</main>")[0]


def test_the_commands_write_a_template_and_take_it_in(world: World, tmp_path: Path) -> None:
    world.period()
    empty, full = tmp_path / "gol.xlsx", tmp_path / "orice nume.dat"
    call_command("report_template", "ours", "2025", output=str(empty), stdout=io.StringIO())
    assert not Report.objects.exists()
    full.write_bytes(filled(empty.read_bytes(), {(TOTAL, SERVED): 41}))
    said = io.StringIO()
    call_command("import_report", str(full), stdout=said, dry_run=True)
    assert not Report.objects.exists() and "41" in said.getvalue() and "dry run" in said.getvalue()
    call_command("import_report", str(full), by="reporter@example.org", stdout=said)
    assert Count.objects.get().served == 41 and Count.objects.get().entered_by == world.reporter
    call_command("import_report", str(full), stdout=said)
    assert "Nothing to change" in said.getvalue()


def test_without_a_name_the_command_imports_for_the_coordinator_and_says_so(world, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    world.period()
    full = tmp_path / "plin.xlsx"
    call_command("report_template", "ours", "2025", output=str(full), stdout=io.StringIO())
    full.write_bytes(filled(full.read_bytes(), {(TOTAL, SERVED): 41}))
    said = io.StringIO()
    call_command("import_report", str(full), stdout=said)
    assert Count.objects.get().entered_by == world.coordinator
    assert "in the name of coordinator@example.org" in said.getvalue()


def test_the_command_refuses_in_words_and_saves_nothing(world: World, tmp_path: Path) -> None:
    world.period()
    empty, wrong = tmp_path / "gol.xlsx", tmp_path / "rău.xlsx"
    call_command("report_template", "ours", "2025", output=str(empty), stdout=io.StringIO())
    wrong.write_bytes(
        filled(empty.read_bytes(), {(TOTAL, SERVED): "mult", (code_of(world.people_cells[0]), SERVED): 3})
    )
    with pytest.raises(CommandError):
        call_command("import_report", str(wrong), stdout=io.StringIO(), stderr=io.StringIO())
    with pytest.raises(CommandError):
        call_command("import_report", str(empty), by="stranger@example.org", stdout=io.StringIO())
    with pytest.raises(CommandError):
        call_command("report_template", "nobody", "2025", stdout=io.StringIO())
    assert not Count.objects.exists() and not Report.objects.exists()
