"""What somebody types for the chapter is kept before it is sent, for that person alone."""

import random

import pytest
from django.urls import reverse

from protect.chapter.actions.contributions import ask_for_contributions, send_contribution
from protect.chapter.actions.outline import begin_chapter
from protect.chapter.models import Contribution, Draft, Text
from tests.privacy.codes import made_up_cnp
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(world: World) -> Contribution:
    chapter = begin_chapter(2024, by=world.secretariat)
    ask_for_contributions(chapter.sections.get(code="practices"), by=world.secretariat)
    return Contribution.objects.get(organisation=world.organisation)


@pytest.fixture
def page(asked: Contribution) -> str:
    return reverse("chapter:contribution", args=[asked.pk])


@pytest.fixture
def draft(asked: Contribution) -> str:
    return reverse("chapter:contribution_draft", args=[asked.pk])


def test_what_was_typed_is_found_again_by_its_writer_alone(world: World, as_, page: str, draft: str) -> None:  # type: ignore[no-untyped-def]
    kept = as_(world.reporter).post(draft, {"text": "Un proiect", "text__base": "", "version": "0"})
    assert kept.json()["saved_at"] and kept.json()["version"] == "0"
    shown = as_(world.reporter).get(page).content.decode()
    assert "Un proiect" in shown and "Renunțați la ciornă" in shown
    assert "Un proiect" not in as_(world.coordinator).get(page).content.decode()
    assert not Contribution.objects.exclude(text="").exists()


def test_sending_ends_the_draft(world: World, as_, page: str, draft: str) -> None:  # type: ignore[no-untyped-def]
    as_(world.reporter).post(draft, {"text": "Un proiect", "text__base": "", "version": "0"})
    version = as_(world.reporter).get(page).context["version"]
    as_(world.reporter).post(page, {"text": "Un proiect bun.", "version": version})
    assert not Draft.objects.exists() and Contribution.objects.filter(text="Un proiect bun.").exists()


def test_a_draft_from_before_a_colleague_sent_does_not_take_the_place_of_theirs(
    world: World, as_, asked: Contribution, page: str, draft: str
) -> None:  # type: ignore[no-untyped-def]
    as_(world.reporter).post(draft, {"text": "Al meu", "text__base": "", "version": str(asked.version)})
    send_contribution(asked, "Al colegei", asked.version, by=world.coordinator)
    began_from = as_(world.reporter).get(page).context["version"]
    again = as_(world.reporter).post(page, {"text": "Al meu", "version": began_from}).content.decode()
    asked.refresh_from_db()
    assert asked.text == "Al colegei" and "Al colegei" in again and "Al meu" in again


def test_two_tabs_of_one_person_lose_nothing(world: World, as_, draft: str) -> None:  # type: ignore[no-untyped-def]
    mine = as_(world.reporter)
    mine.post(draft, {"text": "Prima filă", "text__base": "", "version": "0"})
    met = mine.post(draft, {"text": "A doua filă", "text__base": "", "version": "0"}).json()
    assert met["conflicts"]["text"]["theirs"] == "Prima filă"
    assert Draft.objects.get().words == "Prima filă"


def test_a_draft_takes_no_personal_code_and_says_so(world: World, as_, draft: str) -> None:  # type: ignore[no-untyped-def]
    code = made_up_cnp(random.Random(9))
    said = as_(world.reporter).post(draft, {"text": f"Ana, {code}", "text__base": "", "version": "0"}).json()
    assert said["errors"]["text"] and code not in str(said)
    assert not Draft.objects.exists()


def test_a_strangers_draft_has_no_place_here(world: World, as_, draft: str) -> None:  # type: ignore[no-untyped-def]
    answer = as_(world.stranger).post(draft, {"text": "x", "text__base": "", "version": "0"})
    assert answer.status_code == 404


def test_the_text_of_a_section_is_kept_too_and_thrown_away_when_asked(world: World, as_, asked) -> None:  # type: ignore[no-untyped-def]
    where = [2024, "practices", "ro"]
    write, draft = reverse("chapter:write", args=where), reverse("chapter:text_draft", args=where)
    mine = as_(world.secretariat)
    mine.post(draft, {"body": "Început", "body__base": "", "version": "0"})
    assert "Început" in mine.get(write).content.decode()
    mine.post(write, {"act": "discard"})
    assert not Draft.objects.exists() and "Început" not in mine.get(write).content.decode()
    mine.post(draft, {"body": "Din nou", "body__base": "", "version": "0"})
    mine.post(write, {"body": "Din nou, întreg.", "version": mine.get(write).context["version"]})
    assert not Draft.objects.exists() and Text.objects.filter(body="Din nou, întreg.").exists()
