"""Mails about posts: gathered, held, looked at again, without a word of what was written, each once."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client

from protect.notices import outbox
from protect.notices.models import Notice
from tests.workgroups.conftest import Circle
from workgroups.actions.discussing import write_post
from workgroups.actions.joining import break_glass
from workgroups.actions.keeping import read_up_to
from workgroups.actions.membership import end_group_membership
from workgroups.actions.pacing import choose_pace, is_shown
from workgroups.actions.redacting import redact_post
from workgroups.models import Thread, Untold
from workgroups.telling import tell_of_news

WEDNESDAY = datetime.datetime(2025, 4, 16, 12, 0, tzinfo=datetime.UTC)
MINUTES = datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[Any]:
    """Noon of an ordinary day, which the tests move on."""
    with time_machine.travel(WEDNESDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def thread(circle: Circle) -> Thread:
    """Only Dan is told, at once."""
    found = circle.thread("Un subiect ascuns", "Un text ascuns")
    for user in (circle.leader, circle.ana, circle.observer):
        choose_pace(user, circle.group, "never")
    choose_pace(circle.dan, circle.group, "at_once")
    Untold.objects.all().delete()
    return found


def told() -> list[mail.EmailMessage]:
    tell_of_news()
    outbox.deliver()
    return [m for m in mail.outbox if "dan@example.org" in m.to]


def test_ten_posts_coalesce_into_one_mail(circle: Circle, thread: Thread, wednesday) -> None:  # type: ignore[no-untyped-def]
    for n in range(10):
        write_post(thread, f"Mesaj ascuns {n}", by=circle.ana)
    assert told() == []  # held for five minutes
    wednesday.shift(6 * MINUTES)
    (message,) = told()
    assert message.subject == "[ProTECT] 10 noutăți"
    assert told() == [message]


def test_a_mail_holds_nothing_of_what_was_written(circle: Circle, thread: Thread, wednesday) -> None:  # type: ignore[no-untyped-def]
    write_post(thread, "Mesaj ascuns", by=circle.ana)
    wednesday.shift(6 * MINUTES)
    (message,) = told()
    whole = message.subject + message.body + str(message.extra_headers)
    for word in ("ascuns", "policy", "Politici", "ana", "Ours"):
        assert word not in whole.replace("decoded", "")
    assert f"/groups/t/{thread.pk}/" in message.body


@pytest.mark.parametrize("what", ["removed", "redacted", "read", "left the group"])
def test_what_no_longer_holds_is_not_mailed(circle: Circle, thread: Thread, wednesday, what: str) -> None:  # type: ignore[no-untyped-def]
    """Removed member gets no queued mail; nor one about what was read or redacted meanwhile."""
    post = write_post(thread, "Mesaj", by=circle.ana)
    wednesday.shift(6 * MINUTES)
    if what in ("removed", "redacted"):  # after the notice was written, before the mail leaves
        tell_of_news()
        assert Notice.objects.filter(recipient=circle.dan).exists()
    if what == "redacted":
        redact_post(post, "person", by=circle.ana)
    elif what == "read":
        read_up_to(thread, 99, by=circle.dan)
    else:
        end_group_membership(circle.group.memberships.get(user=circle.dan), by=circle.leader)
    assert told() == []
    assert not Notice.objects.filter(recipient=circle.dan).exists()


def test_daily_and_weekly_wait_for_the_morning_and_a_call_by_name_does_not(
    circle: Circle,
    thread: Thread,
    wednesday,  # type: ignore[no-untyped-def]
) -> None:
    choose_pace(circle.dan, circle.group, "daily")
    write_post(thread, "Mesaj", by=circle.ana)
    wednesday.shift(60 * MINUTES)
    assert told() == []
    write_post(thread, "@Dan, ce spui?", by=circle.ana)
    wednesday.shift(6 * MINUTES)
    assert len(told()) == 1
    wednesday.shift(24 * 60 * MINUTES)
    assert len(told()) == 2
    choose_pace(circle.dan, circle.group, "weekly")
    write_post(thread, "Încă unul", by=circle.ana)
    wednesday.shift(24 * 60 * MINUTES)
    assert len(told()) == 2
    wednesday.shift(4 * 24 * 60 * MINUTES)  # past Monday morning
    assert len(told()) == 3


def test_a_crash_repeats_nothing(circle: Circle, thread: Thread, wednesday, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    write_post(thread, "Mesaj", by=circle.ana)
    wednesday.shift(6 * MINUTES)
    with monkeypatch.context() as broken:
        broken.setattr("workgroups.telling.Untold.objects.filter", None, raising=False)
        with pytest.raises(TypeError):
            tell_of_news()
    assert not Notice.objects.filter(recipient=circle.dan).exists()
    assert len(told()) == 1 and len(told()) == 1


def test_one_click_stops_such_mails_without_signing_in(circle: Circle, thread: Thread, wednesday) -> None:  # type: ignore[no-untyped-def]
    write_post(thread, "Mesaj", by=circle.ana)
    wednesday.shift(6 * MINUTES)
    (message,) = told()
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = re.search(r"<http://[^/]+(/.*)>", message.extra_headers["List-Unsubscribe"]).group(1)  # type: ignore[union-attr]
    program = Client(enforce_csrf_checks=True)
    assert program.get(path).status_code == 200
    write_post(thread, "Altul", by=circle.ana)
    assert Untold.objects.filter(recipient=circle.dan, notice=None).exists()
    assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    wednesday.shift(6 * MINUTES)
    assert told() == [message]
    assert program.post("/groups/notices/stop/forged/").status_code == 404


def test_paces_are_chosen_on_one_page(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    as_(circle.dan).post("/groups/notices/", {f"pace-{circle.group.pk}": "weekly"})
    assert 'value="weekly" selected' in as_(circle.dan).get("/groups/notices/").content.decode()


def test_being_seen_is_chosen_on_the_same_page(circle: Circle, as_) -> None:  # type: ignore[no-untyped-def]
    as_(circle.dan).post("/groups/notices/", {"presence": "hidden"})
    page = as_(circle.dan).get("/groups/notices/").content.decode()
    assert re.search(r'value="hidden" checked', page) and not is_shown(circle.dan.pk)
    assert is_shown(circle.ana.pk)


def test_breaking_the_glass_needs_a_reason_ends_by_itself_and_is_told(circle: Circle, as_, wednesday) -> None:  # type: ignore[no-untyped-def]
    thread = circle.thread()
    page = f"/groups/policy/threads/{thread.pk}/"
    secretary = circle.world.secretariat
    assert as_(secretary).get(page).status_code == 404
    assert as_(secretary).post("/groups/policy/open/", {"reason": " "}).status_code == 200
    assert as_(secretary).post("/groups/policy/open/", {"reason": "O plângere"}).status_code == 302
    seen = as_(secretary).get(page)
    assert seen.status_code == 200 and 'name="text"' not in seen.content.decode()
    (notice,) = Notice.objects.filter(kind="break-glass")
    assert notice.recipient == circle.leader and "plângere" not in notice.body
    assert "O plângere" in as_(circle.leader).get("/groups/policy/people/").content.decode()
    wednesday.shift(61 * MINUTES)
    assert as_(secretary).get(page).status_code == 404
    with pytest.raises(PermissionDenied):
        break_glass(circle.group, "x", by=circle.dan)
