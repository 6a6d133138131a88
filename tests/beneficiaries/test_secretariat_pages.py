"""The secretariat's pages: remind in three acts, verify in one, ask and return."""

import datetime

import pytest
from django.urls import reverse

from beneficiaries import board
from beneficiaries.actions.handing_in import return_report
from beneficiaries.models import Obligation, Query, Report
from members.models import Organisation
from protect.audit.models import Entry
from protect.notices.models import Notice
from services.models import Total
from tests.world import World


def test_the_board_says_first_what_needs_a_hand(world: World) -> None:
    period = world.period()
    world.sent([1, 0, 0, 0, 0])
    Obligation.objects.filter(organisation=world.other).update(due_on=datetime.date(2026, 1, 1))
    assert [row.organisation for row in board.rows(period)] == [world.other, world.organisation]
    standing = board.standing(period)
    assert (standing.sent, standing.owed, standing.late) == (1, 2, 1)


@pytest.mark.parametrize("more", [8, 120])
def test_the_board_asks_the_database_the_same_few_times_whatever_it_holds(
    world: World, as_, django_assert_max_num_queries, more: int
) -> None:  # type: ignore[no-untyped-def]
    Organisation.objects.bulk_create(
        Organisation(slug=f"o{n}", name=f"O{n}", joined_on=datetime.date(2020, 1, 1)) for n in range(more)
    )
    period = world.period()
    client = as_(world.secretariat)
    with django_assert_max_num_queries(21):
        assert client.get(reverse("secretariat:board", args=[period.code])).status_code == 200


def test_a_reminder_is_shown_before_it_is_sent(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    period = world.period()
    client, address = as_(world.secretariat), reverse("secretariat:remind", args=[period.code])
    chosen = list(period.obligations.values_list("pk", flat=True))
    page = client.post(address, {"obligation": chosen})
    assert "Ours" in page.content.decode() and not Notice.objects.exists()
    client.post(address, {"obligation": chosen, "send": "yes"})
    assert Notice.objects.filter(kind="report.reminder").count() == 3
    assert "Ours" in client.post(address, {"obligation": chosen}).content.decode()
    client.post(address, {"obligation": chosen, "send": "yes"})
    assert Notice.objects.filter(kind="report.reminder").count() == 3


def test_verifying_by_the_page_moves_the_total(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.sent([4, 3, 0, 0, 0])
    client = as_(world.secretariat)
    client.post(reverse("secretariat:verdict", args=[report.pk]), {"verdict": "verify"})
    assert Total.objects.get(cell=world.cell("residential")).served == 7


def test_a_return_by_the_page_needs_a_question(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.sent([4, 3, 0, 0, 0])
    client = as_(world.secretariat)
    page = client.post("/en" + reverse("secretariat:verdict", args=[report.pk]), {"verdict": "return"})
    assert "Ask at least one question" in page.content.decode()
    client.post(
        reverse("secretariat:ask", args=[report.pk]), {"indicator": "residential", "text": "De ce șapte?"}
    )
    client.post(reverse("secretariat:verdict", args=[report.pk]), {"verdict": "return"})
    report.refresh_from_db()
    assert report.status == Report.Status.RETURNED
    assert Query.objects.get().messages.get().text == "De ce șapte?"


def test_reading_an_organisations_figures_is_noted(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.sent([4, 3, 0, 0, 0])
    as_(world.secretariat).get(reverse("secretariat:review", args=[report.pk]))
    assert Entry.objects.filter(action="report.read", organisation_id=world.organisation.pk).count() == 1


def test_a_block_is_switched_on_after_a_dry_run_without_a_deployment(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    from beneficiaries.catalogue import make_block
    from beneficiaries.models import Block
    from tests.world import dimension

    block = make_block(world.people, "county", Block.Kind.ONE_WAY, [dimension("county", "cj", "is")], 2)
    report = world.started()
    address = reverse("secretariat:form", args=[report.period.code])
    client = as_(world.secretariat)
    client.post(address, {"block": [block.pk]})
    report.period.refresh_from_db()
    assert report.period.form == world.form
    client.post(address, {"block": [block.pk], "adopt": "yes"})
    report.period.refresh_from_db()
    assert report.period.form.lines.get(version__indicator=world.people).blocks.filter(pk=block.pk).exists()


def test_a_period_is_planned_and_closed_by_the_pages(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    client = as_(world.secretariat)
    client.post(reverse("secretariat:periods"), {"year": "2024", "quarter": "", "due_on": "28.02.2025"})
    client.post(reverse("secretariat:close", args=["2024"]), {"reason": "Gata."})
    from beneficiaries.models import Period

    assert Period.objects.get(code="2024").closed_at


def test_all_who_have_not_sent_are_reminded_without_choosing(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.sent([4, 3, 0, 0, 0])
    client, address = as_(world.secretariat), reverse("secretariat:remind", args=[report.period.code])
    page = client.post(address, {"all": "yes"}).content.decode()
    assert "Other" in page and "Ours" not in page


def test_a_question_names_the_numbers_that_it_is_about(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.sent([4, 3, 0, 0, 0])
    cell, elsewhere = world.people_cells[0], world.cell("informed")
    as_(world.secretariat).post(
        reverse("secretariat:ask", args=[report.pk]),
        {"indicator": "residential", "text": "De ce patru?", "cell": [cell.pk, elsewhere.pk]},
    )
    query = Query.objects.get()
    assert list(query.cells.all()) == [cell]  # a cell of another line is not this question's matter
    return_report(report, by=world.secretariat)
    page = as_(world.reporter).get(reverse("beneficiaries:report", args=[report.pk])).content.decode()
    assert f"/fill/beneficiaries/#question-{query.pk}" in page
    page = as_(world.reporter).get(reverse("beneficiaries:fill", args=[report.pk, "beneficiaries"]))
    assert page.content.decode().count(f'href="#question-{query.pk}"') == 1
