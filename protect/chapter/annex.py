"""The annex of the national report: assistance by minor and adult, female and male, from the returns.

In the shape of the report's own table. A line of the annex that no return counts says so; a line of ours
that the annex has no place for stands at the end. Numbers come from the release, where disclosure control
has passed, or, for the agency under a recorded legal basis, from the verified totals as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from protect.chapter.document import Document, Table
from services.models import Release
from services.queries import year_of
from services.releases.queries import figures

COLUMNS = (("minor", "f"), ("minor", "m"), ("adult", "f"), ("adult", "m"))
NOT_COUNTED = "[x]"
Numbers = Mapping[tuple[str, frozenset[str]], str | int]
TOTAL: frozenset[str] = frozenset()


@dataclass(frozen=True)
class AnnexLine:
    """A line of the annex and the indicator that counts it.

    Where none of the eight does, an indicator that the secretariat adds under the line's own code does: the
    catalogue is data. Until a return asks for it, the line says [x].
    """

    code: str
    name: str | Promise
    of_2020: str = ""

    @property
    def indicator(self) -> str:
        return self.of_2020 or self.code


LINES = (
    AnnexLine("assisted", gettext_lazy("victims assisted by NGOs")),
    AnnexLine("accommodation", gettext_lazy("accommodation"), "residential"),
    AnnexLine("medical", gettext_lazy("medical assistance")),
    AnnexLine("psychological", gettext_lazy("psychological and vocational counselling"), "counselling"),
    AnnexLine("financial_aid", gettext_lazy("financial aid")),
    AnnexLine("material_aid", gettext_lazy("material aid")),
    AnnexLine("legal", gettext_lazy("assistance during criminal proceedings"), "criminal_proceedings"),
    AnnexLine("school_reintegration", gettext_lazy("return to school")),
    AnnexLine("requalification", gettext_lazy("requalification")),
    AnnexLine("work_reintegration", gettext_lazy("reintegration and access to work"), "reintegration"),
    AnnexLine("day_centre", gettext_lazy("day centres"), "day_centre"),
    AnnexLine("repatriation", gettext_lazy("repatriation"), "repatriation"),
)


def categories(key: str) -> frozenset[str]:
    """`age_group=minor|sex=f` → minor and f."""
    return frozenset(part.partition("=")[2] for part in key.split("|") if part)


def released_numbers(release: Release) -> dict[tuple[str, frozenset[str]], str | int]:
    """What the release tells: numbers, or the sign that says why there is none."""
    return {
        (figure.indicator.code, categories(figure.key)): figure.symbol
        if figure.value is None
        else figure.value
        for figure in figures(release)
        if figure.period is None and (figure.is_total or figure.cell)
    }


def raw_numbers(year: int) -> dict[tuple[str, frozenset[str]], str | int]:
    """The verified totals as they are: for the agency only."""
    found: dict[tuple[str, frozenset[str]], str | int] = {}
    for line in year_of(year).lines:
        found[line.indicator.code, TOTAL] = line.total.people
        for block in line.blocks:
            for figure in block.figures:
                found[line.indicator.code, categories(figure.cell.key)] = figure.people
    return found


def annex(year: int, language: str, numbers: Numbers, *, controlled: bool) -> Document:
    """The annex's table in `ro` or `en`."""
    with translation.override(language):
        heading = (
            _("Service"), _("Total"), _("minors, female"), _("minors, male"),
            _("adults, female"), _("adults, male"),
        )  # fmt: skip
        table = Table(
            code="annex",
            caption=_("Victims of trafficking assisted by NGOs, by service, age and sex, %(year)d")
            % {"year": year},
            heading=heading,
            rows=tuple(row(line, numbers) for line in LINES),
            notes=(
                _("[x] the returns of ProTECT do not count this line; [c] withheld."),
                _("Totals may hold people whose age or sex is not known. Lines are not added up."),
                said(controlled),
            ),
        )
        title = _("Annex: assistance by NGOs in %(year)d") % {"year": year}
        return Document(language, title, year, said(controlled), (table,))


def said(controlled: bool) -> str:
    """Whether small numbers were withheld."""
    if controlled:
        return _("Disclosure control applied: as released.")
    return _("Without disclosure control: for the agency only, not to be published.")


def row(line: AnnexLine, numbers: Numbers) -> tuple[str | int, ...]:
    """The name, the total, and the four columns."""
    keys = [TOTAL, *(frozenset(column) for column in COLUMNS)]
    return (str(line.name), *(numbers.get((line.indicator, key), NOT_COUNTED) for key in keys))


def csv_of(numbers: Numbers) -> list[tuple[str | int, ...]]:
    """The same in the columns of the agency's own table: provider, service, level, total and four columns."""
    head = (
        "provider",
        "service",
        "level",
        "total",
        "minor_female",
        "minor_male",
        "adult_female",
        "adult_male",
    )
    lines = [
        ("ngo", line.code, 0 if line.code == "assisted" else 1, *row(line, numbers)[1:]) for line in LINES
    ]
    return [head, *lines]
