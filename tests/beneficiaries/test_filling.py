"""What is typed in a return: saved, refused with the way out, or kept beside another's value."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from beneficiaries.actions.declaring import declare_line, know_only_total, rest_are_zero, state_overlap
from beneficiaries.actions.filling import Entry, save_entries
from beneficiaries.models import Count, CountChange, ReportLine
from beneficiaries.queries import sheet_of
from tests.world import World

UNREADABLE = ["-3", "12,5", "1.5", "abc", "12.0", "9999999999", "=1+1", "<b>1</b>"]


def served(world: World, report, text: str, base: str | None = None, by=None):  # type: ignore[no-untyped-def]
    return save_entries(
        report, [Entry(world.cell("informed").pk, "served", text, base)], by=by or world.reporter
    )


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_not_a_whole_number_is_refused_and_nothing_changes(world: World, text: str) -> None:
    report = world.started()
    served(world, report, "7")
    saved = served(world, report, text)
    assert list(saved.errors) == [f"served-{world.cell('informed').pk}"]
    assert Count.objects.get().served == 7


@pytest.mark.parametrize("text", ["78970", "78.970", "78 970", "78\u00a0970"])
def test_a_number_is_read_as_people_write_it(world: World, text: str) -> None:
    served(world, world.started(), text)
    assert Count.objects.get().served == 78_970


def test_one_fault_does_not_hold_back_the_rest(world: World) -> None:
    report = world.started()
    first, second, *_rest = world.people_cells
    saved = save_entries(
        report, [Entry(first.pk, "served", "x"), Entry(second.pk, "served", "4")], by=world.reporter
    )
    assert list(saved.errors) == [f"served-{first.pk}"]
    assert Count.objects.get().served == 4


def test_a_repeat_above_served_is_refused(world: World) -> None:
    report = world.started(quarter=2)
    cell = world.people_cells[0]
    saved = save_entries(
        report, [Entry(cell.pk, "served", "3"), Entry(cell.pk, "repeat", "4")], by=world.reporter
    )
    assert set(saved.errors) == {f"served-{cell.pk}", f"repeat-{cell.pk}"}
    assert not Count.objects.exists()


def test_the_database_refuses_a_repeat_above_served_too(world: World) -> None:
    served(world, world.started(), "3")
    with pytest.raises(IntegrityError), transaction.atomic():
        Count.objects.update(repeat=4)


def test_the_total_is_computed_once_all_parts_are_answered(world: World) -> None:
    report = world.started()
    cells = world.people_cells
    total = world.cell("residential").pk
    saved = save_entries(report, [Entry(c.pk, "served", "2") for c in cells[:-1]], by=world.reporter)
    assert saved.totals == {total: None}
    saved = save_entries(report, [Entry(cells[-1].pk, "served", "1")], by=world.reporter)
    assert saved.totals == {total: 9}
    assert Count.objects.get(cell=total).computed


def test_a_computed_total_is_not_entered_as_well(world: World) -> None:
    report = world.started()
    world.fill(report, [1, 2, 3, 4, 0])
    total = world.cell("residential")
    saved = save_entries(report, [Entry(total.pk, "served", "99")], by=world.reporter)
    assert saved.errors
    assert Count.objects.get(cell=total).served == 10


def test_where_only_the_total_is_known_it_is_entered_with_a_reason(world: World) -> None:
    report = world.started()
    with pytest.raises(ValidationError):
        know_only_total(report, world.people, True, by=world.reporter)
    know_only_total(report, world.people, True, why="Registrul nu are vârsta.", by=world.reporter)
    served_total = Entry(world.cell("residential").pk, "served", "10")
    assert not save_entries(report, [served_total], by=world.reporter).errors
    line = sheet_of(report).line("residential")
    assert line and line.is_complete


def test_zero_and_nothing_and_not_offered_and_not_known_stay_four_things(world: World) -> None:
    report = world.started()
    line = sheet_of(report).line("informed")
    assert line and line.line.state == ReportLine.State.UNANSWERED and not line.is_complete
    served(world, report, "0")
    line = sheet_of(report).line("informed")
    assert line and line.line.state == ReportLine.State.COUNTED and line.total.count.served == 0  # type: ignore[union-attr]
    served(world, report, "")
    declare_line(report, world.reach, ReportLine.State.NOT_OFFERED, by=world.reporter)
    line = sheet_of(report).line("informed")
    assert line and line.is_complete and line.total and line.total.count is None
    with pytest.raises(ValidationError):
        declare_line(report, world.reach, ReportLine.State.NOT_KNOWN, by=world.reporter)
    declare_line(report, world.reach, ReportLine.State.NOT_KNOWN, note="În iulie.", by=world.reporter)
    assert ReportLine.objects.get(indicator=world.reach).state == ReportLine.State.NOT_KNOWN


def test_a_count_on_a_line_declared_not_offered_is_refused(world: World) -> None:
    report = world.started()
    declare_line(report, world.reach, ReportLine.State.NOT_OFFERED, by=world.reporter)
    assert served(world, report, "5").errors
    assert not Count.objects.exists()


def test_a_line_with_numbers_is_not_declared_away(world: World) -> None:
    report = world.started()
    served(world, report, "5")
    with pytest.raises(ValidationError):
        declare_line(report, world.reach, ReportLine.State.NOT_OFFERED, by=world.reporter)


def test_the_rest_are_zero_is_an_act_that_leaves_other_answers_alone(world: World) -> None:
    report = world.started()
    save_entries(report, [Entry(world.people_cells[0].pk, "served", "3")], by=world.reporter)
    declare_line(report, world.reach, ReportLine.State.NOT_OFFERED, by=world.reporter)
    became = rest_are_zero(report, by=world.reporter)
    assert {place.cell for place in became} == set(world.people_cells[1:])
    assert Count.objects.get(cell=world.cell("residential")).served == 3
    assert not Count.objects.filter(cell=world.cell("informed")).exists()
    assert rest_are_zero(report, by=world.reporter) == []


def test_the_second_of_two_people_sees_both_values_and_neither_is_lost(world: World) -> None:
    report = world.started()
    served(world, report, "14", base="")
    saved = served(world, report, "12", base="", by=world.coordinator)
    (conflict,) = saved.conflicts.values()
    assert (conflict.mine, conflict.theirs, conflict.who) == ("12", "14", "reporter")
    assert Count.objects.get().served == 14
    assert CountChange.objects.filter(new="12", kept=False).exists()
    assert not served(world, report, "12", base="14", by=world.coordinator).conflicts
    assert Count.objects.get().served == 12


def test_the_same_value_twice_is_no_conflict_and_no_change(world: World) -> None:
    report = world.started()
    served(world, report, "14", base="")
    saved = served(world, report, "14", base="")
    assert not saved.conflicts and not saved.changed


def test_an_identifier_typed_in_a_number_field_is_kept_nowhere(world: World) -> None:
    report = world.started()
    served(world, report, "3", base="")
    saved = served(world, report, "1960101123456", base="")
    assert saved.errors and not saved.conflicts
    assert not CountChange.objects.filter(new__startswith="196").exists()


def test_overlap_is_never_more_than_was_served(world: World) -> None:
    report = world.started()
    world.fill(report, [1, 1, 0, 0, 0])
    with pytest.raises(ValidationError):
        state_overlap(report, world.people, 3, by=world.reporter)
    assert state_overlap(report, world.people, 2, by=world.reporter).overlap == 2


def test_nobody_fills_the_return_of_another_organisation(world: World) -> None:
    report = world.started()
    for somebody in (world.stranger, world.secretariat):
        with pytest.raises(PermissionDenied):
            served(world, report, "1", by=somebody)


def test_a_cell_of_another_form_is_ignored(world: World) -> None:
    report = world.started()
    save_entries(report, [Entry(987_654, "served", "5")], by=world.reporter)
    assert not Count.objects.exists()


def test_reading_a_return_costs_the_same_however_many_lines_it_has(
    world: World, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    world.fill(report, [1, 2, 3, 4, 5])
    with django_assert_max_num_queries(16):
        sheet = sheet_of(report)
        assert [row.cell.name for line in sheet.lines for block in line.blocks for row in block.rows]
