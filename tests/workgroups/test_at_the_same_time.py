"""Several people write at the same moment, on connections of their own."""

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection

from protect.accounts.models import User
from tests.workgroups.conftest import make_circle
from tests.world import World
from workgroups.actions.discussing import edit_post, write_post
from workgroups.models import Post, Thread, ThreadEvent

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> None:
    """Do all of them at once; what one of them raises fails the test."""
    start, faults = threading.Barrier(len(acts)), list[BaseException]()

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait()
            act()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_concurrent_posts_keep_the_numbers_without_a_gap(world: World) -> None:
    circle = make_circle(world)
    thread = circle.thread()
    first = thread.posts.get()

    def writes(user: User) -> None:
        for n in range(4):
            write_post(Thread.objects.get(pk=thread.pk), f"{user} {n}", by=user)

    def edits() -> None:
        for n in range(4):
            edit_post(first, f"Schimbat {n}", by=circle.ana)

    together(*(lambda u=u: writes(u) for u in (circle.leader, circle.ana, circle.dan)), edits)
    events = ThreadEvent.objects.filter(thread=thread)
    assert list(events.values_list("sequence", flat=True)) == list(range(1, 18))
    assert Thread.objects.get(pk=thread.pk).last_sequence == 17
    for user in (circle.leader, circle.ana, circle.dan):  # each person's own, in the order written
        own = Post.objects.filter(thread=thread, author=user).exclude(pk=first.pk).order_by("sequence")
        assert list(own.values_list("text", flat=True)) == [f"{user} {n}" for n in range(4)]


def test_a_duplicate_post_sent_at_the_same_moment_is_written_once(world: World) -> None:
    circle = make_circle(world)
    thread, key = circle.thread(), uuid.uuid4()
    found: list[int] = []

    def send() -> None:
        found.append(write_post(thread, "O dată", by=circle.dan, key=key).pk)

    together(send, send, send, send)
    assert len(found) == 4 and len(set(found)) == 1 and Post.objects.filter(key=key).count() == 1
    numbers = list(ThreadEvent.objects.filter(thread=thread).values_list("sequence", flat=True))
    assert numbers == [1, 2]
