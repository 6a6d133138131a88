"""Mails of meetings, decisions and tasks: at the pace that a person chose, gathered, looked at again."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from protect.notices import outbox
from protect.notices.models import Notice
from tests.workgroups.rooms import HOUR, Room, make_room
from workgroups.actions import end_group_membership
from workgroups.actions.deciding import answer, propose, withdraw
from workgroups.actions.discussing import begin_thread
from workgroups.actions.meetings import call_off
from workgroups.actions.pacing import choose_pace
from workgroups.actions.tasks import give_task, settle
from workgroups.models import Meeting, Untold
from workgroups.telling import HELD, tell_of_news

WEDNESDAY = datetime.datetime(2025, 4, 16, 12, 0, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[Any]:
    with time_machine.travel(WEDNESDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def room(world) -> Room:  # type: ignore[no-untyped-def]
    """Only the guest is told, at once."""
    found = make_room(world)
    for user in (found.lead, found.mate, found.third, found.watcher):
        choose_pace(user, found.group, "never")
    choose_pace(found.guest, found.group, "at_once")
    return found


def three_things(room: Room) -> None:
    """A meeting, a decision and a task, all with a word that no mail may hold."""
    room.meeting(hours=24 * 30, title="Cazul ascuns din Iași")
    closes = timezone.now() + 30 * DAY
    propose(room.group, "Adoptăm textul ascuns.", closes, by=room.lead)
    due = (timezone.now() + 30 * DAY).date()
    give_task(room.group, "Scriem ce e ascuns", room.world.other, due, by=room.lead)


def told() -> list[mail.EmailMessage]:
    tell_of_news()
    outbox.deliver()
    return mail.outbox


def test_three_things_are_held_five_minutes_and_make_one_mail(room: Room, wednesday) -> None:  # type: ignore[no-untyped-def]
    three_things(room)
    assert told() == []
    wednesday.shift(HELD - MINUTE)
    assert told() == []
    wednesday.shift(2 * MINUTE)
    (message,) = told()
    assert message.to == ["guest@example.org"] and message.subject == "[ProTECT] 3 noutăți"
    assert "1 întâlnire, 1 decizie, 1 sarcină" in message.body
    assert told() == [message]


def test_no_mail_says_what_it_is_about(room: Room, wednesday) -> None:  # type: ignore[no-untyped-def]
    three_things(room)
    wednesday.shift(6 * MINUTE)
    (message,) = told()
    whole = message.subject + message.body + str(message.extra_headers)
    assert not [word for word in ("ascuns", "Iași", "protection", "lead", "Ours") if word in whole]


@pytest.mark.parametrize(("pace", "first_mail"), [("daily", 1), ("weekly", 5)])
def test_a_pace_is_kept_for_things_too(room: Room, wednesday, pace: str, first_mail: int) -> None:  # type: ignore[no-untyped-def]
    choose_pace(room.guest, room.group, pace)
    three_things(room)
    begin_thread(room.group, "Subiect", "Text", by=room.lead)
    for day in range(first_mail):
        wednesday.shift(6 * MINUTE)
        assert told() == [], f"told on day {day}"
        wednesday.shift(DAY - 6 * MINUTE)
    (message,) = told()  # one for everything
    assert message.subject == "[ProTECT] 4 noutăți"
    assert "1 mesaj, 1 întâlnire, 1 decizie, 1 sarcină" in message.body


def test_who_chose_never_is_not_told(room: Room, wednesday) -> None:  # type: ignore[no-untyped-def]
    choose_pace(room.guest, room.group, "never")
    three_things(room)
    wednesday.shift(7 * DAY)
    assert told() == [] and not Untold.objects.exists()


def over(room: Room) -> None:
    Meeting.objects.update(starts_at=timezone.now() - 2 * HOUR, ends_at=timezone.now() - HOUR)


NO_LONGER = {
    "the decision was answered for the organisation": (
        lambda room: room.proposal(),
        lambda room: answer(room.proposal_made, "agree", by=room.guest),
    ),
    "the task is done": (
        lambda room: give_task(room.group, "x", room.world.other, timezone.now().date() + DAY, by=room.lead),
        lambda room: settle(room.group.tasks.get(), True, by=room.guest),
    ),
    "the meeting is over": (lambda room: room.meeting(), over),
    "the membership ended": (
        lambda room: room.meeting(),
        lambda room: end_group_membership(room.group.memberships.get(user=room.guest), by=room.lead),
    ),
    "the person wants no more mails": (
        lambda room: room.meeting(),
        lambda room: choose_pace(room.guest, room.group, "never"),
    ),
}


@pytest.mark.parametrize("written", [False, True], ids=["before the mail is written", "before it leaves"])
@pytest.mark.parametrize("why", NO_LONGER)
def test_what_no_longer_matters_is_not_mailed(room: Room, wednesday, why: str, written: bool) -> None:  # type: ignore[no-untyped-def]
    act, undo = NO_LONGER[why]
    room.proposal_made = act(room)  # type: ignore[attr-defined]
    wednesday.shift(6 * MINUTE)
    if written:
        tell_of_news()
        assert Notice.objects.filter(recipient=room.guest).exists()
    undo(room)
    assert told() == []
    assert not Notice.objects.filter(recipient=room.guest).exists()


def test_a_meeting_called_off_and_a_decision_closed_are_told(room: Room, wednesday) -> None:  # type: ignore[no-untyped-def]
    meeting, proposal = room.meeting(), room.proposal()
    answer(proposal, "agree", by=room.guest)
    wednesday.shift(6 * MINUTE)
    assert len(told()) == 1  # the meeting; the decision was answered
    call_off(meeting, by=room.lead)
    withdraw(proposal, "Se rescrie.", by=room.lead)
    wednesday.shift(6 * MINUTE)
    assert "1 întâlnire, 1 decizie" in told()[1].body


def test_one_click_ends_the_mails_of_the_group(room: Room, wednesday) -> None:  # type: ignore[no-untyped-def]
    three_things(room)
    wednesday.shift(6 * MINUTE)
    (message,) = told()
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = re.search(r"<http://[^/]+(/.*)>", message.extra_headers["List-Unsubscribe"]).group(1)  # type: ignore[union-attr]
    assert Client().post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    three_things(room)
    wednesday.shift(DAY)
    assert told() == [message]
