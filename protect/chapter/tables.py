"""The chapter's tables and charts, from a release: words in the language that is active."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from beneficiaries.models import IndicatorVersion
from protect.chapter.charts import description_of, spec_of
from protect.chapter.document import Paragraph, Picture, Run, Table
from protect.chapter.tokens import capital
from protect.romanian.dates import day
from protect.romanian.plurals import counted
from services.models import Release
from services.releases.queries import SYMBOLS, Figure, figures

TRAINED = "trained"
REACH = IndicatorVersion.CountBasis.REACH
Bars = list[tuple[str, int, str]]


@dataclass(frozen=True)
class Drawn:
    """A picture with what it is drawn from."""

    picture: Picture
    spec: dict[str, Any]


@dataclass(frozen=True)
class Released:
    """The figures of a release, read once for all tables and charts of a chapter."""

    release: Release
    figures: list[Figure]
    language: str

    @property
    def totals(self) -> list[Figure]:
        """The lines of the year, in their order."""
        return [figure for figure in self.figures if figure.is_total]

    def value(self, figure: Figure) -> str | int:
        """The number, or the sign that says why there is none."""
        return figure.symbol if figure.value is None else figure.value

    def words(self, figure: Figure) -> str:
        """The number with its noun."""
        return counted(figure.value or 0, figure.version.noun, self.language)

    def services(self) -> Table:
        """The lines about people, campaigns included, training apart."""
        lines = [figure for figure in self.totals if figure.indicator.code != TRAINED]
        return Table(
            code="beneficiaries",
            caption=_("Beneficiaries of specialised services registered by ProTECT organisations, %(year)d")
            % {"year": self.release.year},
            heading=(_("Service"), _("Total")),
            rows=tuple((figure.version.name, self.value(figure)) for figure in lines),
            notes=(*self.notes(), *self.symbols(lines)),
        )

    def services_chart(self) -> Drawn | None:
        """The lines of services as bars; the reach of campaigns has another size and stays out."""
        lines = [f for f in self.totals if f.indicator.code != TRAINED and f.version.count_basis != REACH]
        return self.drawn("services", self.services(), lines, [f.version.name for f in lines])

    def audiences(self) -> Table | None:
        """Who was trained, by audience, where the release tells it."""
        cells = [f for f in self.figures if f.indicator.code == TRAINED and f.cell and not f.is_total]
        shown = [f for f in cells if f.value or f.why == "withheld"]
        if not shown:
            return None
        shown.sort(key=lambda f: -(f.value or 0))
        return Table(
            code="training",
            caption=_("People trained directly, by audience, %(year)d") % {"year": self.release.year},
            heading=(_("Audience"), _("Total")),
            rows=tuple((f.name, self.value(f)) for f in shown),
            notes=(self.source(), *self.symbols(shown)),
        )

    def audiences_chart(self) -> Drawn | None:
        """Training by audience as bars."""
        table = self.audiences()
        if table is None:
            return None
        cells = [f for f in self.figures if f.indicator.code == TRAINED and f.cell and not f.is_total]
        lines = [f for f in cells if f.value]
        return self.drawn("training", table, lines, [f.name for f in lines])

    def drawn(self, code: str, table: Table, lines: list[Figure], names: list[str]) -> Drawn | None:
        """Bars of the figures that have a number; a title that says what stands out."""
        bars: Bars = [
            (name, figure.value, self.words(figure))
            for name, figure in zip(names, lines, strict=True)
            if figure.value is not None
        ]
        if len(bars) < 2:
            return None
        most = max(bars, key=lambda bar: bar[1])
        title = _("%(line)s: %(people)s, the most") % {"line": capital(most[0]), "people": most[2]}
        return Drawn(Picture(code, title, description_of(bars), self.source(), table), spec_of(bars))

    def source(self) -> str:
        """Where a table or a chart comes from."""
        published = self.release.published_at or self.release.cut_at
        return _("Source: release %(release)s, %(day)s.") % {
            "release": self.release.title,
            "day": day(published, self.language),
        }

    def notes(self) -> list[str]:
        """Where the numbers come from, and what must not be done with them."""
        notes = [
            self.source(),
            _("Source: verified returns of %(organisations)s.")
            % {"organisations": counted(self.release.verified, "organisation", self.language)},
            _("The lines are not added up: one person can receive several services."),
        ]
        if self.release.provisional:
            notes.append(_("Provisional: a period is still open, do not compare it with a closed one."))
        if self.release.synthetic:
            notes.append(
                _("Synthetic: how these sums divide among organisations is invented for the demonstration.")
            )
        return notes

    def symbols(self, lines: list[Figure]) -> list[str]:
        """What the signs in brackets mean, those that stand in the table."""
        used = dict.fromkeys(figure.why for figure in lines if figure.why)
        return [f"[{SYMBOLS[why][0]}] {SYMBOLS[why][1]}" for why in used]

    def small_print(self, table: Table) -> list[Paragraph]:
        """The notes of a table."""
        return [Paragraph((Run(note),), "note") for note in table.notes]


def released(release: Release, language: str) -> Released:
    """Read a release."""
    return Released(release, figures(release), language)
