"""Picking a number for a text: indicator, figure, way of writing. What was not published is not offered.

It works without a script: every step is the page again, with what was typed kept as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _

from protect.chapter.binding import figures_for, value_of_figure
from protect.chapter.models import Chapter
from protect.chapter.tokens import OUTSIDE, TOKEN, State, Value, fill, read, spelled
from protect.romanian.numbers import format_number
from services.models import Release
from services.releases.queries import SYMBOLS, Figure, figures, latest, published

PLACE = "[#]"
WAYS: tuple[tuple[str, ...], ...] = (
    (), ("number",), ("words",), ("person",), ("beneficiary",), ("assisted",), ("beneficiary", "assisted"),
    ("words", "assisted"),
)  # fmt: skip


@dataclass(frozen=True)
class Option:
    """A token, what it is about, and how it reads in the language of the text."""

    written: str
    name: str
    reads: str


@dataclass(frozen=True)
class Picker:
    """What the page shows: each step has its choices once the step before was taken."""

    years: list[int]
    year: int
    indicators: list[tuple[str, str]]
    indicator: str = ""
    groups: list[tuple[str, list[Option]]] = field(default_factory=list)
    withheld: list[tuple[str, str]] = field(default_factory=list)
    """Why a figure is not offered, and the names of those it holds for."""
    token: str = ""
    ways: list[Option] = field(default_factory=list)


def picker(chapter: Chapter, language: str, asked: Mapping[str, str]) -> Picker:
    """The picker after what the form says in `pick_year`, `pick_indicator` and `pick_token`."""
    years = sorted({release.year for release in published()} | {chapter.year}, reverse=True)
    wanted = asked.get("pick_year", "")
    year = int(wanted) if wanted.isdigit() and int(wanted) in years else chapter.year
    release = chapter.release if year == chapter.year else latest(year)
    found = figures(release) if release else []
    lines = [(f.indicator.code, f.version.name) for f in found if f.is_total]
    if chapter.outside_figures.standing().exists():
        lines.append((OUTSIDE, _("figures from elsewhere")))
    indicator = asked.get("pick_indicator", "")
    if indicator not in dict(lines):
        return Picker(years, year, lines)
    if indicator == OUTSIDE:
        groups, withheld = [(_("figures from elsewhere"), outside_options(chapter, language))], []
    else:
        assert release is not None
        own = [figure for figure in found if figure.indicator.code == indicator]
        groups, withheld = options(own, release, language), reasons(own)
    token = asked.get("pick_token", "")
    known = {option.written for _name, group in groups for option in group}
    if token not in known:
        return Picker(years, year, lines, indicator, groups, withheld)
    return Picker(years, year, lines, indicator, groups, withheld, token, ways(chapter, token, language))


def options(own: list[Figure], release: Release, language: str) -> list[tuple[str, list[Option]]]:
    """The published figures of one indicator, by breakdown; of figures with one token the first."""
    seen: set[str] = set()
    found = []
    for name, group in groupby(own, key=lambda figure: figure.block.name):
        offered = []
        for figure in group:
            scope = figure.period.code if figure.period else release.scope
            key = (figure.indicator.code, figure.key, scope)
            if figure.value is None or spelled(key) in seen:
                continue
            seen.add(spelled(key))
            about = f"{figure.name}, {scope}" if figure.period else figure.name
            offered.append(
                Option(spelled(key), about, fill(spelled(key), {key: value_of_figure(figure)}, language))
            )
        if offered:
            found.append((name, offered))
    return found


def reasons(own: list[Figure]) -> list[tuple[str, str]]:
    """Why figures are not offered, each reason with the figures that it holds for."""
    said: dict[tuple[str, str], list[str]] = {}
    for figure in own:
        if figure.why:
            said.setdefault((figure.why, figure.block.name), []).append(figure.name)
    return [
        (str(SYMBOLS[why][1]), f"{block}: {', '.join(dict.fromkeys(names))}")
        for (why, block), names in said.items()
    ]


def outside_options(chapter: Chapter, language: str) -> list[Option]:
    """Figures from elsewhere."""
    found = []
    for figure in chapter.outside_figures.standing():
        value = Value(figure.value, State.PUBLISHED, figure.qualifier, figure.noun)
        reads = fill(figure.written, {(OUTSIDE, "", figure.code): value}, language)
        found.append(Option(figure.written, f"{figure.code} ({format_number(figure.value)})", reads))
    return found


def ways(chapter: Chapter, token: str, language: str) -> list[Option]:
    """The ways to write a token, each as it reads; of two that read alike the shorter."""
    match = TOKEN.fullmatch(token)
    assert match is not None
    key = read(match).keys[0]
    known = figures_for(chapter, also=token)
    found: dict[str, Option] = {}
    for way in WAYS:
        written = spelled(key, *way)
        reads = fill(f"· {written}", known, language).removeprefix("· ")
        found.setdefault(reads, Option(written, "", reads))
    return list(found.values())


def inserted(body: str, token: str, caret: str) -> str:
    """The text with a token: where `[#]` stands, else at the place of the writer's mark, else at the end."""
    if PLACE in body:
        return body.replace(PLACE, token, 1)
    if caret.isdigit() and 0 < int(caret) <= len(body):
        return body[: int(caret)] + token + body[int(caret) :]
    return f"{body.rstrip()} {token}".lstrip()
