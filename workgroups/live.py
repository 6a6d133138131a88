"""What goes over the wire when something happened in a thread: a pointer, after the commit, no content.

The database is the truth; a pointer that is lost costs the time until the next heartbeat, no post.
"""

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction


def thread_group(thread_id: int) -> str:
    """The channel group of the open pages of a thread."""
    return f"th.{thread_id}"


def ring(thread_id: int, sequence: int) -> None:
    """Tell the open pages of a thread that it has come to `sequence`, once the transaction is through."""

    def send() -> None:
        message = {"type": "thread.moved", "thread": thread_id, "sequence": sequence}
        async_to_sync(get_channel_layer().group_send)(thread_group(thread_id), message)

    transaction.on_commit(send, robust=True)  # a layer that is down undoes no post
