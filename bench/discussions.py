"""Discussions: live delivery against a bare broadcast, long threads against short, search against SQL."""

import asyncio
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any
from urllib.parse import urlencode

import redis
import websockets
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.totals import line, milliseconds
from members.models import Organisation
from protect.accounts.models import User
from protect.accounts.rules import remember_for_request
from protect.accounts.second_factor import DEMO_SESSION_KEY
from protect.search.index import reindex
from protect.search.queries import found_keys, search
from protect.search.registry import KINDS
from tests.e2e.serving import REDIS, ROOT, environment, free_port
from workgroups.actions.discussing import begin_thread, edit_post
from workgroups.actions.membership import begin_group_membership
from workgroups.actions.redacting import redact_post
from workgroups.models import Post, Thread, Workgroup

PAGES, TABS, PEOPLE, POSTS = 200, 20, 23, int(os.environ.get("BENCH_POSTS", "30"))
FOUND = int(os.environ.get("BENCH_SEARCH", "100000"))
SQLITE = """
SELECT rowid, COUNT(*) OVER () FROM search_words WHERE search_words MATCH %s ORDER BY rank LIMIT 20
"""
POSTGRESQL = """
SELECT object_id, COUNT(*) OVER () FROM search_document WHERE vector @@ to_tsquery('simple', %s)
ORDER BY ts_rank(vector, to_tsquery('simple', %s)) DESC LIMIT 20
"""
SYLLABLES = ("ma", "re", "ti", "lo", "cu", "ne", "sa", "pri", "du", "vo", "ță", "șe")


def measure() -> Iterator[str]:
    """All figures of this file."""
    group, writer = a_group()
    yield from long_threads(group, writer)
    yield from live(group, writer)
    yield from searching(group, writer)


def a_group() -> tuple[Workgroup, User]:
    """A group of 23 people of one organisation, as large as ours are."""
    organisation = Organisation.objects.create(slug="talk", name="Talk", joined_on="2020-01-01")
    group = Workgroup.objects.create(slug="talk", name_ro="T", name_en="T", purpose_ro="x", purpose_en="x")
    people = [
        User.objects.create_user(f"talk{n}@example.org", name=f"Talk {n}", is_demo=True)
        for n in range(PEOPLE)
    ]
    for user in people:
        role = "coordinator" if user == people[-1] else "member"
        begin_group_membership(user, group, organisation, role, by=None)
    return group, people[0]


def filled(group: Workgroup, writer: User, number: int) -> Thread:
    """A thread with `number` posts."""
    thread = begin_thread(group, f"{number} posts", "First", by=writer)
    organisation = thread.posts.get().organisation
    made = [
        Post(
            thread=thread,
            sequence=n,
            author=writer,
            organisation=organisation,
            text=f"Text **{n}** of a thread",
        )
        for n in range(2, number + 1)
    ]
    Post.objects.bulk_create(made, batch_size=1000)
    Thread.objects.filter(pk=thread.pk).update(last_sequence=number)
    return Thread.objects.get(pk=thread.pk)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    session[DEMO_SESSION_KEY] = True
    session.save()
    return client


def long_threads(group: Workgroup, writer: User) -> Iterator[str]:
    """A thread of 10,000 posts against one of 50."""
    client = signed_in(writer)
    sizes = (50, 10_000)
    pages = {size: filled(group, writer, size).get_absolute_url() for size in sizes}
    runs: dict[int, list[float]] = {size: [] for size in sizes}
    for _ in range(15):
        for size in sizes:
            runs[size].append(milliseconds(lambda size=size: client.get(pages[size]), 1))
    asked = []
    for size in sizes:
        with CaptureQueriesContext(connection) as captured:
            client.get(pages[size])
        asked.append(len(captured))
    taken = {size: statistics.median(found) for size, found in runs.items()}
    note = f", {asked[1]} queries / {asked[0]} (target: the same, 2)"
    yield line("thread of 10,000 posts", taken[10_000], "thread of 50", taken[50], note)


@contextmanager
def server(layer: str) -> Iterator[int]:
    """The portal with the yardstick's socket, in a process of its own, on this database."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "bench.live_app:application", "--port", str(port)]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    settings = environment(REDIS if layer == "Redis" else "")
    process = subprocess.Popen([*command, "--log-level", "error"], cwd=ROOT, env=settings, **quiet)
    try:
        for _ in range(300):
            time.sleep(0.1)
            try:
                http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
                break
            except OSError:
                continue
        yield port
    finally:
        process.kill()
        process.wait()


def live(group: Workgroup, writer: User) -> Iterator[str]:
    """From the POST to the last of 200 open pages, on both layers."""
    for layer in ("in-process", "Redis"):
        if layer == "Redis":
            try:
                redis.Redis.from_url(REDIS).ping()
            except redis.ConnectionError:
                yield "live pages on Redis: left out, no Redis server on this machine"
                continue
        thread = begin_thread(group, layer, "First", by=writer)
        cookie = signed_in(writer).cookies["sessionid"].value
        seat = group.memberships.filter(until=None, role="member").exclude(user=writer).first()
        assert seat is not None
        leaver = signed_in(seat.user).cookies["sessionid"].value
        leader = signed_in(group.memberships.get(role="coordinator").user).cookies["sessionid"].value
        with server(layer) as port:
            yield from asyncio.run(broadcast(layer, port, thread.pk, cookie))
            yield asyncio.run(revoked(layer, port, thread.pk, seat.pk, leaver, leader))


class Listeners:
    """200 sockets; when the last has heard a number, its time is noted."""

    def __init__(self) -> None:
        self.heard: dict[int, int] = {}
        self.last_at: dict[int, float] = {}
        self.rings: dict[int, asyncio.Event] = {}

    async def listen(self, socket: Any) -> None:
        async for text in socket:
            message = json.loads(text)
            if message["t"] == "head":
                n = message["sequence"]
                self.heard[n] = self.heard.get(n, 0) + 1
                if self.heard[n] == PAGES:
                    self.last_at[n] = time.perf_counter()
                    self.rings.setdefault(n, asyncio.Event()).set()

    async def all_heard(self, n: int) -> float:
        await asyncio.wait_for(self.rings.setdefault(n, asyncio.Event()).wait(), 30)
        return self.last_at[n]


async def opened(
    port: int, path: str, cookie: str, first: dict | None, number: int = 0
) -> tuple[list[Any], Listeners]:
    sockets = []
    for _ in range(number or PAGES):
        socket = await websockets.connect(
            f"ws://127.0.0.1:{port}/{path}/", origin=f"http://127.0.0.1:{port}",  # type: ignore[arg-type]
            additional_headers={"Cookie": f"sessionid={cookie}"}, max_queue=None, ping_interval=None,
        )  # fmt: skip
        if first:
            await socket.send(json.dumps(first))
        sockets.append(socket)
    listeners = Listeners()
    for socket in sockets:
        socket.listening = asyncio.create_task(listeners.listen(socket))
    await asyncio.sleep(2)
    return sockets, listeners


async def broadcast(layer: str, port: int, thread: int, cookie: str) -> list[str]:
    """Bare broadcasts and posts, each to 200 sockets of the same server, one after the other."""
    bare, heard = await opened(port, "bare", cookie, None)
    yardstick, began = [], time.perf_counter()
    for n in range(POSTS):
        start = time.perf_counter()
        await bare[0].send(json.dumps({"n": n}))
        yardstick.append(await heard.all_heard(n) - start)
    bare_rate = PAGES * POSTS / (time.perf_counter() - began)
    for socket in bare:
        await socket.close()
    pages, heard = await opened(port, "live", cookie, {"t": "follow", "thread": thread, "after": 1})
    poster = Poster(port, thread, cookie)
    delays, after_write, began = [], [], time.perf_counter()
    for n in range(POSTS):
        start = time.perf_counter()
        posting = asyncio.create_task(asyncio.to_thread(poster.post))
        last = await heard.all_heard(n + 2)
        delays.append(last - start)
        await posting
        after_write.append(poster.took)
    rate = PAGES * POSTS / (time.perf_counter() - began)
    alone = statistics.median(after_write)
    for socket in pages:
        await socket.close()
    where = f"{layer}, {PAGES} open pages"
    one, other = p95(delays) * 1000, p95(yardstick) * 1000
    return [
        f"deliveries a second, {where} / bare broadcast: {rate / bare_rate:.2f} "
        f"({rate:,.0f} / {bare_rate:,.0f}; target 0.5; each post is checked, written, audited first)",
        line(f"p95 from POST to the last page, {where}", one, "bare broadcast", other,
             f", the POST alone {alone * 1000:.0f} ms"),
    ]  # fmt: skip


async def revoked(layer: str, port: int, thread: int, seat: int, leaver: str, leader: str) -> str:
    """From the click that ends a membership to the last of that person's open pages told to empty itself."""
    pages, _heard = await opened(port, "live", leaver, {"t": "follow", "thread": thread, "after": 99}, TABS)
    for socket in pages:
        socket.listening.cancel()
    poster = Poster(port, thread, leader)
    start = time.perf_counter()
    ending = asyncio.create_task(asyncio.to_thread(poster.send, f"/groups/talk/people/{seat}/", {"end": "1"}))
    await asyncio.gather(*(told_to_go(socket) for socket in pages))
    took = time.perf_counter() - start
    await ending
    return (
        f"from the end of a membership to the last of {TABS} pages emptied, {layer}: {took * 1000:.0f} ms "
        f"(promised 2,000; ratio {took / 2:.2f})"
    )


async def told_to_go(socket: Any) -> None:
    async with asyncio.timeout(30):
        while json.loads(await socket.recv())["t"] != "gone":
            pass


class Poster:
    """Writes posts as a page does: an ordinary form, with its token and its key."""

    def __init__(self, port: int, thread: int, cookie: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.path = f"/groups/talk/threads/{thread}/"
        token = "b" * 32
        self.token = token
        self.headers = {
            "Cookie": f"sessionid={cookie}; csrftoken={token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.took = 0.0

    def post(self) -> None:
        start = time.perf_counter()
        self.send(self.path, {"text": "Un mesaj", "key": str(uuid.uuid4())})
        self.took = time.perf_counter() - start

    def send(self, path: str, form: dict[str, str]) -> None:
        form = form | {"csrfmiddlewaretoken": self.token}
        self.connection.request("POST", path, urlencode(form), self.headers)
        answer = self.connection.getresponse()
        answer.read()
        assert answer.status == 302, answer.status


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95) - 1]


def searching(group: Workgroup, writer: User) -> Iterator[str]:
    """A word in 100,000 posts, for a reader, against the database's own full-text query on the same index."""
    chance = random.Random(7)
    thread = begin_thread(group, "Searched", "First", by=writer)
    organisation = thread.posts.get().organisation
    words = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(3000)]
    for begun in range(2, FOUND, 5000):
        Post.objects.bulk_create(
            [
                Post(thread=thread, sequence=n, author=writer, organisation=organisation,
                     text=" ".join(chance.choices(words, k=12)))
                for n in range(begun, begun + 5000)
            ],
            batch_size=1000,
        )  # fmt: skip
    reindex([KINDS["post"]])
    asked = words[:12]
    ours, keys, plain = [], [], []
    for word in asked:  # in turns, so that a busy moment is everybody's
        ours.append(milliseconds(lambda w=word: search(w, user=in_request(writer)), 3))
        keys.append(
            milliseconds(lambda w=word: found_keys(w, user=in_request(writer), kind="post", most=20), 3)
        )
        plain.append(milliseconds(lambda w=word: full_text(w), 3))
    where, yardstick, alone = f"in {FOUND:,} posts", "plain full-text query", statistics.median(plain)
    yield line(
        f"search {where}, its statement with a reader's rights", statistics.median(keys), yardstick, alone
    )
    yield line(f"search {where}, the page of 20 hits with it", statistics.median(ours), yardstick, alone)
    yield redacting(thread, writer)


def in_request(user: User) -> User:
    """The person as a request knows them: what they may is asked once for each."""
    found = copy(user)
    remember_for_request(found)
    return found


def redacting(thread: Thread, writer: User) -> str:
    """A redaction, which takes its words out of every segment of the index, against an ordinary edit."""
    posts = iter(thread.posts.order_by("sequence")[:16])
    edited = milliseconds(lambda: edit_post(next(posts), f"Changed {time.perf_counter()}", by=writer), 5)
    gone = milliseconds(lambda: redact_post(next(posts), "person", by=writer), 5)
    return line(f"a redaction with {FOUND:,} posts in the index", gone, "an edit", edited)


def full_text(word: str) -> list[Any]:
    """The same word, with nobody's rights."""
    from protect.search.words import stems_of

    (stem, *_more) = stems_of(word)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(SQLITE, [f'"{stem}"*'])
        else:
            cursor.execute(POSTGRESQL, [f"{stem}:*", f"{stem}:*"])
        return cursor.fetchall()
