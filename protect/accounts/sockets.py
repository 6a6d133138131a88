"""Sockets: who is behind one, whether it may stay open, and how it is told to close.

HTTP middleware does not run for sockets, and Channels neither looks again after the
handshake (https://github.com/django/channels/issues/1324) nor honours SECRET_KEY_FALLBACKS
(issue 1524). A consumer therefore

- joins `user_group(user.pk)` and `session_group(session_key)` when it connects,
- answers `session.ended` by closing with 4401, and `rights.changed` by asking
  `socket_allowed(scope)` and its own rules again,
- asks `socket_allowed(scope)` once a minute besides.
"""

import hashlib
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from channels.middleware import BaseMiddleware
from channels.security.websocket import OriginValidator
from channels.sessions import CookieMiddleware, SessionMiddleware
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils.crypto import constant_time_compare

from protect.accounts.models import User
from protect.accounts.rules import Person
from protect.accounts.second_factor import is_required, satisfied
from protect.accounts.sessions import expired

Scope = dict[str, Any]


def user_group(user_id: int) -> str:
    """The channel group of all sockets of a person."""
    return f"u.{user_id}"


def session_group(session_key: str) -> str:
    """The channel group of all sockets of a session; the key itself never reaches the layer."""
    return "s." + hashlib.sha256(session_key.encode()).hexdigest()[:16]


def announce_session_ended(session_key: str) -> None:
    """Close the sockets of a session once the surrounding transaction is through."""
    _announce(session_group(session_key), "session.ended")


def announce_rights_changed(user_id: int) -> None:
    """Have the sockets of a person ask again what they may, once the transaction is through."""
    _announce(user_group(user_id), "rights.changed")


def _announce(group: str, kind: str) -> None:
    def send() -> None:
        async_to_sync(get_channel_layer().group_send)(group, {"type": kind})

    transaction.on_commit(send, robust=True)  # a layer that is down undoes nothing


def person_of(session: SessionBase) -> Person:
    """Who a session belongs to, by the present and the former secret keys.

    Reads only: `django.contrib.auth.get_user` renews or flushes the session where the key
    changed, and a socket cannot give the browser the new cookie.
    """
    key = session.get(SESSION_KEY)
    user = User.objects.filter(pk=key, is_active=True).first() if key else None
    if user is None:
        return AnonymousUser()
    found = session.get(HASH_SESSION_KEY, "")
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return user if any(constant_time_compare(found, known) for known in hashes) else AnonymousUser()


class SocketPerson(BaseMiddleware):
    """Put the person of the session into the scope as `user`."""

    async def __call__(self, scope: Scope, receive: Callable, send: Callable) -> Any:
        scope = dict(scope)
        scope["user"] = await database_sync_to_async(person_of)(scope["session"])
        return await super().__call__(scope, receive, send)


def protected(urlrouter: Callable[..., Awaitable[Any]]) -> OriginValidator:
    """`urlrouter` behind our own origin, with `scope["session"]` and `scope["user"]`."""
    return OriginValidator(
        CookieMiddleware(SessionMiddleware(SocketPerson(urlrouter))), settings.SOCKET_ORIGINS
    )


@database_sync_to_async
def socket_allowed(scope: Scope) -> bool:
    """Whether the socket of `scope` may open or stay open, asked afresh from the database.

    The session must still exist and not be over its limits, its person be active with the
    same password, and the second factor used where the person's roles ask for one.
    """
    key = scope["session"].session_key
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    if not key or not session.exists(key):
        return False
    user = person_of(session)
    if not user.is_authenticated or expired(session, user):
        return False
    return not is_required(user) or satisfied({"session": session}, user)
