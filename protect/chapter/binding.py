"""Which figures a chapter's tokens can name: of its release, of other years' releases, from elsewhere."""

from protect.chapter.models import Chapter, Text
from protect.chapter.tokens import OUTSIDE, Figures, Key, State, Value, tokens_of
from services.models import Release
from services.releases.queries import WITHHELD, Figure, figures, latest


def value_of_figure(figure: Figure) -> Value:
    """A released figure as tokens know it."""
    noun = figure.version.noun
    if figure.value is not None:
        return Value(figure.value, State.PUBLISHED, figure.qualifier, noun, provisional=figure.provisional)
    return Value(None, State.SUPPRESSED if figure.why == WITHHELD else State.ABSENT, noun=noun)


def figures_of(release: Release) -> dict[Key, Value]:
    """Every figure of a release by indicator, cell key and scope; totals have the key ''."""
    found: dict[Key, Value] = {}
    for figure in figures(release):
        scope = figure.period.code if figure.period else release.scope
        found.setdefault((figure.indicator.code, figure.key, scope), value_of_figure(figure))
    return found


def figures_for(chapter: Chapter, release: Release | None = None, *, also: str = "") -> Figures:
    """What the chapter's tokens can name: by `release`, or by the one that it stands on.

    A text, or what was typed and not saved (`also`), may name another year: its newest release speaks.
    """
    release = release or chapter.release
    found: dict[Key, Value] = figures_of(release) if release else {}
    for year in other_years(chapter, also):
        earlier = latest(year)
        if earlier:
            found |= figures_of(earlier)
    for figure in chapter.outside_figures.standing():
        found[OUTSIDE, "", figure.code] = Value(figure.value, State.PUBLISHED, figure.qualifier, figure.noun)
    return found


def other_years(chapter: Chapter, also: str = "") -> set[int]:
    """The years besides its own that the chapter's texts name."""
    bodies = Text.objects.filter(section__chapter=chapter).values_list("body", flat=True)
    scopes = {
        token.scope[:4] for body in (*bodies, also) for token in tokens_of(body) if token.code != OUTSIDE
    }
    return {int(scope) for scope in scopes if scope.isdigit()} - {chapter.year}
