"""What we did together: totals that follow the verified reports, and releases that never change."""

from services.models.releases import Release, ReleasedFigure, ReleaseReport
from services.models.totals import Contribution, Total
from services.models.waivers import Waiver, WaiverWithdrawal

__all__ = [
    "Contribution",
    "Release",
    "ReleaseReport",
    "ReleasedFigure",
    "Total",
    "Waiver",
    "WaiverWithdrawal",
]
