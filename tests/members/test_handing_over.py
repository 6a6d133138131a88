"""Before an organisation leaves, somebody takes on each role and task, or it is laid down."""

import asyncio
import zipfile

import pytest
from asgiref.sync import async_to_sync
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from members.actions import begin_membership
from members.actions.leaving import (
    call_off_departure,
    carry_out_departure,
    decide_handovers,
    propose_departure,
    take_export,
)
from members.handovers import LAID_DOWN, Standing, standings
from members.models import Departure, Handover, Role
from protect.audit.models import Entry
from protect.chapter.actions.contributions import ask_for_contributions, send_contribution
from protect.chapter.actions.outline import begin_chapter
from protect.chapter.models import Contribution
from protect.chapter.queries import outline_of
from tests.workgroups.conftest import Circle, make_circle
from tests.workgroups.rooms import Room, make_room, stored, with_file
from tests.workgroups.test_live import client_of, following, meanwhile
from tests.world import World
from workgroups.actions.discussing import write_post
from workgroups.actions.tasks import give_task
from workgroups.models import Task
from workgroups.queries import members_of


@pytest.fixture
def room(world: World) -> Room:
    return make_room(world)


def proposed(world: World) -> Departure:
    return propose_departure(world.organisation, "Ne închidem.", by=world.coordinator)


def what_is_asked(world: World, departure: Departure) -> list[Standing]:
    return [s for s in standings(world.organisation, departure) if s.holding.key]


def decide(world: World, departure: Departure, *words: str) -> int:
    fields = [standing.name for standing in what_is_asked(world, departure)]
    return decide_handovers(departure, dict(zip(fields, words, strict=True)), by=world.coordinator)


def test_the_last_coordinator_of_a_group_hands_the_role_to_somebody_who_stays(room: Room) -> None:
    world, departure = room.world, proposed(room.world)
    (role,) = what_is_asked(world, departure)
    assert role.is_undecided and not role.holding.may_lay_down
    assert dict(role.holding.choices).keys() == {str(room.guest.pk), str(room.third.pk)}
    with pytest.raises(ValidationError):
        carry_out_departure(departure, by=world.secretariat)
    for wrong in (LAID_DOWN, str(room.watcher.pk), str(room.mate.pk), "x"):
        with pytest.raises(ValidationError):
            decide(world, departure, wrong)
    assert decide(world, departure, str(room.third.pk)) == 0
    leads = members_of(room.group).get(role="coordinator")
    assert leads.user == room.lead, "nothing moves before the second person"
    carry_out_departure(departure, by=world.secretariat)
    leads = members_of(room.group).get(role="coordinator")
    assert (leads.user, leads.organisation) == (room.third, room.third_organisation)
    assert not members_of(room.group).filter(organisation=world.organisation).exists()
    assert room.third.notices.filter(kind="handed-over").exists()


def test_an_open_task_goes_to_another_organisation_or_is_laid_down(room: Room) -> None:
    world, day = room.world, timezone.localdate()
    given = [
        give_task(room.group, f"Scriem partea {n}", world.organisation, day, by=room.guest, person=room.mate)
        for n in (1, 2)
    ]
    departure = proposed(world)
    assert decide(world, departure, str(room.guest.pk), "other", "") == 1
    with pytest.raises(ValidationError):
        carry_out_departure(departure, by=world.secretariat)
    assert decide(world, departure, str(room.guest.pk), "other", LAID_DOWN) == 0
    carry_out_departure(departure, by=world.secretariat)
    moved, laid_down = (Task.objects.get(pk=task.pk) for task in given)
    assert (moved.organisation, moved.person) == (world.other, None)
    assert laid_down.is_laid_down and not laid_down.is_late
    assert list(Task.objects.open()) == [moved] and list(Task.objects.all().over()) == [laid_down]
    assert Handover.objects.get(key=f"task-{laid_down.pk}").to_name == ""
    assert Entry.objects.filter(action="departure.hand_over").count() == 3
    assert Entry.objects.filter(action="task.hand_over").count() == 1


def test_a_question_for_the_chapter_is_answered_or_laid_down(world: World) -> None:
    chapter = begin_chapter(2024, by=world.secretariat)
    section = chapter.sections.get(code="practices")
    ask_for_contributions(section, by=world.secretariat)
    departure = proposed(world)
    (asked,) = what_is_asked(world, departure)
    assert not asked.holding.choices and asked.holding.may_lay_down
    assert decide(world, departure, LAID_DOWN) == 0
    carry_out_departure(departure, by=world.secretariat)
    assert Contribution.objects.get(organisation=world.organisation).is_laid_down
    assert [one.organisation for one in Contribution.objects.unanswered()] == [world.other]
    standing = next(s for s in outline_of(chapter) if s.section == section)
    assert (standing.asked, standing.waiting) == (2, 1)


def test_a_question_that_is_answered_needs_no_word(world: World) -> None:
    section = begin_chapter(2024, by=world.secretariat).sections.get(code="practices")
    ask_for_contributions(section, by=world.secretariat)
    departure = proposed(world)
    assert len(what_is_asked(world, departure)) == 1
    send_contribution(
        section.contributions.get(organisation=world.organisation), "Text.", 0, by=world.reporter
    )
    assert what_is_asked(world, departure) == []
    carry_out_departure(departure, by=world.secretariat)


def test_a_word_on_somebody_who_left_the_group_holds_no_more(room: Room) -> None:
    departure = proposed(room.world)
    decide(room.world, departure, str(room.third.pk))
    members_of(room.group).filter(user=room.third).update(until=timezone.now())
    assert [standing.is_undecided for standing in what_is_asked(room.world, departure)] == [True]
    with pytest.raises(ValidationError):
        carry_out_departure(departure, by=room.world.secretariat)


def test_calling_it_off_moves_nothing(room: Room) -> None:
    departure = proposed(room.world)
    decide(room.world, departure, str(room.third.pk))
    call_off_departure(departure, by=room.world.coordinator)
    assert members_of(room.group).get(role="coordinator").user == room.lead
    with pytest.raises(PermissionDenied):
        decide_handovers(departure, {}, by=room.world.coordinator)


def test_only_who_may_propose_says_who_takes_on_what(room: Room) -> None:
    departure = proposed(room.world)
    for somebody in (room.mate, room.guest, room.world.stranger):
        with pytest.raises(PermissionDenied):
            decide_handovers(departure, {}, by=somebody)


def test_the_page_names_each_thing_and_lets_nobody_go_on_before_all_are_decided(room: Room, as_) -> None:  # type: ignore[no-untyped-def]
    departure, address = proposed(room.world), "/en/organisation/ours/leaving/"
    (role,) = what_is_asked(room.world, departure)
    page = as_(room.world.secretariat).get(address).content.decode()
    assert "lead is coordinator of the group P" in page and "Carry it out now" not in page
    said = {"act": "hand_over", role.name: str(room.third.pk)}
    as_(room.world.coordinator).post(address + "act/", said)
    page = as_(room.world.secretariat).get(address).content.decode()
    assert "Carry it out now" in page
    as_(room.world.secretariat).post(address + "act/", {"act": "carry_out"})
    assert "Goes to" not in page.split("<select")[0]
    assert "third, Third" in as_(room.world.secretariat).get(address).content.decode()


def test_the_export_holds_files_answers_and_texts_for_the_chapter(room: Room) -> None:
    world = room.world
    resource = room.note(title="Ghidul nostru")
    with_file(resource, stored("pdf", b"%PDF-1.4 ghid", by=room.lead))
    theirs = room.note(title="Ghidul lor", by=room.guest)
    with_file(theirs, stored("pdf", b"%PDF-1.4 altul", by=room.guest))
    section = begin_chapter(2024, by=world.secretariat).sections.get(code="practices")
    ask_for_contributions(section, by=world.secretariat)
    send_contribution(
        section.contributions.get(organisation=world.organisation), "Am scris.", 0, by=world.reporter
    )
    with zipfile.ZipFile(take_export(world.organisation, by=world.coordinator).file) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert [content for content in files.values() if content.startswith(b"%PDF")] == [b"%PDF-1.4 ghid"]
    assert "Am scris." in files["chapter/contributions.json"].decode()
    assert "Ghidul nostru" in files["workgroups/resources.json"].decode()
    assert "Ghidul lor" not in b"".join(files.values()).decode(errors="replace")
    assert set(files["MANIFEST.txt"].decode().split()[1::2]) == set(files) - {"MANIFEST.txt"}


@pytest.mark.django_db(transaction=True)
def test_open_sockets_close_when_the_organisation_leaves(world: World) -> None:
    """Who belongs nowhere else is signed out; who has another organisation loses the thread."""
    circle: Circle = make_circle(world)
    for user in (circle.leader, circle.ana):
        begin_membership(user, world.organisation, Role.READER, by=None)
    begin_membership(circle.ana, world.other, Role.READER, by=None)
    thread, departure = circle.thread(), proposed(world)
    decide(world, departure, str(circle.dan.pk))
    clients = client_of(circle.leader), client_of(circle.ana)
    for client in clients:
        client.get("/home/")  # notes the session, as every visit does

    async def last_of(socket) -> dict:  # type: ignore[no-untyped-def]
        async with asyncio.timeout(10):
            while True:
                output = await socket.receive_output(10)
                if output["type"] == "websocket.close" or '"gone"' in output.get("text", ""):
                    return output

    async def story() -> None:
        leader, ana = [await following(client, thread.pk, 1) for client in clients]
        await meanwhile(carry_out_departure, departure, by=world.secretariat)
        assert (await last_of(ana))["type"] == "websocket.send"
        while (last := await last_of(leader))["type"] != "websocket.close":
            pass
        assert last["code"] == 4401
        await meanwhile(write_post, thread, "Fără ei", by=circle.dan)
        assert await ana.receive_nothing(timeout=0.3)
        await ana.disconnect()

    async_to_sync(story)()
    assert clients[0].get("/home/").status_code == 302
    assert clients[1].get("/home/").status_code == 200
