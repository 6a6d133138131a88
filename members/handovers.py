"""What an organisation that leaves still holds, beside what was said about each thing."""

from dataclasses import dataclass

from members.leaving import Holding, Room, rooms
from members.models import Departure, Handover, Organisation

LAID_DOWN = "-"


@dataclass(frozen=True)
class Standing:
    """Something that is held, in its room, with the word on it where there is one that still holds."""

    room: Room
    holding: Holding
    said: Handover | None

    @property
    def name(self) -> str:
        """The field of the page."""
        return f"to-{self.room.name}-{self.holding.key}"

    @property
    def chosen(self) -> str:
        """What the field shows."""
        return (self.said.to or LAID_DOWN) if self.said else ""

    @property
    def is_undecided(self) -> bool:
        """Somebody must still say what becomes of it."""
        return bool(self.holding.key) and self.said is None


def standings(organisation: Organisation, departure: Departure | None) -> list[Standing]:
    """Everything in every room; what needs a word comes first. A word on somebody who went holds no more."""
    words = {(w.room, w.key): w for w in departure.handovers.all()} if departure else {}
    found = []
    for room in rooms():
        for holding in room.holdings(organisation):
            said = words.get((room.name, holding.key))
            holds = said and allows(holding, said.to)
            found.append(Standing(room, holding, said if holds else None))
    return sorted(found, key=lambda standing: not standing.holding.key)


def allows(holding: Holding, to: str) -> bool:
    """Whether the thing may go to `to`, or be laid down where that is empty."""
    return to in dict(holding.choices) if to else holding.may_lay_down
