"""A profile is written, read by somebody else, and only then public; what was public stays readable."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from members.actions import begin_membership
from members.actions.profiles import (
    answer_question,
    approve_profile,
    ask_about_profile,
    begin_profile,
    bring_up_to_date,
    publish_earlier,
    return_profile,
    save_profile,
    settle_question,
    submit_profile,
)
from members.models import KeyFigure, Organisation, ProfileCounty, ProfileRevision, Role
from members.profile_fields import digest
from members.rules import may_approve_profile
from protect.accounts.models import PlatformRole
from protect.audit.models import Entry
from protect.notices.models import Notice
from tests.members.writing import WHOLE, published, sent, stored, write
from tests.world import World, person

FIGURE = {
    "figure0_label_ro": ["oameni sprijiniți"],
    "figure0_number": ["149"],
    "figure0_year": ["2020"],
    "figure0_source": ["raport propriu"],
    "figure0_qualifier": ["about"],
}


def test_editors_begin_a_profile_and_readers_and_strangers_do_not(world: World) -> None:
    reader = person("reader")
    begin_membership(reader, world.organisation, Role.READER, by=None)
    for somebody in (reader, world.stranger, world.secretariat):
        with pytest.raises(PermissionDenied):
            begin_profile(world.organisation, by=somebody)
    revision = begin_profile(world.organisation, by=world.reporter)
    assert begin_profile(world.organisation, by=world.coordinator) == revision
    assert revision.number == 1 and revision.based_on is None


def test_what_is_saved_is_kept_field_by_field(world: World) -> None:
    revision = begin_profile(world.organisation, by=world.reporter)
    saved = save_profile(revision, WHOLE | FIGURE, {}, by=world.reporter)
    assert not saved.conflicts and saved.version == 2
    assert {name: value for name, value in stored(revision).items() if name in WHOLE} == WHOLE
    figure = KeyFigure.objects.get()
    assert (figure.number, figure.year, figure.qualifier) == (149, 2020, "about")
    save_profile(revision, {name: [] for name in FIGURE}, {}, by=world.reporter)
    assert not KeyFigure.objects.exists()


def test_two_editors_of_one_field_lose_nothing(world: World) -> None:
    revision = begin_profile(world.organisation, by=world.reporter)
    shown = {"mission_ro": digest([])}
    save_profile(revision, {"mission_ro": ["Prima."]}, shown, by=world.reporter)
    second = save_profile(revision, {"mission_ro": ["A doua."]}, shown, by=world.coordinator)
    conflict = second.conflicts["mission_ro"]
    assert (conflict.theirs, conflict.who) == (["Prima."], "reporter")
    assert stored(revision)["mission_ro"] == ["Prima."]


def test_who_left_a_field_alone_undoes_nobodys_work(world: World) -> None:
    revision = begin_profile(world.organisation, by=world.reporter)
    save_profile(revision, {"mission_ro": ["Nou."]}, {}, by=world.reporter)
    old_page = {"mission_ro": digest([]), "vision_ro": digest([])}
    saved = save_profile(
        revision, {"mission_ro": [], "vision_ro": ["O lume."]}, old_page, by=world.coordinator
    )
    assert not saved.conflicts
    assert stored(revision)["mission_ro"] == ["Nou."]


def test_a_profile_is_sent_whole_or_not_at_all(world: World) -> None:
    revision = begin_profile(world.organisation, by=world.reporter)
    with pytest.raises(ValidationError):
        submit_profile(revision, by=world.coordinator)
    write(revision, WHOLE | FIGURE | {"figure0_source": []}, world.reporter)
    with pytest.raises(ValidationError, match="Sursa"):
        submit_profile(revision, by=world.coordinator)
    write(revision, FIGURE, world.reporter)
    assert submit_profile(revision, by=world.coordinator).status == "submitted"
    assert Notice.objects.filter(kind="profile.waits").count() == 2


def test_a_sent_profile_changes_no_more(world: World) -> None:
    revision = sent(world)
    with pytest.raises(PermissionDenied):
        save_profile(revision, {"mission_ro": ["x"]}, {}, by=world.reporter)


def test_approval_makes_it_public_and_only_the_secretariat_approves(world: World) -> None:
    revision = sent(world)
    for somebody in (world.coordinator, world.stranger):
        with pytest.raises(PermissionDenied):
            approve_profile(revision, by=somebody)
    assert not Organisation.objects.public().exists()
    approve_profile(revision, by=world.secretariat)
    assert Organisation.objects.public().get().published_revision == revision


def test_nobody_approves_what_is_their_own(world: World) -> None:
    PlatformRole.objects.create(user=world.coordinator, role="secretariat")
    PlatformRole.objects.create(user=world.reporter, role="secretariat")
    begin_membership(world.colleague, world.organisation, Role.READER, by=None)
    revision = sent(world)
    for own in (world.coordinator, world.reporter, world.colleague):
        answer = may_approve_profile(own, revision)
        assert not answer and "altcineva" in answer.why_not.casefold()
    assert may_approve_profile(world.secretariat, revision)


def test_the_database_refuses_an_approval_of_ones_own(world: World) -> None:
    revision = sent(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProfileRevision.objects.filter(pk=revision.pk).update(
            status="approved", approved_by=revision.submitted_by, approved_at=timezone.now()
        )


def test_it_goes_back_with_a_question_and_never_without(world: World) -> None:
    revision = sent(world)
    with pytest.raises(ValidationError):
        return_profile(revision, by=world.secretariat)
    question = ask_about_profile(revision, "mission_ro", "Ce înseamnă liber?", by=world.secretariat)
    with pytest.raises(PermissionDenied):
        approve_profile(revision, by=world.secretariat)
    return_profile(revision, by=world.secretariat)
    revision.refresh_from_db()
    write(revision, {"mission_ro": ["Ca fiecare să aleagă singur."]}, world.reporter)
    answer_question(question, "Am scris altfel.", by=world.reporter)
    submit_profile(revision, by=world.coordinator)
    approve_profile(revision, by=world.secretariat)
    question.refresh_from_db()
    assert question.settled_at and question.answer == "Am scris altfel."


def test_a_question_can_be_settled_without_a_return(world: World) -> None:
    revision = sent(world)
    question = ask_about_profile(revision, "mission_ro", "Sigur?", by=world.secretariat)
    settle_question(question, by=world.secretariat)
    assert may_approve_profile(world.secretariat, revision)


def test_the_next_revision_begins_as_a_copy_of_the_public_one(world: World) -> None:
    first = published(world, FIGURE)
    second = begin_profile(world.organisation, by=world.reporter)
    assert second.based_on == first and second.number == 2
    assert stored(second) == stored(first)
    assert world.organisation.published_revision == first


@pytest.fixture
def three(world: World) -> tuple[ProfileRevision, ProfileRevision, ProfileRevision]:
    """Two approved revisions, of which the earlier is public again, and one that was based on the later."""
    first, second = published(world), published(world, {"vision_ro": ["O lume fără trafic."]})
    third = begin_profile(world.organisation, by=world.reporter)
    write(third, {"mission_ro": ["Altă misiune."]}, world.reporter)
    publish_earlier(first, "S-a aprobat din greșeală.", by=world.secretariat)
    return first, second, ProfileRevision.objects.get(pk=third.pk)


def test_a_stale_base_is_refused_when_sent_and_when_approved(world: World, three) -> None:
    third = three[2]
    with pytest.raises(ValidationError, match="Între timp"):
        submit_profile(third, by=world.coordinator)
    bring_up_to_date(third, by=world.reporter)
    third = submit_profile(third, by=world.coordinator)
    publish_earlier(three[1], "Totuși aceasta.", by=world.secretariat)
    with pytest.raises(PermissionDenied):
        approve_profile(third, by=world.secretariat)
    return_profile(third, by=world.secretariat)
    assert ProfileRevision.objects.get(pk=third.pk).status == "returned"


def test_bringing_up_to_date_keeps_what_one_changed_and_takes_the_rest(world: World, three) -> None:
    first, _second, third = three
    assert bring_up_to_date(third, by=world.reporter) == ["vision_ro"]
    values = stored(third)
    assert values["mission_ro"] == ["Altă misiune."] and values["vision_ro"] == []
    assert ProfileRevision.objects.get(pk=third.pk).based_on == first


def test_only_the_secretariat_lets_an_earlier_revision_be_public_and_says_why(world: World) -> None:
    first = published(world)
    published(world, {"vision_ro": ["Alta."]})
    with pytest.raises(PermissionDenied):
        publish_earlier(first, "vreau", by=world.coordinator)
    with pytest.raises(ValidationError):
        publish_earlier(first, " ", by=world.secretariat)
    publish_earlier(ProfileRevision.objects.get(pk=first.pk), "greșeală", by=world.secretariat)
    assert Organisation.objects.get(slug="ours").published_revision == first
    assert Entry.objects.get(action="profile.publish_earlier").reason == "greșeală"


def test_an_approved_revision_never_changes_in_the_database_either(world: World) -> None:
    revision = published(world, FIGURE)
    for change in (
        lambda: ProfileRevision.objects.filter(pk=revision.pk).update(mission_ro="altceva"),
        lambda: ProfileCounty.objects.filter(revision=revision).delete(),
        lambda: ProfileCounty.objects.create(revision=revision, county="TM"),
        lambda: KeyFigure.objects.filter(revision=revision).update(number=1),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_an_organisation_that_left_has_no_public_profile(world: World) -> None:
    published(world)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Organisation.objects.filter(slug="ours").update(left_on=yesterday)
    assert not Organisation.objects.public().exists()


def test_every_step_is_in_the_audit_log(world: World) -> None:
    published(world)
    acts = list(
        Entry.objects.filter(action__startswith="profile.")
        .order_by("sequence")
        .values_list("action", flat=True)
    )
    assert acts == ["profile.begin", "profile.save", "profile.submit", "profile.approve"]
