"""Numbers written out in a text: „douăzeci și unu”, `twenty-one`. What is no number is left alone.

„O”, „un”, „una dintre”, `one of` are articles and pronouns; they count within a number only („o sută una”).
„Nouă” is also „new” and „to us”: alone it counts before a noun in the plural that is counted.
„Sute”, „zeci”, `thousands` by themselves say no number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from protect.romanian.numerals import FEMININE, TENS_EN, TENS_RO, UNITS_EN, UNITS_RO
from protect.romanian.plurals import NOUNS
from protect.romanian.text import comma_below

WORD = re.compile(r"[^\W\d_]+")
MULTIPLIERS = {
    "ro": {
        "sută": 100, "sute": 100, "mie": 1_000, "mii": 1_000, "milion": 1_000_000, "milioane": 1_000_000,
    },
    "en": {"hundred": 100, "thousand": 1_000, "million": 1_000_000},
}  # fmt: skip
UNITS = {
    "ro": {word: n for n, word in enumerate(UNITS_RO) if n > 1}
    | {word: n for n, word in FEMININE.items() if n > 1},
    "en": {word: n for n, word in enumerate(UNITS_EN) if n > 1},
}
TENS = {
    "ro": {word: 10 * n for n, word in enumerate(TENS_RO) if word},
    "en": {word: 10 * n for n, word in enumerate(TENS_EN) if word},
}
ARTICLES = {"ro": frozenset({"o", "un"}), "en": frozenset({"a", "one"})}
ONE_WITHIN = {"ro": frozenset({"unu", "una"}), "en": frozenset({"one"})}
AMBIGUOUS = "nouă"
COUNTED = frozenset(noun.many_ro.split()[0] for noun in NOUNS.values()) | {
    "oameni", "femei", "bărbați", "copii", "minori", "fete", "băieți", "victime", "supraviețuitori",
    "elevi", "studenți", "profesori", "polițiști", "voluntari", "membri", "specialiști", "ani", "luni",
    "săptămâni", "ore", "orașe", "sate", "județe", "țări", "școli", "cazuri", "cursuri", "campanii",
    "servicii", "grupuri", "adăposturi", "case", "mese", "sesiuni",
}  # fmt: skip


@dataclass(frozen=True)
class Written:
    """A number in words: as it stands, where, and its value."""

    written: str
    start: int
    value: int


def numbers_in_words(text: str, language: str) -> Iterator[Written]:
    """Every number that is written out in `text`, in `ro` or `en`."""
    words = list(WORD.finditer(comma_below(text)))
    place = 0
    while place < len(words):
        end, value = number_at(words, place, text, language)
        if value is None or (value == 9 and end == place + 1 and is_no_nine(words, place)):
            place += 1
            continue
        start = words[place].start()
        yield Written(text[start : words[end - 1].end()], start, value)
        place = end


def is_no_nine(words: list[re.Match[str]], place: int) -> bool:
    """Whether „nouă” is no number here."""
    following = words[place + 1].group().casefold() if place + 1 < len(words) else ""
    return words[place].group().casefold() == AMBIGUOUS and following not in COUNTED


def number_at(words: list[re.Match[str]], place: int, text: str, language: str) -> tuple[int, int | None]:
    """The longest number that begins at a word: the place after it, and its value or None."""
    total, group, at, found = 0, 0, place, False
    while at < len(words) and (at == place or touches(words[at - 1], words[at], text)):
        size = multiplier_at(words, at, text, language, group)
        if size:
            at, factor = size
            group = max(group, 1) * factor
            if factor > 100:
                total, group = total + group, 0
            found = True
            continue
        step = below_hundred_at(words, at, text, language, within=found)
        if step is None or group % 100:
            break
        at, number = step
        group, found = group + number, True
    return at, (total + group) if found else None


def touches(before: re.Match[str], after: re.Match[str], text: str) -> bool:
    """Whether only a space or a hyphen stands between two words."""
    return bool(re.fullmatch(r"\s+|-", text[before.end() : after.start()]))


def said(words: list[re.Match[str]], place: int, text: str) -> str:
    """The word at a place in small letters; '' where something else stands before it or nothing follows."""
    if place >= len(words) or (place > 0 and not touches(words[place - 1], words[place], text)):
        return ""
    return words[place].group().casefold()


def multiplier_at(
    words: list[re.Match[str]], place: int, text: str, language: str, group: int
) -> tuple[int, int] | None:
    """A hundred, a thousand, a million: after a number („două sute”, „20 de mii”) or after its article."""
    sizes = MULTIPLIERS[language]
    word, following = words[place].group().casefold(), said(words, place + 1, text)
    if group and word in sizes and (sizes[word] > 100 or group < 100):
        return place + 1, sizes[word]
    if group and language == "ro" and word == "de" and following in ("mii", "milioane"):
        return place + 2, sizes[following]
    if not group % 100 and word in ARTICLES[language] and following in sizes:
        return (place + 2, sizes[following]) if not group or sizes[following] == 100 else None
    return None


def below_hundred_at(
    words: list[re.Match[str]], place: int, text: str, language: str, within: bool
) -> tuple[int, int] | None:
    """2 to 99, and within a larger number 1 as well."""
    word = words[place].group().casefold()
    if within and language == "en" and word == "and":
        following = said(words, place + 1, text)
        return below_hundred_at(words, place + 1, text, language, True) if following else None
    if word in TENS[language]:
        return tens_at(words, place, text, language)
    if within and word in ONE_WITHIN[language]:
        return place + 1, 1
    number = UNITS[language].get(word)
    return (place + 1, number) if number else None


def tens_at(words: list[re.Match[str]], place: int, text: str, language: str) -> tuple[int, int]:
    """„Douăzeci”, „douăzeci și unu”, `twenty-one`."""
    tens = TENS[language][words[place].group().casefold()]
    unit_at = place + 1
    if language == "ro":
        if said(words, unit_at, text) != "și":
            return place + 1, tens
        unit_at += 1
    unit_word = said(words, unit_at, text)
    unit = 1 if unit_word in ONE_WITHIN[language] else UNITS[language].get(unit_word, 0)
    return (unit_at + 1, tens + unit) if 0 < unit < 10 else (place + 1, tens)
