"""The way of a return: sent once, verified by somebody else, never changed, corrected by a revision."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from beneficiaries.actions.filling import Entry, save_entries
from beneficiaries.actions.handing_in import (
    correct_report,
    digest_of,
    return_report,
    start_report,
    submit_report,
    verify_report,
)
from beneficiaries.actions.periods import close_period
from beneficiaries.actions.questions import answer, ask
from beneficiaries.models import Count, Query, Report
from protect.audit.models import Entry as AuditEntry
from protect.notices.models import Notice
from services.models import Total
from tests.world import World


def total(world: World) -> int:
    return Total.objects.get(cell=world.cell("residential")).served


def test_an_incomplete_return_is_not_sent(world: World) -> None:
    with pytest.raises(ValidationError):
        submit_report(world.started(), by=world.coordinator)


def test_the_coordinator_signs_and_the_reporter_does_not(world: World) -> None:
    report = world.started()
    world.fill(report, [1, 2, 3, 4, 0])
    with pytest.raises(PermissionDenied):
        submit_report(report, by=world.reporter)
    assert submit_report(report, by=world.coordinator).status == Report.Status.SUBMITTED


def test_sending_twice_is_sending_once(world: World) -> None:
    report = world.sent([1, 2, 3, 4, 0])
    again = submit_report(report, by=world.coordinator)
    assert again.reference == report.reference == "PT-2025-001"
    assert AuditEntry.objects.filter(action="report.submit").count() == 1
    assert Notice.objects.filter(kind="report.receipt").count() == 2


def test_references_count_up_within_a_period(world: World) -> None:
    world.sent([1, 0, 0, 0, 0], quarter=3)
    other = world.sent([1, 0, 0, 0, 0], quarter=3, organisation=world.other)
    assert other.reference == "PT-2025T3-002"


def test_a_receipt_holds_no_figure(world: World) -> None:
    world.sent([13, 17, 0, 0, 0])
    for notice in Notice.objects.all():
        assert "30" not in notice.subject + notice.body and "13" not in notice.body


def test_a_sent_return_is_not_filled_any_more(world: World) -> None:
    report = world.sent([1, 2, 3, 4, 0])
    with pytest.raises(PermissionDenied):
        save_entries(report, [Entry(world.cell("informed").pk, "served", "1")], by=world.reporter)


def test_verifying_moves_the_totals_and_submitting_does_not(world: World) -> None:
    report = world.sent([1, 2, 3, 4, 0])
    assert not Total.objects.exists()
    verify_report(report, by=world.secretariat)
    assert total(world) == 10


def test_nobody_but_the_secretariat_verifies(world: World) -> None:
    report = world.sent([1, 2, 3, 4, 0])
    for somebody in (world.coordinator, world.stranger, world.reporter):
        with pytest.raises(PermissionDenied):
            verify_report(report, by=somebody)


def test_the_verifier_is_not_the_submitter_unless_a_reason_is_recorded(world: World) -> None:
    report = world.sent([1, 2, 3, 4, 0])
    Report.objects.filter(pk=report.pk).update(submitted_by=world.secretariat)
    with pytest.raises(PermissionDenied):
        verify_report(report, by=world.secretariat)
    verified = verify_report(report, by=world.secretariat, reason="Singura persoană din secretariat.")
    assert verified.self_verification_reason


def test_a_verified_return_is_never_changed_not_even_by_sql(world: World) -> None:
    report = world.verified([1, 2, 3, 4, 0])
    for act in (
        lambda: Count.objects.filter(line__report=report).update(served=99),
        lambda: Count.objects.filter(line__report=report).delete(),
        lambda: Report.objects.filter(pk=report.pk).update(status="draft"),
        lambda: Report.objects.filter(pk=report.pk).update(digest="x"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert total(world) == 10


def test_a_return_needs_an_open_question_and_a_resubmission_answers_all(world: World) -> None:
    report = world.sent([1, 2, 3, 4, 0])
    with pytest.raises(ValidationError):
        return_report(report, by=world.secretariat)
    query = ask(report, world.people, "De ce patru?", by=world.secretariat)
    report = return_report(report, by=world.secretariat)
    with pytest.raises(ValidationError):
        submit_report(report, by=world.coordinator)
    for typed in ("Am ver", "Am verificat, sunt patru.", "Am verificat, sunt patru."):
        answer(query, typed, by=world.reporter)  # as autosave sends it
    assert query.messages.count() == 2
    report = submit_report(report, by=world.coordinator)
    assert report.reference == "PT-2025-001"
    verify_report(report, by=world.secretariat)
    assert Query.objects.get().state == Query.State.SETTLED


def test_an_unanswered_question_stands_in_the_way_of_verifying(world: World) -> None:
    report = world.sent([1, 2, 3, 4, 0])
    ask(report, world.people, "De ce?", by=world.secretariat)
    with pytest.raises(PermissionDenied):
        verify_report(report, by=world.secretariat)


def test_a_correction_is_the_next_revision_and_the_one_before_stays(world: World) -> None:
    report = world.verified([1, 2, 3, 4, 0])
    with pytest.raises(ValidationError):
        correct_report(report, " ", by=world.reporter)
    correction = correct_report(report, "O persoană a fost numărată de două ori.", by=world.reporter)
    cell = world.people_cells[3]
    save_entries(correction, [Entry(cell.pk, "served", "3")], by=world.reporter)
    assert total(world) == 10
    correction = submit_report(correction, by=world.coordinator)
    verify_report(correction, by=world.colleague)
    report.refresh_from_db()
    assert (report.status, correction.revision) == (Report.Status.SUPERSEDED, 2)
    assert Count.objects.get(line__report=report, cell=cell).served == 4
    assert digest_of(report) == report.digest
    assert total(world) == 9


def test_a_correction_is_possible_after_the_period_closed(world: World) -> None:
    report = world.verified([1, 2, 3, 4, 0])
    close_period(report.period, "Toate sunt verificate.", by=world.secretariat)
    correction = correct_report(report, "Greșeală de tastare.", by=world.reporter)
    saved = save_entries(correction, [Entry(world.people_cells[0].pk, "served", "0")], by=world.reporter)
    assert saved.changed == 1


def test_a_draft_is_kept_but_not_filled_when_its_period_closes(world: World) -> None:
    report = world.started()
    world.fill(report, [1, 2, 3, 4, 0])
    close_period(report.period, "Termenul a trecut.", by=world.secretariat)
    with pytest.raises(PermissionDenied):
        save_entries(report, [Entry(world.people_cells[0].pk, "served", "9")], by=world.reporter)
    assert Count.objects.filter(line__report=report).count() == 7


def test_a_return_is_started_once_however_often_it_is_asked_for(world: World) -> None:
    first = world.started()
    assert start_report(world.organisation, first.period, by=world.coordinator) == first


def test_a_stranger_starts_no_return_for_another_organisation(world: World) -> None:
    with pytest.raises(PermissionDenied):
        start_report(world.organisation, world.period(), by=world.stranger)


def test_members_see_their_own_returns_and_the_secretariat_sees_all(world: World) -> None:
    report = world.sent([1, 2, 3, 4, 0])
    assert report in Report.objects.visible_to(world.reporter)
    assert report in Report.objects.visible_to(world.secretariat)
    assert not Report.objects.visible_to(world.stranger).exists()
