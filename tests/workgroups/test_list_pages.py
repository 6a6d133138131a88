"""Lists of a group ask the database the same number of questions, however long they are."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.workgroups.rooms import Room, make_room, stored, with_file
from workgroups.actions.deciding import answer, close
from workgroups.actions.discussing import begin_thread, write_post
from workgroups.actions.moderating import flag_post
from workgroups.actions.steering import steer
from workgroups.actions.tasks import give_task
from workgroups.models import Attachment

FEW, MANY = 2, 6  # both on one page


@pytest.fixture
def room(world) -> Room:  # type: ignore[no-untyped-def]
    return make_room(world)


def threads(room: Room, number: int) -> None:
    for n in range(number):
        thread = begin_thread(room.group, f"Subiect {n}", "Text", by=room.mate, content_note="violence")
        write_post(thread, "Răspuns", by=room.guest)
        steer(thread, "pin", by=room.lead)


def posts(room: Room, number: int) -> None:
    """Answers that quote, call somebody, were changed, and have a file, in one thread."""
    thread = room.group.threads.first() or begin_thread(room.group, "Subiect", "Text", by=room.mate)
    first = thread.posts.get(sequence=1)
    for _n in range(number):
        post = write_post(thread, "Da, @lead", by=room.guest, quoted=first)
        Attachment.objects.create(post=post, file=stored())


def flags(room: Room, number: int) -> None:
    thread = begin_thread(room.group, "Subiect", "Text", by=room.mate)
    for _n in range(number):
        flag_post(write_post(thread, "Text", by=room.guest), "person", by=room.mate)


def resources(room: Room, number: int) -> None:
    for n in range(number):
        resource = room.note(f"Ghid {n}", by=room.guest, tags=[f"a{n % 3}", "b"], audience="members")
        with_file(resource, stored(by=room.guest))
        with_file(resource, stored(by=room.mate))


def meetings(room: Room, number: int) -> None:
    for n in range(number):
        room.meeting(hours=24 * n + 1)


def decisions(room: Room, number: int) -> None:
    """Half of them open."""
    for n in range(number):
        proposal = room.proposal()
        for user in (room.lead, room.guest, room.third):
            answer(proposal, "agree", by=user)
        if n % 2:
            close(proposal, "adopted", "Da.", by=room.lead)


def tasks(room: Room, number: int) -> None:
    for n in range(number):
        person = room.guest if n % 2 else None
        today = timezone.localdate()
        give_task(room.group, f"Sarcina {n}", room.world.other, today, by=room.lead, person=person)


PAGES: dict[str, tuple[str, Callable[[Room, int], None]]] = {
    "discussions": ("/groups/protection/threads/", threads),
    "posts of a thread": ("/groups/protection/threads/{thread}/", posts),
    "what happened in a thread": ("/groups/protection/threads/{thread}/since/1/", posts),
    "reported texts": ("/groups/protection/moderation/", flags),
    "resources": ("/groups/protection/resources/", resources),
    "library": ("/groups/library/", resources),
    "meetings": ("/groups/protection/meetings/", meetings),
    "decisions": ("/groups/protection/decisions/", decisions),
    "tasks": ("/groups/protection/tasks/", tasks),
    "home": ("/home/", decisions),
    **{
        f"the group's page with {act.__name__}": ("/groups/protection/", act)
        for act in (threads, resources, meetings, decisions, tasks)
    },
}


def questions(client: Client, page: str) -> list[str]:
    cache.clear()
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return [query["sql"][:160] for query in asked]


@pytest.mark.parametrize("what", PAGES)
def test_a_list_asks_as_much_for_many_as_for_few(room: Room, as_, what: str) -> None:  # type: ignore[no-untyped-def]
    page, fill = PAGES[what]
    client = as_(room.lead)
    fill(room, FEW)
    thread = room.group.threads.first()
    page = page.format(thread=thread.pk if thread else 0)
    few = questions(client, page)
    fill(room, MANY)
    many = questions(client, page)
    assert len(few) == len(many), [sql for sql in many if sql not in few]
