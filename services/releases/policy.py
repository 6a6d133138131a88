"""By which rules a release is cut; kept with it as data. Departing from the defaults asks for a reason.

Names and defaults: docs/disclosure.md.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any

from services import disclosure


@dataclass(frozen=True)
class ReleasePolicy:
    """`threshold_fine` is k for tables with one of `fine`; `contributors` fewer organisations are too few;
    `p`: the second largest may not estimate the largest to within p per cent; `cost` of withholding a cell:
    "cells" or "values"; `zeros_hide`: a zero may be withheld to protect others.
    """

    threshold: int = 5
    threshold_fine: int = 10
    fine: tuple[str, ...] = ("county", "destination")
    contributors: int = 3
    p: int = 15
    cost: str = "cells"
    zeros_hide: bool = False

    @classmethod
    def of(cls, data: dict[str, Any]) -> "ReleasePolicy":
        """The policy that a release keeps."""
        known = {field.name for field in fields(cls)}
        found = {name: value for name, value in data.items() if name in known}
        return cls(**{**found, "fine": tuple(found.get("fine", cls.fine))})

    def as_data(self) -> dict[str, Any]:
        """As the release keeps it and the files show it."""
        return {**asdict(self), "fine": list(self.fine)}

    @property
    def departures(self) -> list[str]:
        """The names of the rules that are not the default ones."""
        usual = ReleasePolicy()
        return [f.name for f in fields(self) if getattr(self, f.name) != getattr(usual, f.name)]

    def threshold_for(self, dimensions: list[str]) -> int:
        """k for a block with these dimensions."""
        return self.threshold_fine if set(dimensions) & set(self.fine) else self.threshold

    def engine(self) -> disclosure.Policy:
        """The same rules for the disclosure control."""
        return disclosure.Policy(
            threshold=self.threshold,
            contributors=self.contributors,
            p=self.p,
            cost=self.cost,
            zeros_hide=self.zeros_hide,
        )
