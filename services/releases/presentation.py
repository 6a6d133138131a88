"""A release as a page shows it: lines, their breakdowns, and the signs explained beside every table."""

from dataclasses import dataclass, field

from django.utils.functional import Promise

from beneficiaries.models import Block, IndicatorVersion
from services.models import Release
from services.releases.queries import SYMBOLS, Figure, figures, published

Sign = tuple[str, str | Promise]


def signs_of(shown: list[Figure]) -> list[Sign]:
    """The signs that stand in these figures, each with its meaning."""
    found = {figure.why for figure in shown if figure.why}
    found |= {name for name in ("revised", "provisional") if any(getattr(f, name) for f in shown)}
    return [(f"[{SYMBOLS[name][0]}]", SYMBOLS[name][1]) for name in SYMBOLS if name in found]


@dataclass(frozen=True)
class BlockView:
    """A breakdown: its margins first, then its cells; rows of zero are folded away in long ones."""

    block: Block
    rows: list[Figure]

    @property
    def shown(self) -> list[Figure]:
        """Every row of a short breakdown; of a long one those that say something."""
        return self.rows if len(self.rows) <= 16 else [row for row in self.rows if row.value or row.why]

    @property
    def zeros(self) -> int:
        """How many rows are not printed, because nobody was counted there."""
        return len(self.rows) - len(self.shown)

    @property
    def signs(self) -> list[Sign]:
        return signs_of(self.shown)


@dataclass
class LineView:
    """An indicator of a release."""

    version: IndicatorVersion
    total: Figure
    quarters: list[Figure] = field(default_factory=list)
    blocks: list[BlockView] = field(default_factory=list)

    @property
    def is_reach(self) -> bool:
        return self.version.count_basis == IndicatorVersion.CountBasis.REACH

    @property
    def signs(self) -> list[Sign]:
        return signs_of([self.total, *self.quarters])


@dataclass(frozen=True)
class ReleaseView:
    """A whole release; `others` are the releases of the same scope that can be read beside it."""

    release: Release
    lines: list[LineView]
    others: list[Release]

    @property
    def services(self) -> list[LineView]:
        """The lines about beneficiaries, the largest first: the rows of the chart."""
        found = [line for line in self.lines if not line.version.about_activities]
        return sorted(found, key=lambda line: (-(line.total.value or 0), line.version.indicator.position))

    @property
    def activities(self) -> list[LineView]:
        """Campaigns and training: never on one axis with people in services."""
        return [line for line in self.lines if line.version.about_activities]

    @property
    def largest(self) -> LineView | None:
        """The line that the heading of the chart names."""
        return next((line for line in self.services if line.total.value), None)

    @property
    def signs(self) -> list[Sign]:
        return signs_of([line.total for line in self.lines])

    @property
    def is_newest(self) -> bool:
        return all(other.number < self.release.number for other in self.others)


def view_of(release: Release) -> ReleaseView:
    """Read a release for a page: a fixed number of queries."""
    lines: dict[str, LineView] = {}
    rows: dict[tuple[str, str], BlockView] = {}
    for figure in figures(release):
        code = figure.indicator.code
        if figure.is_total:
            lines[code] = LineView(figure.version, figure)
        elif figure.period:
            lines[code].quarters.append(figure)
        else:
            if (code, figure.block.code) not in rows:
                rows[code, figure.block.code] = BlockView(figure.block, [])
                lines[code].blocks.append(rows[code, figure.block.code])
            rows[code, figure.block.code].rows.append(figure)
    others = published().filter(scope=release.scope).exclude(pk=release.pk).order_by("-number")
    return ReleaseView(release, list(lines.values()), list(others))
