"""What waits for a person, told by every room that knows of something.

    @waits
    def tasks_that_wait(user: User) -> list[Waiting]: ...

registered in a module that the room's `AppConfig.ready` imports; the home page asks `waiting_for(user)`.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from protect.accounts.models import User


@dataclass(frozen=True)
class Waiting:
    """One thing to be done: what it is, of which kind, where, until when, its page, for whom one does it."""

    text: str
    kind: str
    url: str
    due: datetime.date | None = None
    where: str = ""
    organisation: int | None = None


Ask = Callable[[User], Iterable[Waiting]]
_rooms: dict[str, Ask] = {}


def waits(ask: Ask) -> Ask:
    """Have a room asked whenever somebody's home page is shown."""
    _rooms[f"{ask.__module__}.{ask.__qualname__}"] = ask
    return ask


def waiting_for(user: User) -> list[Waiting]:
    """All of it, soonest first."""
    found = [waiting for ask in _rooms.values() for waiting in ask(user)]
    return sorted(found, key=lambda waiting: (waiting.due or datetime.date.max, waiting.text))
