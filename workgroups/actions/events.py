"""The numbers of a thread: given under its row's lock, in the transaction of the act they number.

So the order of commits is the order of numbers, and "everything after N" leaves nothing out
(notes: with a serial primary key a lower one can commit later, and is never seen).
"""

import datetime
from typing import Any

from django.db.models import F

from protect.accounts.models import User
from workgroups.live import ring
from workgroups.models import Post, Thread, ThreadEvent


def take_number(thread: Thread, **changes: Any) -> int:
    """The thread's next number, with `changes` to its row; it stays locked until the act is through."""
    Thread.objects.filter(pk=thread.pk).update(last_sequence=F("last_sequence") + 1, **changes)
    thread.refresh_from_db(fields=["last_sequence", "last_post_at", "pinned_at", "closed_at", *changes])
    return thread.last_sequence


def note_event(
    thread: Thread, sequence: int, kind: str, *, by: User, at: datetime.datetime, post: Post | None = None
) -> ThreadEvent:
    """Write what happened under its number, and ring at the open pages after the commit."""
    event = ThreadEvent.objects.create(thread=thread, sequence=sequence, kind=kind, post=post, by=by, at=at)
    ring(thread.pk, sequence)
    return event
