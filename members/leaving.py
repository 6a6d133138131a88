"""What an organisation holds when it leaves, room by room: each lower room says what is its own.

    register_room(Room("workgroups", holdings, end, export))

`holdings` says what ends or must be handed over first, `end` ends it in the transaction of the departure,
`export` gives the files of what is the organisation's own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from members.models import Organisation


@dataclass(frozen=True)
class Holding:
    """Something that the organisation still has; what `blocks` is handed over before it leaves."""

    text: str
    blocks: bool = False


File = tuple[str, bytes]


@dataclass(frozen=True)
class Room:
    """A part of the house that an organisation leaves."""

    name: str
    holdings: Callable[[Organisation], Iterable[Holding]]
    end: Callable[[Organisation], None]
    export: Callable[[Organisation], Iterable[File]]


_rooms: dict[str, Room] = {}


def register_room(room: Room) -> Room:
    """Let a room be asked when an organisation leaves."""
    _rooms[room.name] = room
    return room


def rooms() -> list[Room]:
    """Every room that said it has something, in the order of their names."""
    return [_rooms[name] for name in sorted(_rooms)]
