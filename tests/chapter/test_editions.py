"""From the texts to an edition: two editors, a newer release, five words, and files that never change."""

import hashlib
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import DatabaseError, transaction

from protect.chapter.actions.approving import approve, ask_for_approval
from protect.chapter.actions.contributions import (
    accept_contribution,
    ask_for_contributions,
    send_contribution,
)
from protect.chapter.actions.numbers import accept_change, changes_of, take_release
from protect.chapter.actions.outline import begin_chapter
from protect.chapter.actions.publishing import publish_edition, verify_edition
from protect.chapter.actions.writing import answer_comment, comment, open_text, save_text, take_in
from protect.chapter.checking import check_chapter
from protect.chapter.models import Chapter, Edition, EditionFile, PassageComment, Text, TextVersion
from protect.notices.models import Notice
from tests.chapter.releases import publish
from tests.world import World
from workgroups.actions import begin_group_membership
from workgroups.models import Workgroup

NUMBERS = {"residential": 41, "informed": 78_970}


@pytest.fixture
def chapter(world: World) -> Chapter:
    """A short chapter: two sections, written in both languages, on a release."""
    publish(world, 2024, NUMBERS, {"age=minor|sex=f": 12, "age=minor|sex=m": None})
    made = begin_chapter(2024, by=world.secretariat)
    made.sections.exclude(code__in=["platform", "beneficiaries"]).delete()
    take_release(made, by=world.secretariat)
    for language, words in (("ro", "Au stat la noi"), ("en", "With us stayed")):
        body = f"{words} {{{{residential:2024}}}}."
        save_text(text_of(made, language), body, 0, by=world.secretariat)
    return Chapter.objects.get()


@pytest.fixture
def group(world: World) -> Workgroup:
    made = Workgroup.objects.create(slug="policy", name_ro="P", name_en="P", purpose_ro="x", purpose_en="x")
    begin_group_membership(world.stranger, made, world.other, "coordinator", by=None)
    return made


def text_of(chapter: Chapter, language: str = "ro") -> Text:
    return Text.objects.get(section__chapter=chapter, section__code="platform", language=language)


def test_two_editors_of_one_text_lose_nothing(world: World, chapter: Chapter) -> None:
    text = text_of(chapter)
    first = save_text(text, "Primul text.", text.version, by=world.secretariat)
    second = save_text(text, "Al doilea text.", text.version, by=world.colleague)
    assert not first.is_conflict and second.is_conflict
    assert second.mine is not None and second.mine.body == "Al doilea text."
    assert second.theirs is not None and second.theirs.body == "Primul text."
    assert text_of(chapter).body == "Primul text."
    assert [v.taken for v in TextVersion.objects.filter(text=text)] == [False, True, True]
    merged = save_text(text, "Amândouă.", text_of(chapter).version, by=world.colleague)
    assert not merged.is_conflict


def test_who_comes_second_is_told_but_not_kept_out(world: World, chapter: Chapter) -> None:
    open_text(text_of(chapter), by=world.secretariat)
    assert text_of(chapter).held_by_another(world.colleague)
    assert open_text(text_of(chapter), by=world.colleague).held_by == world.secretariat


def test_saving_the_same_text_makes_no_version(world: World, chapter: Chapter) -> None:
    text = text_of(chapter)
    save_text(text, text.body, text.version, by=world.secretariat)
    assert text.versions.count() == 1


def test_a_version_is_kept_by_the_database(world: World, chapter: Chapter) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        TextVersion.objects.update(body="altceva")


def test_accepted_contributions_are_taken_in_once(world: World, chapter: Chapter) -> None:
    section = chapter.sections.get(code="platform")
    section.asks, section.prompt_ro = "organisations", "Ce ați făcut?"
    section.save()
    ask_for_contributions(section, by=world.secretariat)
    ours = section.contributions.get(organisation=world.organisation)
    send_contribution(ours, "Am făcut mult.", 0, by=world.reporter)
    accept_contribution(ours, by=world.secretariat)
    saved = take_in(section, "ro", by=world.secretariat)
    assert saved.text.body.endswith("## Ours\n\nAm făcut mult.")
    with pytest.raises(ValidationError):
        take_in(section, "ro", by=world.secretariat)
    with pytest.raises(ValidationError):  # it waits for its translation
        take_in(section, "en", by=world.secretariat)
    accept_contribution(ours, english="We did much.", by=world.secretariat)
    saved = take_in(section, "en", by=world.secretariat, as_list=True)
    assert saved.text.body.endswith("{{residential:2024}}.\n\n- We did much.")
    assert Notice.objects.filter(kind="chapter.accept", recipient=world.reporter).count() == 1


def test_what_was_typed_is_saved_before_contributions_are_taken_in(  # type: ignore[no-untyped-def]
    world: World, chapter: Chapter, as_
) -> None:
    text = text_of(chapter)
    form = {"body": "Scris acum.", "version": text.version, "act": "take_in"}
    as_(world.secretariat).post("/chapter/2024/section/platform/ro/", form)
    assert text_of(chapter).body == "Scris acum."


def test_a_comment_is_about_words_that_stand_there_and_is_answered(world: World, chapter: Chapter) -> None:
    text = text_of(chapter)
    with pytest.raises(ValidationError):
        comment(text, "alte cuvinte", "De ce?", by=world.secretariat)
    made = comment(text, "Au stat", "De ce „stat”?", by=world.secretariat)
    assert [f.check for f in check_chapter(chapter).findings] == ["comments"]
    answer_comment(made, "Așa spun ei.", by=world.colleague)
    assert check_chapter(chapter).findings == []


def test_a_coordinator_reads_the_answer_to_a_comment_beside_the_draft(  # type: ignore[no-untyped-def]
    world: World, chapter: Chapter, group: Workgroup, as_
) -> None:
    ask_for_approval(chapter, by=world.secretariat)
    form = {"passage": "Au stat", "remark": "De ce „stat”?"}
    as_(world.stranger).post("/chapter/2024/section/platform/ro/comment/", form)
    answer_comment(PassageComment.objects.get(), "Așa spun ei.", by=world.secretariat)
    page = as_(world.stranger).get("/chapter/2024/preview/ro/").content.decode()
    assert "De ce „stat”?" in page and "Așa spun ei." in page


def test_a_new_release_changes_exactly_the_sentences_that_it_changes(world: World, chapter: Chapter) -> None:
    text = text_of(chapter)
    body = "Au stat {{residential:2024}}. Au aflat {{informed:2024}}."
    save_text(text, body, text.version, by=world.secretariat)
    newer = publish(world, 2024, NUMBERS | {"residential": 43})
    assert "release" in [f.check for f in check_chapter(chapter).hard]
    found = changes_of(chapter, newer)
    assert [(c.text.language, c.change.before, c.change.after) for c in found] == [
        ("en", "With us stayed 41\u00a0people.", "With us stayed 43\u00a0people."),
        ("ro", "Au stat 41\u00a0de\u00a0persoane.", "Au stat 43\u00a0de\u00a0persoane."),
    ]
    with pytest.raises(ValidationError):
        take_release(chapter, by=world.secretariat)
    accept_change(found[0].text, found[0].digest, by=world.secretariat)
    assert Chapter.objects.get().release != newer
    accept_change(found[1].text, found[1].digest, by=world.secretariat)
    assert Chapter.objects.get().release == newer


def test_a_suppressed_figure_stands_in_the_way(world: World, chapter: Chapter) -> None:
    text = text_of(chapter)
    save_text(text, "{{residential[age=minor|sex=m]:2024}}.", text.version, by=world.secretariat)
    assert [f.check for f in check_chapter(chapter).hard] == ["suppressed"]
    with pytest.raises(ValidationError):
        ask_for_approval(chapter, by=world.secretariat)


def test_an_approval_holds_for_the_words_that_were_approved(
    world: World, chapter: Chapter, group: Workgroup
) -> None:
    with pytest.raises(PermissionDenied):
        approve(chapter, group, True, by=world.stranger)
    ask_for_approval(chapter, by=world.secretariat)
    chapter.refresh_from_db()
    with pytest.raises(PermissionDenied):
        approve(chapter, group, True, by=world.coordinator)
    with pytest.raises(ValidationError):
        approve(chapter, group, False, by=world.stranger)
    approve(chapter, group, False, "Lipsește legea.", by=world.stranger)
    text = text_of(chapter)
    save_text(text, text.body + " Și legea.", text.version, by=world.secretariat)
    with pytest.raises(ValidationError, match="P"):
        publish_edition(Chapter.objects.get(), by=world.secretariat)


def test_an_edition_is_made_once_and_its_correction_names_what_changed(
    world: World, chapter: Chapter, group: Workgroup, tmp_path: Path
) -> None:
    ask_for_approval(chapter, by=world.secretariat)
    chapter.refresh_from_db()
    approve(chapter, group, False, "Lipsește legea.", by=world.stranger)
    edition = publish_edition(chapter, by=world.secretariat)
    names = set(edition.files.filter(language="ro").values_list("name", flat=True))
    assert {f"raport-2024.{extension}" for extension in ("html", "docx", "pdf", "xlsx")} <= names
    assert edition.manifest["release"]["digest"] == chapter.release.digest  # type: ignore[union-attr]
    assert edition.manifest["approvals"] == [
        {"group": "policy", "agrees": False, "dissent": "Lipsește legea."}
    ]
    for said in edition.manifest["files"]:
        found = edition.files.get(language=said["language"], name=said["name"])
        assert hashlib.sha256(bytes(found.content)).hexdigest() == said["sha256"] == found.digest
    assert verify_edition(edition) == []
    assert "41\u00a0de\u00a0persoane" in bytes(edition.files.get(name="raport-2024.html").content).decode()

    output = tmp_path / "x.pdf"
    call_command("chapter", "2024", format="pdf", output=output, language="ro")
    assert output.read_bytes() == bytes(edition.files.get(name="raport-2024.pdf").content)

    for rows in (Edition.objects.all(), EditionFile.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(digest="x")
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(rows.db)
    with pytest.raises(ValidationError):
        publish_edition(chapter, by=world.secretariat)
    again = publish_edition(chapter, "O cifră.", "A figure.", by=world.secretariat)
    assert (again.number, again.what_changed("ro")) == (2, "O cifră.")
    page = bytes(again.files.get(name="raport-2024.html").content).decode()
    assert "Ediția 2. Ce s-a schimbat: O cifră." in page


def test_only_the_secretariat_publishes(world: World, chapter: Chapter) -> None:
    with pytest.raises(PermissionDenied):
        publish_edition(chapter, by=world.coordinator)


def test_the_command_says_what_it_wrote(world: World, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    world.verified([10, 1, 0, 0, 0])
    call_command("chapter", "2025", format="html", output=tmp_path / "x.html", language="en")
    assert "no release was published yet" in capsys.readouterr().err
    assert "no release of this year was published yet" in (tmp_path / "x.html").read_text()
    publish(world, 2025, NUMBERS)
    call_command("chapter", "2025", format="html", output=tmp_path / "x.html", language="en")
    assert "Table of release" in capsys.readouterr().err
    assert "78,970" in (tmp_path / "x.html").read_text()
