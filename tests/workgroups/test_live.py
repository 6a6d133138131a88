"""The live channel: rings for those who read, at once; falls silent with the right; loses nothing."""

import asyncio
import json
from collections.abc import Callable

import pytest
from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.contrib.sessions.models import Session
from django.test import Client

from protect.accounts.models import User
from protect.accounts.sessions import end_all_sessions
from protect.accounts.sockets import protected
from tests.workgroups.conftest import Circle
from workgroups.actions.discussing import write_post
from workgroups.actions.membership import end_group_membership
from workgroups.actions.pacing import choose_presence
from workgroups.consumers import MOST_MESSAGES
from workgroups.presence import others
from workgroups.routing import urlpatterns

pytestmark = pytest.mark.django_db(transaction=True)
application = protected(URLRouter(urlpatterns))


def socket_of(client: Client, origin: str = "http://testserver") -> WebsocketCommunicator:
    cookie = client.cookies["sessionid"].value if "sessionid" in client.cookies else ""
    headers = [(b"origin", origin.encode()), (b"cookie", f"sessionid={cookie}".encode())]
    return WebsocketCommunicator(application, "/live/", headers=headers)


async def heard(socket: WebsocketCommunicator, kind: str, within: float = 10) -> dict:
    """The next message of this kind; whatever else comes before it is passed over."""
    async with asyncio.timeout(within):
        while True:
            message = await socket.receive_json_from(timeout=within)
            if message["t"] == kind:
                return message


async def following(client: Client, thread: int, after: int) -> WebsocketCommunicator:
    socket = socket_of(client)
    assert (await socket.connect())[0]
    await socket.send_json_to({"t": "follow", "thread": thread, "after": after})
    await heard(socket, "here")
    return socket


def meanwhile(act: Callable, *args: object, **named: object):  # type: ignore[no-untyped-def]
    return database_sync_to_async(act)(*args, **named)


def played(story: Callable) -> None:
    async_to_sync(story)()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_post_rings_with_a_number_and_nothing_else(circle: Circle) -> None:
    thread, client = circle.thread(), client_of(circle.dan)

    async def story() -> None:
        socket = await following(client, thread.pk, 1)
        await meanwhile(write_post, thread, "Un secret", by=circle.ana)
        assert await heard(socket, "head") == {"t": "head", "thread": thread.pk, "sequence": 2}
        await socket.disconnect()

    played(story)


def test_who_was_away_is_told_the_head_when_following_again(circle: Circle) -> None:
    thread, client = circle.thread(), client_of(circle.dan)
    for _ in range(3):
        write_post(thread, "Între timp", by=circle.ana)

    async def story() -> None:
        socket = socket_of(client)
        await socket.connect()
        await socket.send_json_to({"t": "follow", "thread": thread.pk, "after": 1})
        assert (await heard(socket, "head"))["sequence"] == 4
        await socket.disconnect()

    played(story)
    since = client.get(f"/groups/policy/threads/{thread.pk}/since/1/").json()
    assert [event["sequence"] for event in since["events"]] == [2, 3, 4] and len(since["posts"]) == 3


def test_a_lost_bell_is_made_up_for_by_the_heartbeat(circle: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    thread, client = circle.thread(), client_of(circle.dan)

    async def story() -> None:
        socket = await following(client, thread.pk, 1)
        with monkeypatch.context() as deaf:
            deaf.setattr("workgroups.actions.events.ring", lambda *_: None)
            await meanwhile(write_post, thread, "Neauzit", by=circle.ana)
        await socket.send_json_to({"t": "ping"})
        assert (await heard(socket, "pong"))["heads"] == {str(thread.pk): 2}
        await socket.disconnect()

    played(story)


def test_revoked_while_the_socket_is_open(circle: Circle) -> None:
    """The page is told to empty itself, and the next event is not delivered. The bench says how soon."""
    thread, client = circle.thread(), client_of(circle.dan)
    membership = circle.group.memberships.get(user=circle.dan)

    async def story() -> None:
        socket = await following(client, thread.pk, 1)
        await meanwhile(end_group_membership, membership, by=circle.leader)
        await heard(socket, "gone")
        await meanwhile(write_post, thread, "Fără Dan", by=circle.ana)
        assert await socket.receive_nothing(timeout=0.3)
        await socket.send_json_to({"t": "follow", "thread": thread.pk, "after": 0})
        await heard(socket, "gone")
        await socket.disconnect()

    played(story)


def test_nobody_follows_what_they_may_not_read(circle: Circle) -> None:
    thread = circle.thread()

    async def story(client: Client) -> None:
        socket = socket_of(client)
        await socket.connect()
        await socket.send_json_to({"t": "follow", "thread": thread.pk, "after": 0})
        assert (await socket.receive_json_from())["t"] == "gone"
        await meanwhile(write_post, thread, "x", by=circle.ana)
        assert await socket.receive_nothing(timeout=0.3)
        await socket.disconnect()

    async_to_sync(story)(client_of(circle.world.reporter))


@pytest.mark.parametrize("how", ["another device", "deactivated", "row deleted"])
def test_session_end_closes_the_socket(circle: Circle, how: str) -> None:
    from protect.accounts.actions import deactivate

    thread, client = circle.thread(), client_of(circle.dan)
    client.get("/home/")  # notes the session, as every visit does

    async def story() -> None:
        socket = await following(client, thread.pk, 1)
        if how == "another device":
            await meanwhile(end_all_sessions, circle.dan, by=None)
        elif how == "deactivated":
            await meanwhile(deactivate, circle.dan, by=None, reason="x")
        else:
            await meanwhile(Session.objects.all().delete)
            await meanwhile(end_group_membership, membership, by=circle.leader)
        closed = {"type": "websocket.close", "code": 4401}
        async with asyncio.timeout(10):
            while (output := await socket.receive_output(10))["type"] != "websocket.close":
                pass
        assert output["code"] == closed["code"]
        await socket.wait()

    membership = circle.group.memberships.get(user=circle.ana if how != "row deleted" else circle.dan)
    played(story)


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_evil_origin_and_no_cookie_are_refused(circle: Circle, origin: str) -> None:
    async def opens(client: Client, origin: str) -> bool:
        socket = socket_of(client, origin)
        opened, _ = await socket.connect()
        await socket.disconnect()
        return opened

    assert not async_to_sync(opens)(client_of(circle.dan), origin)
    assert not async_to_sync(opens)(Client(), "http://testserver")


def test_presence_and_writing_are_numbers_too(circle: Circle) -> None:
    thread = circle.thread()
    ana, dan = client_of(circle.ana), client_of(circle.dan)

    async def story() -> None:
        first = await following(ana, thread.pk, 1)
        second = await following(dan, thread.pk, 1)
        assert (await heard(first, "here"))["users"] == [circle.dan.pk]
        await second.send_json_to({"t": "writing", "thread": thread.pk})
        assert await heard(first, "writing") == {"t": "writing", "thread": thread.pk, "user": circle.dan.pk}
        await second.disconnect()
        assert (await heard(first, "left"))["user"] == circle.dan.pk
        await first.disconnect()

    played(story)


def test_who_does_not_wish_to_be_seen_is_not_shown_and_open_pages_follow(circle: Circle) -> None:
    thread = circle.thread()
    ana, dan = client_of(circle.ana), client_of(circle.dan)
    choose_presence(circle.dan, False)

    async def story() -> None:
        first = await following(ana, thread.pk, 1)
        second = await following(dan, thread.pk, 1)
        await second.send_json_to({"t": "writing", "thread": thread.pk})
        assert await first.receive_nothing(timeout=0.3)
        assert await database_sync_to_async(others)(thread.pk, circle.ana.pk) == []
        await meanwhile(choose_presence, circle.dan, True)
        assert (await heard(first, "here"))["users"] == [circle.dan.pk]
        await meanwhile(choose_presence, circle.dan, False)
        assert (await heard(first, "left"))["user"] == circle.dan.pk
        await second.disconnect()
        assert await first.receive_nothing(timeout=0.3)
        await first.disconnect()

    played(story)


@pytest.mark.parametrize("noise", ["{", "[]", '{"t": "follow", "thread": "1; drop"}', '{"t": 7}', "null"])
def test_noise_is_dropped(circle: Circle, noise: str) -> None:
    client = client_of(circle.dan)

    async def story() -> None:
        socket = socket_of(client)
        await socket.connect()
        await socket.send_to(noise)
        await socket.send_to(json.dumps({"t": "ping"}))
        assert (await socket.receive_json_from())["t"] == "pong"
        await socket.disconnect()

    played(story)


def test_a_flood_closes_the_socket(circle: Circle) -> None:
    client = client_of(circle.dan)

    async def story() -> None:
        socket = socket_of(client)
        await socket.connect()
        for _ in range(MOST_MESSAGES * 2 + 2):
            await socket.send_to("{")
        assert (await socket.receive_output(10))["code"] == 4408
        await socket.wait()

    played(story)


def test_two_hundred_and_one_behind_is_told_to_load_anew(circle: Circle) -> None:
    from workgroups.models import ThreadEvent

    thread, client = circle.thread(), client_of(circle.dan)
    ThreadEvent.objects.bulk_create(
        ThreadEvent(thread=thread, sequence=n, kind="pin", by=circle.ana) for n in range(2, 203)
    )
    type(thread).objects.filter(pk=thread.pk).update(last_sequence=202)
    assert client.get(f"/groups/policy/threads/{thread.pk}/since/1/").json()["reload"]
    assert not client.get(f"/groups/policy/threads/{thread.pk}/since/2/").json()["reload"]
