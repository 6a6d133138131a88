"""Who has a thread open now: kept in the cache for a minute and a half, told to nobody outside the group.

Two tabs that write at the same moment may lose one of them until its next heartbeat; no more is at stake.
"""

import time

from django.core.cache import cache

FRESH = 90  # seconds


def _key(thread: int) -> str:
    return f"here.{thread}"


def _fresh(thread: int) -> dict[int, float]:
    held: dict[int, float] = cache.get(_key(thread)) or {}
    return {user: seen for user, seen in held.items() if time.time() - seen < FRESH}


def others(thread: int, user: int) -> list[int]:
    """Who else has the thread open."""
    return [other for other in _fresh(thread) if other != user]


def arrived(thread: int, user: int) -> list[int]:
    """Note that `user` opened the thread; who else has it open."""
    here = _fresh(thread)
    cache.set(_key(thread), here | {user: time.time()}, FRESH)
    return [other for other in here if other != user]


def still_here(thread: int, user: int) -> None:
    """The tab's heartbeat; written once a minute."""
    here = _fresh(thread)
    if time.time() - here.get(user, 0) > FRESH / 2:
        cache.set(_key(thread), here | {user: time.time()}, FRESH)


def departed(thread: int, user: int) -> None:
    """The tab was closed."""
    here = _fresh(thread)
    if here.pop(user, None):
        cache.set(_key(thread), here, FRESH)
