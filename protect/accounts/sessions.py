"""How long a session lives, and how all of a person's sessions end.

Three limits (settings, in seconds): SESSION_LIFETIME from the sign-in, whatever happens;
SESSION_IDLE since the last request; SESSION_IDLE_PRIVILEGED instead, for those whose role
asks for a second factor.
"""

import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from protect.accounts.keys import end_all_keys
from protect.accounts.models import User
from protect.accounts.rules import Person
from protect.accounts.second_factor import is_privileged

BEGAN, SEEN = "began_at", "seen_at"
TOUCH_EVERY = 60  # seconds: a session row is not written at every request


def expired(session: SessionBase, user: Person) -> bool:
    """Whether a limit of this session has passed."""
    now = time.time()
    began = session.get(BEGAN)
    if began is None:
        return False
    idle_limit = settings.SESSION_IDLE_PRIVILEGED if is_privileged(user) else settings.SESSION_IDLE
    return now - began > settings.SESSION_LIFETIME or now - session[SEEN] > idle_limit


def touch(session: SessionBase) -> bool:
    """Note that the session is used, at most once a minute; whether it was noted."""
    now = time.time()
    if now - session.get(SEEN, 0) < TOUCH_EVERY:
        return False
    session.setdefault(BEGAN, now)
    session[SEEN] = now
    return True


def end_all_sessions(user: User, *, by: User | None) -> tuple[int, int]:
    """End every session of `user` with its sockets, and every key; how many there were of each."""
    from allauth.usersessions.adapter import get_adapter

    sessions = list(UserSession.objects.filter(user=user))
    with transaction.atomic():
        keys = end_all_keys(user, by=by)
        get_adapter().end_sessions(sessions)
    return len(sessions), keys
