"""Bound numbers: a token in a text names a figure, and the release and the language write it.

    {{residential:2020}}                          41 de persoane
    {{residential:2020|beneficiary|assisted}}     41 de beneficiari asistați
    {{residential:2020|number}}                   41
    {{residential:2020|words}}                    patruzeci și una de persoane
    {{residential:2020|a stat/au stat}}           au stat
    {{residential[age=minor|sex=f]:2020}}         a cell of the crossed block
    {{residential[sex=f+sex=m]:2020}}             cells added up
    {{residential:2020-T3}}                       a quarter
    {{outside:meals}}                             a figure from elsewhere, with its source and date

Everything here is a pure function of the text and the figures. A figure that was suppressed has no
number, so none can be written: words stand in its place, and the check `suppressed` points at it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from protect.romanian.numbers import format_number
from protect.romanian.numerals import in_words
from protect.romanian.plurals import NBSP, NOUNS, plural_form

OUTSIDE = "outside"
TOKEN = re.compile(
    r"\{\{\s*(?P<code>[\w-]+)(?:\[(?P<cells>[^\]{}]*)\])?:(?P<scope>[\w-]+)(?P<how>(?:\|[^{}|]*)*?)\s*\}\}"
)
Key = tuple[str, str, str]
"""Indicator, cell key ('' for the total), scope (a year, a quarter, or an outside figure's code)."""


class State(StrEnum):
    """What stands behind a figure."""

    PUBLISHED = "published"
    SUPPRESSED = "suppressed"
    ABSENT = "absent"


@dataclass(frozen=True)
class Value:
    """A figure as a release knows it."""

    number: int | None
    state: State = State.PUBLISHED
    qualifier: str = "exact"
    noun: str = "person"
    provisional: bool = False


Figures = Mapping[Key, Value]
ABSENT = Value(None, State.ABSENT)


@dataclass(frozen=True)
class Agreement:
    """A participle that agrees with the noun: masculine and feminine, one and many."""

    one_m: str
    one_f: str
    many_m: str
    many_f: str
    english: str


AGREEMENTS: dict[str, Agreement] = {
    "assisted": Agreement("asistat", "asistată", "asistați", "asistate", "assisted"),
    "housed": Agreement("cazat", "cazată", "cazați", "cazate", "accommodated"),
    "counselled": Agreement("consiliat", "consiliată", "consiliați", "consiliate", "counselled"),
    "informed": Agreement("informat", "informată", "informați", "informate", "informed"),
    "trained": Agreement("format", "formată", "formați", "formate", "trained"),
    "repatriated": Agreement("repatriat", "repatriată", "repatriați", "repatriate", "repatriated"),
}
QUALIFIERS = {
    ("about", "ro"): "aproximativ", ("about", "en"): "about",
    ("more_than", "ro"): "peste", ("more_than", "en"): "more than",
}  # fmt: skip
UNPUBLISHED = {"ro": "un număr nepublicat", "en": "an unpublished number"}


class Unreadable(ValueError):
    """A token whose words nobody understands."""


@dataclass(frozen=True)
class Token:
    """A bound number as it was written, with its place in the text."""

    written: str
    code: str
    cells: tuple[str, ...]
    scope: str
    how: tuple[str, ...]
    start: int = 0
    end: int = 0

    @property
    def keys(self) -> list[Key]:
        """The figures that it names: one, or several to be added up."""
        return [(self.code, cell, self.scope) for cell in self.cells]


def read(match: re.Match[str]) -> Token:
    """The token of a match."""
    return Token(
        written=match.group(),
        code=match["code"],
        cells=tuple(part.strip() for part in (match["cells"] or "").split("+")),
        scope=match["scope"],
        how=tuple(part.strip() for part in match["how"].split("|") if part.strip()),
        start=match.start(),
        end=match.end(),
    )


def tokens_of(text: str) -> list[Token]:
    """All bound numbers of a text, in order."""
    return [read(match) for match in TOKEN.finditer(text)]


def value_of(token: Token, figures: Figures) -> Value:
    """What stands behind a token. Of several cells one that was suppressed suppresses the sum."""
    values = [figures.get(key, ABSENT) for key in token.keys]
    for state in (State.ABSENT, State.SUPPRESSED):
        missing = next((value for value in values if value.state == state), None)
        if missing:
            return missing
    if len(values) == 1:
        return values[0]
    qualifier = next((v.qualifier for v in values if v.qualifier != "exact"), "exact")
    total = sum(value.number or 0 for value in values)
    return Value(total, State.PUBLISHED, qualifier, values[0].noun, any(v.provisional for v in values))


def write(token: Token, value: Value, language: str) -> str:
    """The words of a token in `ro` or `en`."""
    noun = next((how for how in token.how if how in NOUNS), value.noun)
    if value.state == State.ABSENT:
        return f"[{token.code} {token.scope}?]"
    pair = next((how for how in token.how if "/" in how), None)
    if pair:
        one, _slash, many = pair.partition("/")
        return one.strip() if value.number == 1 else many.strip()
    if value.number is None:
        return UNPUBLISHED[language] + (f" {of(language)} {many_of(noun, language)}")
    unknown = [how for how in token.how if how not in KNOWN and how not in NOUNS and how not in AGREEMENTS]
    if unknown:
        raise Unreadable(unknown[0])
    said = numeral(value.number, noun, token.how, language)
    said += "".join(
        NBSP + agreed(how, value.number, noun, language) for how in token.how if how in AGREEMENTS
    )
    qualifier = QUALIFIERS.get((value.qualifier, language))
    return f"{qualifier}{NBSP}{said}" if qualifier else said


KNOWN = frozenset({"number", "words"})


def of(language: str) -> str:
    """„de”, `of`."""
    return "de" if language == "ro" else "of"


def many_of(noun: str, language: str) -> str:
    """The plural."""
    return NOUNS[noun].many_ro if language == "ro" else NOUNS[noun].many_en


def numeral(number: int, noun: str, how: tuple[str, ...], language: str) -> str:
    """The number, in digits or in words, with its noun or without."""
    words = NOUNS[noun]
    gender = words.gender if language == "ro" else "m"
    bare = "number" in how
    written = (
        in_words(number, language, gender, alone=bare) if "words" in how else format_number(number, language)
    )
    if bare:
        return written
    if language != "ro":
        return f"{written}{NBSP}{words.one_en if number == 1 else words.many_en}"
    form = plural_form(number)
    joint = f"{NBSP}de{NBSP}" if form == "other" else NBSP
    return written + joint + (words.one_ro if form == "one" else words.many_ro)


def agreed(code: str, number: int, noun: str, language: str) -> str:
    """A participle in agreement with the number and the gender; a neuter's plural is feminine."""
    word = AGREEMENTS[code]
    if language != "ro":
        return word.english
    gender = NOUNS[noun].gender
    if number == 1:
        return word.one_f if gender == "f" else word.one_m
    return word.many_m if gender == "m" else word.many_f


def capital(text: str) -> str:
    """With a capital at the beginning, as a sentence begins."""
    return text[:1].upper() + text[1:]


BEGINS = re.compile(r"(?:^|[.!?…:]\s+|\n\s*(?:[-*#>]+\s*|\d+\.\s+)?)[„\"(*]*$")


def fill(text: str, figures: Figures, language: str, mark: Callable[[str], str] = str) -> str:
    """The text with every token written out; `mark` may wrap what was written."""

    def written(match: re.Match[str]) -> str:
        token = read(match)
        said = write(token, value_of(token, figures), language)
        return mark(capital(said) if BEGINS.search(text[: match.start()]) else said)

    return TOKEN.sub(written, text)


def spelled(key: Key, *how: str) -> str:
    """A key as a token is written."""
    code, cell, scope = key
    return "{{" + code + (f"[{cell}]" if cell else "") + f":{scope}" + "".join(f"|{h}" for h in how) + "}}"


SENTENCES = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True)
class Change:
    """A sentence whose words another release changes: as it is stored, as it was, as it becomes."""

    sentence: str
    before: str
    after: str


def changes(text: str, old: Figures, new: Figures, language: str) -> list[Change]:
    """The sentences of a text that say something else with the `new` figures, and only those."""
    found = []
    for sentence in SENTENCES.split(text):
        if TOKEN.search(sentence):
            before, after = fill(sentence, old, language), fill(sentence, new, language)
            if before != after:
                found.append(Change(sentence.strip(), before.strip(), after.strip()))
    return found
