"""Totals."""

from typing import Any

from tests.addresses import ALL_SEEING, SIGNED_IN

ACCESS = {
    "services:totals": SIGNED_IN,
    "services:year": SIGNED_IN,
    "services:figure": SIGNED_IN,
    "services:download": ALL_SEEING,  # the period of this walk is open
}
POST: set[str] = set()


def arguments(walk: Any) -> dict[str, dict]:
    return {
        "services:year": {"year": 2025},
        "services:figure": {"year": 2025, "cell": walk.world.cell("residential").pk},
        "services:download": {"year": 2025, "extension": "csv"},
    }
