"""The reasons on the check page: whichever button is pressed, what was typed is kept."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from beneficiaries.actions.declaring import explain
from beneficiaries.actions.questions import ask
from beneficiaries.models import Explanation, Report
from protect.audit.models import Entry
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(world: World) -> Report:
    """Two soft findings: both lines are far from last year's."""
    world.verified([3, 1, 2, 0, 0], 2024, reach=100)
    report = world.started(2025)
    world.fill(report, [200, 1, 2, 0, 0], reach=1000)
    return report


def typed(page, **more: str) -> dict[str, str]:  # type: ignore[no-untyped-def]
    """What a person posts who wrote a reason for every remark of the page."""
    remarks = [remark for _line, _section, remarks in page.context["lines"] for remark in remarks]
    reasons = {remark.name: f"Motivul {n}." for n, remark in enumerate(remarks)}
    numbers = {f"{remark.name}-numbers": remark.numbers for remark in remarks}
    assert len(reasons) == 2
    return reasons | numbers | more


def kept() -> set[str]:
    return set(Explanation.objects.values_list("text", flat=True))


@pytest.mark.parametrize("button", ["explain", "ask_signature", "check"])
def test_every_button_keeps_every_reason(world: World, as_, report: Report, button: str) -> None:  # type: ignore[no-untyped-def]
    mine = as_(world.coordinator)
    page = mine.get(reverse("beneficiaries:check", args=[report.pk]))
    mine.post(reverse(f"beneficiaries:{button}", args=[report.pk]), typed(page, declared="yes"))
    assert kept() == {"Motivul 0.", "Motivul 1."}
    report.refresh_from_db()
    assert report.status == ("submitted" if button == "check" else "draft")


def test_a_forgotten_declaration_loses_no_reason(world: World, as_, report: Report) -> None:  # type: ignore[no-untyped-def]
    mine = as_(world.coordinator)
    address = reverse("beneficiaries:check", args=[report.pk])
    again = mine.post(address, typed(mine.get(address)))
    assert "Motivul 1." in again.content.decode() and kept() == {"Motivul 0.", "Motivul 1."}


def test_a_reason_with_a_telephone_number_is_refused_and_the_others_are_kept(world, as_, report) -> None:  # type: ignore[no-untyped-def]
    mine = as_(world.coordinator)
    address = reverse("beneficiaries:check", args=[report.pk])
    answers = typed(mine.get(address), declared="yes")
    first = next(name for name in answers if answers[name] == "Motivul 0.")
    again = mine.post(address, answers | {first: "Sunați la 0722 123 456."})
    assert kept() == {"Motivul 1."}
    report.refresh_from_db()
    assert report.status == "draft"
    assert f'id="{first}-error"' in again.content.decode() and "0722 123 456" in again.content.decode()


def test_a_reason_is_not_kept_for_numbers_that_it_never_saw(world: World, as_, report: Report) -> None:  # type: ignore[no-untyped-def]
    mine = as_(world.coordinator)
    address = reverse("beneficiaries:check", args=[report.pk])
    answers = typed(mine.get(address), declared="yes")
    world.fill(report, [300, 1, 2, 0, 0], reach=2000)
    again = mine.post(address, answers)
    assert kept() == set()
    assert "Motivul 0." in again.content.decode()


def test_the_signer_is_told_how_many_remarks_have_no_reason(world: World, as_, report: Report) -> None:  # type: ignore[no-untyped-def]
    page = as_(world.coordinator).get(reverse("beneficiaries:check", args=[report.pk]))
    assert "2 observații nu au încă un motiv" in page.content.decode()


def test_a_return_that_is_ready_waits_for_the_signature_until_it_is_sent(world: World, as_, report) -> None:  # type: ignore[no-untyped-def]
    as_(world.reporter).post(reverse("beneficiaries:ask_signature", args=[report.pk]))
    theirs = as_(world.coordinator)
    home = theirs.get(reverse("beneficiaries:returns")).content.decode()
    assert "așteaptă semnătura" in home and "Verificați și semnați" in home
    theirs.post(reverse("beneficiaries:check", args=[report.pk]), {"declared": "yes"})
    assert "așteaptă semnătura" not in theirs.get(reverse("beneficiaries:returns")).content.decode()


def test_an_approximate_number_is_signed_and_printed_as_one(world: World, as_, report: Report) -> None:  # type: ignore[no-untyped-def]
    world.cell("informed").counts.filter(line__report=report).update(qualifier="about")
    mine = as_(world.coordinator)
    for page in ("check", "print"):
        shown = mine.get(reverse(f"beneficiaries:{page}", args=[report.pk])).content.decode()
        assert "aproximativ 1.000" in shown


def test_a_reason_answers_only_what_a_check_says(world: World, report: Report) -> None:
    for check, inputs in (("1800101221144", "x"), ("outside_usual_range", "1800101221144")):
        with pytest.raises(ValidationError):
            explain(report, world.people, check, inputs, "Da.", by=world.reporter)
    assert not Explanation.objects.exists()


def test_the_secretariat_asks_about_a_check_that_there_is(world: World) -> None:
    report = world.sent([1, 0, 0, 0, 0])
    with pytest.raises(ValidationError):
        ask(report, world.people, "De ce?", by=world.secretariat, check="1800101221144")


def test_two_who_correct_at_once_get_the_same_correction(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    verified = world.verified([1, 0, 0, 0, 0])
    address = reverse("beneficiaries:correct", args=[verified.pk])
    for _time in range(2):
        assert as_(world.reporter).post(address, {"reason": "O persoană lipsea."}).status_code == 302
    assert Report.objects.filter(revision=2).count() == 1


def test_whoever_looks_at_another_organisations_return_is_in_the_log(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    report = world.sent([1, 0, 0, 0, 0])
    for page in ("report", "print", "check"):
        as_(world.secretariat).get(reverse(f"beneficiaries:{page}", args=[report.pk]))
        as_(world.reporter).get(reverse(f"beneficiaries:{page}", args=[report.pk]))
    readers = Entry.objects.filter(action="report.read").values_list("actor_id", flat=True)
    assert list(readers) == [world.secretariat.pk] * 3
