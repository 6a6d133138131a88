"""What an organisation holds when it leaves, room by room: each lower room says what is its own.

    register_room(Room("workgroups", holdings, end, export, hand_over))

`holdings` names what ends and what somebody must take on or lay down first; in the transaction of the
departure `hand_over` moves each of these, then `end` ends the rest; `export` gives the files of what is the
organisation's own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from members.models import Organisation

File = tuple[str, bytes]
Choice = tuple[str, str]


@dataclass(frozen=True)
class Holding:
    """Something that the organisation still has. With a `key`, it is decided upon before it leaves."""

    text: str
    key: str = ""
    choices: tuple[Choice, ...] = ()
    may_lay_down: bool = True
    url: str = ""


def hands_nothing_over(organisation: Organisation, key: str, to: str) -> None:
    """For rooms whose things are only laid down."""


@dataclass(frozen=True)
class Room:
    """A part of the house that an organisation leaves."""

    name: str
    holdings: Callable[[Organisation], Iterable[Holding]]
    end: Callable[[Organisation], None]
    export: Callable[[Organisation], Iterable[File]]
    hand_over: Callable[[Organisation, str, str], None] = hands_nothing_over


_rooms: dict[str, Room] = {}


def register_room(room: Room) -> Room:
    """Let a room be asked when an organisation leaves."""
    _rooms[room.name] = room
    return room


def rooms() -> list[Room]:
    """Every room that said it has something, in the order of their names."""
    return [_rooms[name] for name in sorted(_rooms)]
