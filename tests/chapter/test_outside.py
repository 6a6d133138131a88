"""Figures from elsewhere: corrected with every version kept, and taken away when no text holds them."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from protect.audit.models import Entry
from protect.chapter.actions.approving import words_digest
from protect.chapter.actions.outline import begin_chapter
from protect.chapter.actions.outside import (
    change_outside_figure,
    note_outside_figure,
    remove_outside_figure,
)
from protect.chapter.actions.writing import save_text
from protect.chapter.binding import figures_for
from protect.chapter.models import OutsideFigure, OutsideVersion, Text
from protect.chapter.queries import texts_that_use
from tests.world import World

ADDRESS = "/chapter/2024/numbers/meals/"


def made(world: World, **more: object) -> OutsideFigure:
    chapter = begin_chapter(2024, by=world.secretariat)
    content = {
        "code": "meals", "value": 500, "source_ro": "un raport", "source_en": "a report",
        "dated": datetime.date(2024, 5, 1),
    }  # fmt: skip
    return OutsideFigure(chapter=chapter, **(content | more))


@pytest.fixture
def meals(world: World) -> OutsideFigure:
    return note_outside_figure(made(world), by=world.secretariat)


@pytest.fixture
def text(world: World, meals: OutsideFigure) -> Text:
    found = meals.chapter.sections.get(code="practices").texts.get(language="ro")
    return save_text(found, "Mâncare pentru {{outside:meals}}.", 0, by=world.secretariat).text


def form_of(figure: OutsideFigure, **more: object) -> dict[str, object]:
    return {
        "act": "change", "version": figure.version, "value": figure.value, "qualifier": figure.qualifier,
        "noun": figure.noun, "source_ro": figure.source_ro, "source_en": figure.source_en,
        "dated": "01.05.2024",
    } | more  # fmt: skip


def test_a_correction_changes_the_sentence_and_keeps_what_was(world: World, text: Text, as_) -> None:  # type: ignore[no-untyped-def]
    meals = OutsideFigure.objects.get()
    before = words_digest(meals.chapter)
    assert as_(world.secretariat).post(ADDRESS, form_of(meals, value=512)).status_code == 302
    assert figures_for(meals.chapter)["outside", "", "meals"].number == 512
    assert [(v.number, v.value) for v in OutsideVersion.objects.all()] == [(2, 512), (1, 500)]
    entry = Entry.objects.get(action="chapter.outside_change")
    assert (entry.details["before"], entry.details["after"]) == (500, 512)
    assert words_digest(meals.chapter) != before  # a word said before no longer holds


def test_who_began_from_an_older_value_is_told(world: World, meals: OutsideFigure, as_) -> None:  # type: ignore[no-untyped-def]
    old = form_of(meals, value=1)
    meals.value = 501
    change_outside_figure(meals, meals.version, by=world.secretariat)
    page = as_(world.secretariat).post(ADDRESS, old).content.decode()
    assert "Între timp" in page and OutsideFigure.objects.get().value == 501


def test_a_figure_in_a_text_is_not_taken_away_and_the_page_says_where(world: World, text: Text, as_) -> None:  # type: ignore[no-untyped-def]
    client = as_(world.secretariat)
    assert text.section.title in client.get(ADDRESS).content.decode()
    page = client.post(ADDRESS, {"act": "remove"}).content.decode()
    assert f"{text.section.title} (ro)" in page and OutsideFigure.objects.standing().exists()
    save_text(text, "Mâncare.", text.version, by=world.secretariat)
    assert client.post(ADDRESS, {"act": "remove"}).status_code == 302
    assert not OutsideFigure.objects.standing().exists()
    assert OutsideVersion.objects.first().removed  # type: ignore[union-attr]
    assert client.get(ADDRESS).status_code == 404


def test_a_longer_code_is_another_figure(world: World, meals: OutsideFigure, text: Text) -> None:
    other = note_outside_figure(made(world, code="meal"), by=world.secretariat)
    assert texts_that_use(meals) == [text] and texts_that_use(other) == []


def test_a_code_is_free_again_when_its_figure_is_gone(world: World, meals: OutsideFigure) -> None:
    with pytest.raises(ValidationError):
        note_outside_figure(made(world), by=world.secretariat)
    remove_outside_figure(meals, by=world.secretariat)
    assert note_outside_figure(made(world), by=world.secretariat).version == 1
    with pytest.raises(ValidationError):
        remove_outside_figure(meals, by=world.secretariat)


def test_a_version_is_kept_by_the_database(world: World, meals: OutsideFigure) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        OutsideVersion.objects.update(value=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        OutsideVersion.objects.all()._raw_delete("default")


def test_only_the_secretariat_mends_figures(world: World, meals: OutsideFigure) -> None:
    for act in (
        lambda: change_outside_figure(meals, 1, by=world.coordinator),
        lambda: remove_outside_figure(meals, by=world.coordinator),
    ):
        with pytest.raises(PermissionDenied):
            act()
