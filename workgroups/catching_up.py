"""Catching up: what happened in a thread after a number, as the reader may see it.

The same answer serves the page that hears the bell, the one that was away, and the one that only polls.
"""

from dataclasses import dataclass

from protect.accounts.models import User
from workgroups.models import Post, Thread, ThreadEvent
from workgroups.presentation import Shown, show_all

MOST = 200


@dataclass(frozen=True)
class Happened:
    """Events after a number, in their order, and the posts that they changed, as these are now."""

    head: int
    events: list[dict[str, object]]
    posts: list[Shown]
    thread_changed: bool
    too_many: bool


def what_happened_since(thread: Thread, user: User, after: int) -> Happened:
    """Read the head first: what is written meanwhile comes with the next question, never between."""
    head = thread.last_sequence
    rows = ThreadEvent.objects.visible_to(user).filter(thread=thread, sequence__gt=after, sequence__lte=head)
    found = list(rows.order_by("sequence").values_list("sequence", "kind", "post")[: MOST + 1])
    if len(found) > MOST:
        return Happened(head, [], [], False, True)
    changed = {post for _sequence, _kind, post in found if post}
    readable = Post.objects.visible_to(user).filter(pk__in=changed).order_by("sequence").with_people()
    posts = readable.prefetch_related("mentions__user", "mentions__organisation") if changed else []
    return Happened(
        head=head,
        events=[{"sequence": s, "kind": kind, "post": post} for s, kind, post in found],
        posts=show_all(posts, user, thread),
        thread_changed=any(post is None for _sequence, _kind, post in found),
        too_many=False,
    )
