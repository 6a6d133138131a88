"""The page of a release before and after it is cut, for the secretariat: what the public sees, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beneficiaries.models import Block, IndicatorVersion, Period
from members.models import Organisation
from protect.romanian.numbers import format_number
from services.models import Release, ReleasedFigure
from services.releases.blueprint import Blueprint, Place, blueprints
from services.releases.explain import spoken, why_withheld
from services.releases.plan import Difference, Plan, periods_behind
from services.releases.queries import REASONS, SYMBOLS, category_names
from services.releases.waivers import Helpful, helpful

Status = ReleasedFigure.Status
ACTS = {
    "release.cut": gettext_lazy("The release was cut"),
    "release.schedule": gettext_lazy("Its publication was scheduled"),
    "release.publish": gettext_lazy("It was published"),
    "release.hold": gettext_lazy("It was not published"),
    "totals.open": gettext_lazy("A figure was opened to its returns"),
}


@dataclass(frozen=True)
class Row:
    """A figure as it is printed, and for the secretariat the sentence behind a withheld one."""

    name: str
    printed: str
    status: str
    why: str
    marks: str
    pk: int | None = None

    @property
    def is_withheld(self) -> bool:
        return self.status in ReleasedFigure.WITHHELD


@dataclass
class Table:
    """A breakdown, or the totals of an indicator."""

    block: Block
    rows: list[Row] = field(default_factory=list)


@dataclass
class Line:
    """An indicator with its tables, the total's first."""

    version: IndicatorVersion
    tables: dict[str, Table] = field(default_factory=dict)

    @property
    def withheld(self) -> int:
        return sum(row.is_withheld for table in self.tables.values() for row in table.rows)


@dataclass(frozen=True)
class Change:
    """A difference to the release before that tells something, in words."""

    difference: Difference
    name: str
    sentence: str


@dataclass(frozen=True)
class Revised:
    """A figure in whose place the release before printed something else."""

    name: str
    before: str
    now: str


@dataclass(frozen=True)
class Preview:
    """All that the page shows."""

    lines: list[Line]
    revised: list[Revised] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    waivers: list[Helpful] = field(default_factory=list)
    impossible: list[str] = field(default_factory=list)


def add_row(lines: dict[str, Line], version: IndicatorVersion, block: Block, row: Row) -> None:
    """Put a row into its table, made when it is the first."""
    line = lines.setdefault(version.indicator.code, Line(version))
    line.tables.setdefault(block.code, Table(block)).rows.append(row)


def marks_of(revised: bool, provisional: bool) -> str:
    return " ".join(mark for mark, holds in (("[r]", revised), ("[p]", provisional)) if holds)


def sign_or_number(status: str, value: int | None) -> str:
    why = REASONS[Status(status)]
    return f"[{SYMBOLS[why][0]}]" if why else format_number(value or 0)


def name_of(place: Place, period: Period | None, names: Mapping[str, str]) -> str:
    """A quarter's total is named by the quarter."""
    return period.short_title if period else spoken(place, names)


def preview_of(plan: Plan) -> Preview:
    """What would be published."""
    names, lines = category_names(), dict[str, Line]()
    statuses: dict[str, dict[Place, str]] = {}
    for figure in plan.figures:
        statuses.setdefault(figure.plan.code, {})[figure.place] = figure.status
    for figure in plan.figures:
        why = ""
        if figure.is_withheld:
            why = why_withheld(
                figure.place, figure.plan, figure.why, statuses[figure.plan.code], names,
                figure.tally.value, figure.tally.contributors,
            )  # fmt: skip
        row = Row(
            name_of(figure.place, figure.period, names), sign_or_number(figure.status, figure.value),
            figure.status, why, marks_of(figure.revised, figure.provisional),
        )  # fmt: skip
        add_row(lines, figure.plan.version, figure.block, row)
    titles = {p.code: p.version.name for p in plan.plans}
    impossible = [f"{titles.get(code, code)}: {spoken(place, names)}" for code, place in plan.exposed]
    return Preview(
        list(lines.values()),
        revised_of(plan, names),
        changes_of(plan, titles, names),
        helpful(plan),
        impossible,
    )


def revised_of(plan: Plan, names: Mapping[str, str]) -> list[Revised]:
    """Everything that is printed otherwise than in the release before, whether it tells something or not."""
    if plan.before is None:
        return []
    whole = plan.frame.whole
    rows = plan.before.figures.select_related("version__indicator", "block", "period")
    old = {(row.version.indicator.code, *place_of(row, whole)): row for row in rows}
    return [
        Revised(
            f"{figure.plan.version.name}: {name_of(figure.place, figure.period, names)}",
            sign_or_number(before.status, before.value),
            sign_or_number(figure.status, figure.value),
        )
        for figure in plan.figures
        if figure.revised and (before := old.get((figure.plan.code, *figure.place)))
    ]


def changes_of(plan: Plan, titles: Mapping[str, str], names: Mapping[str, str]) -> list[Change]:
    """The findings about the difference to the release before."""
    who = Organisation.objects.in_bulk({pk for d in plan.differences for pk in d.organisations})
    found = []
    for difference in plan.differences:
        name = f"{titles.get(difference.code, difference.code)}: {spoken(difference.place, names)}"
        said = []
        if "few" in difference.tells:
            said.append(
                _("the difference is what %(who)s changed")
                % {"who": ", ".join(str(who[pk]) for pk in difference.organisations)}
            )
        if "small" in difference.tells:
            said.append(_("the difference itself is a small number"))
        found.append(Change(difference, name, "; ".join(said)))
    return found


def stored_preview(release: Release) -> Preview:
    """A release that was cut: the same page, without the numbers that it does not keep."""
    names, lines = category_names(), dict[str, Line]()
    rows = list(
        release.figures.select_related("version__indicator", "block__indicator", "period", "cell").order_by(
            "position"
        )
    )
    plans = plans_of(release, rows)
    whole = release.period.code if release.period else ""
    statuses: dict[str, dict[Place, str]] = {}
    for row in rows:
        statuses.setdefault(row.version.indicator.code, {})[place_of(row, whole)] = row.status
    for row in rows:
        code, why = row.version.indicator.code, ""
        if row.status in ReleasedFigure.WITHHELD and code in plans:
            reasons = tuple(filter(None, row.why.split(",")))
            why = why_withheld(place_of(row, whole), plans[code], reasons, statuses[code], names)
        shown = Row(
            name_of(place_of(row, whole), row.period, names), sign_or_number(row.status, row.value),
            row.status, why, marks_of(row.revised, row.provisional), row.pk,
        )  # fmt: skip
        add_row(lines, row.version, row.block, shown)
    return Preview(list(lines.values()))


def place_of(row: ReleasedFigure, whole: str) -> Place:
    return row.period.code if row.period else whole, row.block.code, row.key


def plans_of(release: Release, rows: list[ReleasedFigure]) -> dict[str, Blueprint]:
    """The blueprints by which the figures hang together."""
    periods = list(Period.objects.filter(code__in=periods_behind(release)))
    versions = {row.version_id: row.version for row in rows}
    return {plan.code: plan for plan in blueprints(periods, list(versions.values()))}
