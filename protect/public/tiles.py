"""The tile map: every county a square of a grid, about where it lies. Our own data."""

from dataclasses import dataclass

from members.counties import COUNTIES, County

GRID = """
.  .  SM MM SV BT .  .  .
.  BH SJ BN NT IS .  .  .
AR .  CJ MS HR BC VS .  .
TM HD AB SB BV CV VN GL .
.  CS GJ VL AG PH BZ BR TL
.  .  MH .  DB IF B  IL CT
.  .  DJ OT TR GR CL .  .
"""


@dataclass(frozen=True)
class Place:
    """A county and its square, counted from 1, as CSS grids count."""

    county: County
    row: int
    column: int


PLACES: tuple[Place, ...] = tuple(
    Place(COUNTIES[code], row, column)
    for row, line in enumerate(GRID.split("\n")[1:-1], 1)
    for column, code in enumerate(line.split(), 1)
    if code != "."
)
