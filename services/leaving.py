"""What an organisation takes along of the totals: its own answers about what may be shown of them."""

from collections.abc import Iterable

from members.exporting import as_json
from members.leaving import File, Holding, Room, register_room
from members.models import Organisation
from services.models import Waiver


def holdings(organisation: Organisation) -> Iterable[Holding]:
    """Nothing: published totals stay."""
    return []


def end(organisation: Organisation) -> None:
    """Nothing: an answer that was given holds for what was published with it."""


def export(organisation: Organisation) -> Iterable[File]:
    """What the secretariat asked, and what the organisation answered."""
    rows = Waiver.objects.filter(organisation=organisation).select_related("indicator", "answered_by")
    answers = [
        {
            "year": row.year, "indicator": row.indicator.code, "asked_at": row.asked_at, "agreed": row.agreed,
            "answered_at": row.answered_at, "reason": row.reason,
            "answered_by": row.answered_by.name if row.answered_by else None,
        }
        for row in rows.order_by("year", "indicator__code", "pk")
    ]  # fmt: skip
    yield "waivers.json", as_json(answers)


def register() -> None:
    """Called once, when the app is ready."""
    register_room(Room("totals", holdings, end, export))
