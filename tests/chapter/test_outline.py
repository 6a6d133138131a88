"""A chapter begins with an outline, asks those who know, and takes their answers."""

import datetime
import random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from beneficiaries.models import Activity
from members.models import Organisation
from protect.chapter.actions.contributions import (
    accept_contribution,
    ask_back,
    ask_for_contributions,
    remind_authors,
    send_contribution,
)
from protect.chapter.actions.outline import (
    add_section,
    begin_chapter,
    change_section,
    complete_section,
    move_section,
    remove_section,
)
from protect.chapter.actions.outside import note_outside_figure
from protect.chapter.jobs import remind_of_contributions
from protect.chapter.materials import materials_for, materials_of
from protect.chapter.models import Chapter, Contribution, OutsideFigure, Section
from protect.chapter.queries import answer_before, asked_of, outline_of
from protect.notices.models import Notice
from tests.privacy.codes import made_up_cnp
from tests.world import World
from workgroups.actions import begin_group_membership
from workgroups.models import Resource, Workgroup


@pytest.fixture
def chapter(world: World) -> Chapter:
    return begin_chapter(2024, by=world.secretariat)


@pytest.fixture
def asked(world: World, chapter: Chapter) -> Contribution:
    ask_for_contributions(chapter.sections.get(code="practices"), by=world.secretariat)
    return Contribution.objects.get(organisation=world.organisation)


def test_the_first_chapter_has_the_nine_sections_of_2020(chapter: Chapter) -> None:
    assert len(outline_of(chapter)) == 9
    kinds = [s.section.kind for s in outline_of(chapter)[:4]]
    assert kinds == ["text", "members", "groups", "table"]


def test_the_next_chapter_copies_the_outline_with_its_changes_but_no_text(
    world: World, chapter: Chapter
) -> None:
    section = chapter.sections.get(code="training")
    section.title_ro, section.due_on = "Cursuri", datetime.date(2025, 2, 1)
    change_section(section, by=world.secretariat)
    move_section(section, True, by=world.secretariat)
    following = begin_chapter(2025, by=world.secretariat)
    codes = list(following.sections.values_list("code", flat=True))
    assert codes.index("training") < codes.index("policies")
    copied = following.sections.get(code="training")
    assert copied.title_ro == "Cursuri" and copied.due_on is None
    assert not following.sections.filter(texts__version__gt=0).exists()


def test_only_the_secretariat_compiles(world: World) -> None:
    with pytest.raises(PermissionDenied):
        begin_chapter(2024, by=world.coordinator)


def test_everybody_whom_a_section_asks_is_asked_once(world: World, asked: Contribution) -> None:
    assert Contribution.objects.count() == 2
    assert ask_for_contributions(asked.section, by=world.secretariat) == []
    assert Notice.objects.filter(kind="chapter.ask", recipient=world.coordinator).count() == 1


def test_an_answer_is_sent_shortened_and_both_texts_are_kept(world: World, asked: Contribution) -> None:
    send_contribution(asked, "Un proiect lung și frumos.", 0, by=world.reporter)
    accept_contribution(asked, "Un proiect frumos.", by=world.secretariat)
    asked.refresh_from_db()
    assert (asked.text, asked.accepted_text) == ("Un proiect lung și frumos.", "Un proiect frumos.")
    assert asked.state == Contribution.State.SHORTENED
    assert Notice.objects.filter(kind="chapter.accept", recipient=world.reporter).exists()
    with pytest.raises(PermissionDenied):
        send_contribution(asked, "Altceva.", 1, by=world.reporter)


def test_an_answer_asked_back_comes_again(world: World, asked: Contribution) -> None:
    send_contribution(asked, "Un proiect.", 0, by=world.reporter)
    ask_back(asked, "Ce a schimbat?", by=world.secretariat)
    again = send_contribution(asked, "Un proiect care a schimbat orașul.", 1, by=world.coordinator)
    assert again.state == Contribution.State.SENT


def test_two_authors_of_one_answer_lose_nothing(world: World, asked: Contribution) -> None:
    send_contribution(asked, "Primul text.", 0, by=world.reporter)
    with pytest.raises(ValidationError, match="reporter"):
        send_contribution(asked, "Al doilea text.", 0, by=world.coordinator)
    asked.refresh_from_db()
    assert asked.text == "Primul text."


@pytest.mark.parametrize(
    "text", ["Sunați la 0722 123 456.", "Scrieți la ana@example.org", made_up_cnp(random.Random(1))]
)
def test_an_answer_holds_no_identifier(world: World, asked: Contribution, text: str) -> None:
    with pytest.raises(ValidationError):
        send_contribution(asked, text, 0, by=world.reporter)


def test_an_answer_has_no_more_words_than_were_asked_for(world: World, asked: Contribution) -> None:
    with pytest.raises(ValidationError, match="121"):
        send_contribution(asked, "cuvânt " * 121, 0, by=world.reporter)


def test_another_organisation_neither_reads_nor_writes_it(world: World, asked: Contribution, as_) -> None:  # type: ignore[no-untyped-def]
    assert as_(world.stranger).get(f"/chapter/contribution/{asked.pk}/").status_code == 404
    with pytest.raises(PermissionDenied):
        send_contribution(asked, "Text străin.", 0, by=world.stranger)


def test_nobody_is_reminded_twice_within_two_days(world: World, asked: Contribution) -> None:
    assert len(remind_authors(asked.section, by=world.secretariat)) == 2
    assert remind_authors(asked.section, by=world.secretariat) == []


def test_reminders_come_a_week_and_a_day_before_by_themselves(world: World, asked: Contribution) -> None:
    Section.objects.filter(pk=asked.section_id).update(
        due_on=timezone.localdate() + datetime.timedelta(days=7)
    )
    send_contribution(asked, "Am răspuns.", 0, by=world.reporter)
    assert remind_of_contributions() == 1


def test_the_answer_of_the_year_before_stands_beside_the_question(world: World, asked: Contribution) -> None:
    send_contribution(asked, "Anul trecut.", 0, by=world.reporter)
    following = begin_chapter(2025, by=world.secretariat)
    ask_for_contributions(following.sections.get(code="practices"), by=world.secretariat)
    again = Contribution.objects.get(section__chapter=following, organisation=world.organisation)
    before = answer_before(again)
    assert before is not None and before.text == "Anul trecut."


def test_a_section_in_which_somebody_wrote_stays(world: World, asked: Contribution) -> None:
    send_contribution(asked, "Un proiect.", 0, by=world.reporter)
    with pytest.raises(ValidationError):
        remove_section(asked.section, by=world.secretariat)
    remove_section(asked.section.chapter.sections.get(code="changes"), by=world.secretariat)


def test_the_outline_costs_the_same_whatever_the_number_of_answers(
    world: World, asked: Contribution, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    chapter = asked.section.chapter
    with django_assert_num_queries(2):
        outline_of(chapter)


def test_the_year_offers_its_material_to_those_who_may_read_it(world: World, asked: Contribution) -> None:
    for title, organisation in (("Campania noastră", world.organisation), ("A lor", world.other)):
        Activity.objects.create(
            organisation=organisation, kind="campaign", title=title, participants=9,
            starts_on="2024-05-01", ends_on="2024-05-02",
        )  # fmt: skip
    group = Workgroup.objects.create(
        slug="protection", name_ro="P", name_en="P", purpose_ro="x", purpose_en="x"
    )
    begin_group_membership(world.stranger, group, world.other, "coordinator", by=None)
    for audience in ("group", "members"):
        Resource.objects.create(
            workgroup=group, form="note", title=audience, audience=audience, made_by=world.stranger,
            organisation=world.other, made_at=datetime.datetime(2024, 6, 1, tzinfo=datetime.UTC),
        )  # fmt: skip
    own = [material.title for material in materials_for(asked, world.reporter)]
    assert own == ["Campania noastră"]
    seen = [material.title for material in materials_of(asked.section, world.secretariat)]
    assert seen == ["Campania noastră", "A lor", "members"]
    inside = [material.title for material in materials_of(asked.section, world.stranger)]
    assert inside == ["Campania noastră", "A lor", "group", "members"]


def test_a_finished_section_asks_nobody_any_more(world: World, asked: Contribution, as_) -> None:  # type: ignore[no-untyped-def]
    ours = Organisation.objects.filter(pk=world.organisation.pk)
    assert list(asked_of(world.reporter, ours)) == [asked]
    complete_section(asked.section, True, by=world.secretariat)
    assert list(asked_of(world.reporter, ours)) == []
    assert remind_authors(asked.section, by=world.secretariat) == []
    with pytest.raises(PermissionDenied, match="încheiat"):
        send_contribution(asked, "Prea târziu.", 0, by=world.reporter)
    complete_section(asked.section, False, by=world.secretariat)
    assert send_contribution(asked, "La timp.", 0, by=world.reporter).text == "La timp."


def test_an_author_reads_what_was_accepted_with_its_numbers(world: World, asked: Contribution, as_) -> None:  # type: ignore[no-untyped-def]
    note_outside_figure(
        OutsideFigure(
            chapter=asked.section.chapter, code="meals", value=500, source_ro="x", source_en="x",
            dated=datetime.date(2024, 5, 1),
        ),
        by=world.secretariat,
    )  # fmt: skip
    send_contribution(asked, "Mâncare la 500 de oameni.", 0, by=world.reporter)
    accept_contribution(asked, "Mâncare la {{outside:meals}}.", by=world.secretariat)
    page = as_(world.reporter).get(f"/chapter/contribution/{asked.pk}/").content.decode()
    assert "Mâncare la 500\u00a0de\u00a0persoane." in page and "{{" not in page


def test_two_sections_of_one_name_are_refused_in_words(world: World, chapter: Chapter) -> None:
    again = Section(chapter=chapter, code="training", title_ro="Cursuri", title_en="Training")
    with pytest.raises(ValidationError):
        add_section(again, by=world.secretariat)
