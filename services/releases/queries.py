"""Reading releases: for everything that is public, and for the chapter. The reports are never asked here.

    release = latest(2020)
    for figure in figures(release):
        figure.version.name, figure.name, figure.value or figure.symbol

A withheld figure has no value and says only that it is withheld: which of them are primary is not told.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beneficiaries.models import Block, Category, Cell, Indicator, IndicatorVersion, Period
from services.models import Release, ReleasedFigure

WITHHELD, NOT_APPLICABLE, UNAVAILABLE = "withheld", "not_applicable", "unavailable"
SYMBOLS = {
    WITHHELD: ("c", gettext_lazy("withheld, so that nobody can be recognised")),
    NOT_APPLICABLE: ("z", gettext_lazy("does not apply: nobody offers or counts it")),
    UNAVAILABLE: ("x", gettext_lazy("not available")),
    "revised": ("r", gettext_lazy("revised since the release before")),
    "provisional": ("p", gettext_lazy("provisional: a period of the year is not closed yet")),
}
REASONS = {
    ReleasedFigure.Status.PUBLISHED: "",
    ReleasedFigure.Status.PRIMARY: WITHHELD,
    ReleasedFigure.Status.SECONDARY: WITHHELD,
    ReleasedFigure.Status.NOT_APPLICABLE: NOT_APPLICABLE,
    ReleasedFigure.Status.UNAVAILABLE: UNAVAILABLE,
}


@dataclass(frozen=True)
class Figure:
    """A figure of a release as everybody may see it; `value` is None exactly where `why` says something.

    `cell` is None for a margin within a block (all women, a region, what has no breakdown) and the block
    is the total's for the indicator's total. `period` is a quarter within a year, None for the whole.
    `qualifier`: exact, about, more_than. `pk` opens the lineage for those who may see it.
    """

    pk: int
    version: IndicatorVersion
    block: Block
    cell: Cell | None
    key: str
    period: Period | None
    name: str
    value: int | None
    why: str
    revised: bool
    provisional: bool
    qualifier: str
    organisations: int | None = None
    overlap: int | None = None

    @property
    def indicator(self) -> Indicator:
        return self.version.indicator

    @property
    def is_total(self) -> bool:
        """The indicator's total of the whole scope."""
        return self.block.kind == Block.Kind.TOTAL and self.period is None

    @property
    def is_margin(self) -> bool:
        """A subtotal within a breakdown: not to be added to the cells that it holds."""
        return self.cell is None and self.key != ReleasedFigure.REST

    @property
    def symbol(self) -> str:
        """`[c]`, `[z]`, `[x]`; '' where there is a number."""
        return f"[{SYMBOLS[self.why][0]}]" if self.why else ""

    @property
    def marks(self) -> str:
        """`[r] [p]`: what is to be known about the number beside it."""
        found = [("r", self.revised), ("p", self.provisional)]
        return " ".join(f"[{mark}]" for mark, holds in found if holds)

    @property
    def fewest_people(self) -> int | None:
        """If all whom members share were one group: no fewer people than this. None where it is not told."""
        if self.value is None or not self.overlap:
            return None
        return self.value - self.overlap


def published() -> QuerySet[Release]:
    """All published releases, the newest year first."""
    return Release.objects.published().select_related("period")


def latest(year: int, period: Period | None = None) -> Release | None:
    """The newest published release of a year (or of one of its quarters)."""
    return published().filter(year=year, period=period).order_by("-number").first()


def newest() -> Release | None:
    """The newest published release of the newest year that has one."""
    return published().filter(period=None).order_by("-year", "-number").first()


def latest_of(scope: str) -> Release | None:
    """The newest published release of a scope: `2026`, `2026-t1`."""
    return published().filter(scope=scope.upper()).order_by("-number").first()


def numbered(scope: str, number: int) -> Release | None:
    """`2026 r1`, where it is published: an earlier release stays readable."""
    return published().filter(scope=scope.upper(), number=number).first()


def figures(release: Release, codes: Iterable[str] | None = None) -> list[Figure]:
    """The figures of a release in their order, of some indicators or all; a fixed number of queries."""
    rows = (
        release.figures.select_related("version__indicator", "block__indicator", "period")
        .prefetch_related(
            "block__links__dimension", Prefetch("cell", Cell.objects.prefetch_related("links__category"))
        )
        .order_by("position")
    )
    if codes is not None:
        rows = rows.filter(version__indicator__code__in=list(codes))
    names = category_names()
    return [figure_of(row, names) for row in rows]


def total(release: Release, code: str) -> Figure | None:
    """The total of one indicator in a release."""
    return next((figure for figure in figures(release, [code]) if figure.is_total), None)


def totals(release: Release) -> list[Figure]:
    """The totals of all indicators, in their order."""
    return [figure for figure in figures(release) if figure.is_total]


def figure_of(row: ReleasedFigure, names: dict[str, str]) -> Figure:
    """What may be seen of a stored figure."""
    why = REASONS[ReleasedFigure.Status(row.status)]
    return Figure(
        row.pk, row.version, row.block, row.cell, row.key, row.period, label(row, names),
        None if why else row.value, why, row.revised, row.provisional, row.qualifier,
        row.organisations, row.overlap,
    )  # fmt: skip


def label(row: ReleasedFigure, names: dict[str, str]) -> str:
    """„minori”, „Nord-Est”: the names of the categories in the key, or the word for the total or the rest."""
    if not row.key:
        return _("total")
    if row.key == ReleasedFigure.REST:
        return _("without this breakdown")
    if row.cell:
        return row.cell.name
    return ", ".join(names.get(part, part) for part in row.key.split("|"))


def category_names() -> dict[str, str]:
    """`age_group=minor` → its name in the language of the page."""
    return {f"{c.dimension.code}={c.code}": c.name for c in Category.objects.select_related("dimension")}
