"""A workbook that forgives: what people do to it in between, and what they write in it."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from openpyxl import Workbook

from beneficiaries.actions.declaring import declare_line
from beneficiaries.actions.filling import Entry, save_entries
from beneficiaries.actions.forms import define_form
from beneficiaries.actions.handing_in import correct_report
from beneficiaries.models import Block, Category, Count, CountChange, ReportLine
from beneficiaries.workbook.importing import FileRefused, look, take, with_choices
from protect.audit.models import Entry as LogEntry
from tests.workbook.books import (
    NOTE,
    REPEAT,
    SERVED,
    TOTAL,
    book_of,
    brought,
    changed,
    code_of,
    filled,
    tables,
    used,
)
from tests.world import World


def reach(world: World) -> int | None:
    found = Count.objects.filter(cell=world.cell("informed")).first()
    return found.served if found else None


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (0, 0), (12, 12), (12.0, 12), ("12", 12), ("12,0", 12), ("12.00", 12), ("1.234", 1234),
        ("1,234", 1234), ("1 234", 1234), ("1\u00a0234", 1234), (" 7 ", 7), ("'7", None), ("\u200b8", 8),
        ("７", 7), (78970, 78_970),
    ],
)  # fmt: skip
def test_a_number_is_read_however_it_was_typed(world: World, typed: object, stored: int | None) -> None:
    report = world.started()
    found = brought(report, {(TOTAL, SERVED): typed}, world.reporter)
    if stored is None:
        assert found.faults
        return
    used(found, world.reporter)
    assert reach(world) == stored


@pytest.mark.parametrize(
    "typed",
    ["12,5", 12.5, 1.234, "-3", -3, "−3", "doi", "1.23.456", True, 10**12, "9" * 60, "1e5", "#DIV/0!"],
)
def test_what_is_no_whole_number_is_a_fault_and_leaves_nothing_behind(world: World, typed: object) -> None:
    report = world.started()
    found = brought(report, {(TOTAL, SERVED): typed}, world.reporter)
    assert [fault.name for fault in found.faults] == [f"served-{world.cell('informed').pk}"]
    assert found.faults[0].place and found.faults[0].place.ref
    assert not Count.objects.exists() and not found.may_be_used


def test_zero_typed_is_zero_and_blank_left_is_unchanged(world: World) -> None:
    report = world.started()
    first, second, *_rest = world.people_cells
    save_entries(report, [Entry(second.pk, "served", "5")], by=world.reporter)
    used(
        brought(report, {(code_of(first), SERVED): 0, (code_of(second), SERVED): None}, world.reporter),
        world.reporter,
    )
    assert Count.objects.get(cell=first).served == 0
    assert Count.objects.get(cell=second).served == 5


@pytest.mark.parametrize("dash", ["-", "−", "–", "—"])
def test_a_dash_of_any_length_says_not_applicable(world: World, dash: str) -> None:
    report = world.started()
    cell = world.people_cells[0]
    used(brought(report, {(code_of(cell), SERVED): dash}, world.reporter), world.reporter)
    assert Count.objects.get(cell=cell).state == Count.State.NOT_APPLICABLE


def test_a_question_mark_says_that_the_line_is_not_known_yet_and_asks_why(world: World) -> None:
    report = world.started()
    without = brought(report, {(TOTAL, SERVED): "?"}, world.reporter)
    assert [fault.name for fault in without.faults] == ["note-informed"]
    typed = {
        (TOTAL, SERVED): "?",
        ("informed", NOTE): "Lista vine în iulie.",
        ("informed#expected", SERVED): "15.07.2026",
    }
    used(brought(report, typed, world.reporter), world.reporter)
    line = ReportLine.objects.get(indicator=world.reach)
    assert (line.state, str(line.expected_on)) == ("not_known", "2026-07-15")


def test_a_question_mark_among_numbers_is_a_fault(world: World) -> None:
    one, two, *_rest = (code_of(cell) for cell in world.people_cells)
    found = brought(world.started(), {(one, SERVED): "?", (two, SERVED): 3}, world.reporter)
    assert len(found.faults) == 1 and not found.may_be_used


def test_the_drop_down_of_a_line_is_read_in_both_languages(world: World) -> None:
    report = world.started()
    typed = {("informed", SERVED): "Nu oferim", ("residential", SERVED): "not offered"}
    with translation.override("en"):
        typed[("informed", SERVED)] = "NOT OFFERED "
        used(brought(report, typed, world.reporter), world.reporter)
    assert set(ReportLine.objects.values_list("state", flat=True)) == {"not_offered"}


def test_all_faults_are_named_at_once_each_with_its_cell(world: World) -> None:
    cells = [code_of(cell) for cell in world.people_cells]
    typed = {
        (cells[0], SERVED): "x",
        (cells[1], SERVED): -1,
        (TOTAL, SERVED): "12,5",
        ("informed", SERVED): "poate",
    }
    found = brought(world.started(), typed, world.reporter)
    assert len(found.faults) == 4
    assert len({fault.place for fault in found.faults}) == 4


def test_an_error_in_the_last_row_leaves_nothing_saved(world: World) -> None:
    """The peers' "error in row 40": what stood before it stayed saved."""
    report = world.started()
    typed = {(code_of(cell), SERVED): 2 for cell in world.people_cells} | {(TOTAL, SERVED): "mult"}
    found = brought(report, typed, world.reporter)
    assert found.faults and not found.may_be_used
    with pytest.raises(ValidationError):
        take(report, found.matched.data | {f"served-{world.cell('informed').pk}": "mult"}, by=world.reporter)
    assert not Count.objects.exists() and not CountChange.objects.exists()


def test_the_last_row_of_the_sheet_is_read(world: World) -> None:
    report = world.started()

    def cut(book: Workbook) -> None:
        for sheet, _tags, codes in tables(book):
            sheet.delete_rows(max(codes.values()), 10)

    cell = world.people_cells[-1]
    content = changed(filled(book_of(report), {(code_of(cell), SERVED): 4}), cut)
    used(look(report, content, by=world.reporter), world.reporter)
    assert Count.objects.get(cell=cell).served == 4


def test_moved_renamed_sorted_and_added_rows_and_columns_do_not_matter(world: World) -> None:
    report = world.started()

    def mix(book: Workbook) -> None:
        for sheet, _tags, _codes in tables(book):
            sheet.title = f"Ana {sheet.title}"[:31]
            rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
            sheet.delete_rows(1, sheet.max_row)
            for row in [["nota mea"], *sorted(rows, key=str, reverse=True)]:
                sheet.append([None, *reversed(row)])
        book.move_sheet(book.worksheets[1], 1)
        book.create_sheet("Ciorna").append([1, 2, 3])

    typed = {(code_of(cell), SERVED): n for n, cell in enumerate(world.people_cells, 1)} | {
        (TOTAL, SERVED): "1.500"
    }
    used(brought(report, typed, world.reporter, mix), world.reporter)
    assert [Count.objects.get(cell=cell).served for cell in world.people_cells] == [1, 2, 3, 4, 5]
    assert Count.objects.get(cell=world.cell("residential")).served == 15 and reach(world) == 1500


def test_a_copied_row_with_another_number_is_a_fault_with_the_same_one_it_is_none(world: World) -> None:
    report = world.started()
    code = code_of(world.people_cells[0])

    def copy(number: int):  # type: ignore[no-untyped-def]
        def change(book: Workbook) -> None:
            for sheet, tags, codes in tables(book):
                if code in codes:
                    row = sheet.max_row + 3
                    sheet.cell(row, tags["#code"]).value = code
                    sheet.cell(row, tags[SERVED]).value = number

        return change

    assert brought(report, {(code, SERVED): 3}, world.reporter, copy(4)).faults
    assert not brought(report, {(code, SERVED): 3}, world.reporter, copy(3)).faults


def test_numbers_on_rows_without_a_code_are_left_out_and_said(world: World) -> None:
    def add(book: Workbook) -> None:
        sheet, tags, _codes = tables(book)[0]
        sheet.cell(sheet.max_row + 2, tags[SERVED]).value = 99

    found = brought(world.started(), {}, world.reporter, add)
    assert found.notices and not found.faults and not found.changes


def test_the_same_file_twice_changes_nothing_the_second_time(world: World) -> None:
    report = world.started()
    content = filled(
        book_of(report),
        {(TOTAL, SERVED): 40, ("informed", NOTE): "Estimare.", ("residential", SERVED): "nu oferim"},
    )
    used(look(report, content, by=world.reporter), world.reporter)
    entries, changes = LogEntry.objects.count(), CountChange.objects.count()
    report.refresh_from_db()
    again = look(report, content, by=world.reporter)
    assert not again.changes and not again.faults
    take(report, again.matched.data, by=world.reporter)
    assert (LogEntry.objects.count(), CountChange.objects.count()) == (entries, changes)


def test_an_import_is_in_the_log_with_the_digest_of_its_file(world: World) -> None:
    report = world.started()
    found = brought(report, {(TOTAL, SERVED): 40}, world.reporter)
    take(report, found.matched.data, by=world.reporter, file_digest=found.file_digest)
    entry = LogEntry.objects.get(action="report.import")
    assert entry.actor == world.reporter and entry.details["file"] == found.file_digest
    assert LogEntry.objects.get(action="report.fill").details["source"] == "workbook"


def test_of_two_editors_neither_loses_a_number(world: World) -> None:
    report = world.started()
    informed = world.cell("informed")
    content = filled(book_of(report), {(TOTAL, SERVED): 12})
    save_entries(report, [Entry(informed.pk, "served", "14", "")], by=world.coordinator)
    found = look(report, content, by=world.reporter)
    (change,) = found.conflicts
    assert change.conflict and (change.conflict.theirs, change.new) == ("14", "12")
    with pytest.raises(ValidationError):
        take(report, found.matched.data, by=world.reporter)
    assert reach(world) == 14
    name = f"served-{informed.pk}"
    take(report, with_choices(found.matched.data, {name: "theirs"}, {name: "14"}), by=world.reporter)
    assert reach(world) == 14
    take(report, with_choices(found.matched.data, {name: "mine"}, {name: "14"}), by=world.reporter)
    assert reach(world) == 12


def test_what_was_not_touched_in_the_file_stays_as_it_is_in_the_portal_now(world: World) -> None:
    report = world.started()
    save_entries(report, [Entry(world.cell("informed").pk, "served", "5")], by=world.reporter)
    content = filled(book_of(report), {(code_of(world.people_cells[0]), SERVED): 1})
    save_entries(report, [Entry(world.cell("informed").pk, "served", "6")], by=world.coordinator)
    found = look(report, content, by=world.reporter)
    assert found.notices and not found.conflicts
    used(found, world.reporter)
    assert reach(world) == 6


def test_the_workbook_of_another_period_is_recognised_and_said(world: World) -> None:
    other = book_of(world.started(2024))
    with pytest.raises(FileRefused, match="2024"):
        look(world.started(2025), other, by=world.reporter)


def test_the_workbook_of_another_organisation_is_recognised_and_said(world: World) -> None:
    other = book_of(world.started(organisation=world.other))
    with pytest.raises(FileRefused):
        look(world.started(), other, by=world.reporter)


def test_the_workbook_of_an_older_revision_is_recognised_and_said(world: World) -> None:
    report = world.verified([1, 2, 3, 4, 0])
    content = book_of(report)
    correction = correct_report(report, "O greșeală.", by=world.reporter)
    with pytest.raises(FileRefused, match="2"):
        look(correction, content, by=world.reporter)


def test_a_form_that_changed_meanwhile_loses_no_number_and_says_what_it_left_out(world: World) -> None:
    report = world.started()
    save_entries(report, [Entry(world.cell("informed").pk, "served", "5")], by=world.reporter)
    content = filled(book_of(report), {(code_of(world.people_cells[0]), SERVED): 3, (TOTAL, SERVED): 9})
    version = world.people.versions.get()
    report.form = define_form([(version, list(Block.objects.filter(indicator=world.people)))], by=None)
    report.save()
    found = look(report, content, by=world.reporter)
    assert len(found.notices) >= 2
    used(found, world.reporter)
    assert reach(world) == 5 and Count.objects.get(cell=world.people_cells[0]).served == 3


def test_an_option_closed_mid_year_still_takes_what_was_counted_before(world: World) -> None:
    report = world.started()
    cell = world.people_cells[0]
    content = filled(book_of(report), {(code_of(cell), SERVED): 3})
    Category.objects.filter(code="minor").update(valid_to="2025-06-30")
    used(look(report, content, by=world.reporter), world.reporter)
    assert Count.objects.get(cell=cell).served == 3


def test_where_only_the_total_is_known_it_is_typed_and_needs_its_reason(world: World) -> None:
    report = world.started()
    total = "residential/total/"
    assert [f.name for f in brought(report, {(total, SERVED): 10}, world.reporter).faults] == [
        "note-residential"
    ]
    typed = {(total, SERVED): 10, ("residential", NOTE): "Registrul nu are vârsta."}
    used(brought(report, typed, world.reporter), world.reporter)
    assert ReportLine.objects.get(indicator=world.people).block_unavailable
    assert Count.objects.get().served == 10


def test_a_typed_total_beside_its_parts_must_be_their_sum(world: World) -> None:
    report = world.started()
    typed = {(code_of(cell), SERVED): 2 for cell in world.people_cells}
    assert brought(report, typed | {("residential/total/", SERVED): 11}, world.reporter).faults
    used(brought(report, typed | {("residential/total/", SERVED): 10}, world.reporter), world.reporter)
    assert Count.objects.get(cell=world.cell("residential")).computed


def test_a_repeat_above_served_is_the_page_s_fault_in_the_page_s_words(world: World) -> None:
    code = code_of(world.people_cells[0])
    found = brought(world.started(quarter=2), {(code, SERVED): 3, (code, REPEAT): 4}, world.reporter)
    assert found.faults and "4" in found.faults[0].text and "3" in found.faults[0].text


def test_an_identifier_in_a_note_is_refused(world: World) -> None:
    found = brought(
        world.started(), {("informed", NOTE): "Sunați la 0722 123 456", (TOTAL, SERVED): 4}, world.reporter
    )
    assert [fault.name for fault in found.faults] == ["note-informed"]


def test_a_number_on_a_line_that_is_not_offered_is_refused(world: World) -> None:
    report = world.started()
    declare_line(report, world.reach, ReportLine.State.NOT_OFFERED, by=world.reporter)
    assert brought(report, {(TOTAL, SERVED): 4}, world.reporter).faults
