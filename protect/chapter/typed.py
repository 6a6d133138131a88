"""Numbers typed by hand, in digits or in words, and the tokens that can stand in their place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from protect.chapter.tokens import TOKEN, Figures, spelled
from protect.romanian.number_words import numbers_in_words

# A date, a law, a year, a clock and the public helplines are not counts.
NOT_COUNTS = re.compile(
    r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d+/\d{4}|(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)|\d{1,2}:\d\d"
    r"|0 ?800 ?800 ?678|(?<!\d)112(?!\d)|(?<!\d)116 ?\d{3}(?!\d)"
    r"|(?m:^\s*\d+\.\s)|(?:UE|EU|OUG|Legea|Law|nr\.)\s\d+"
)
COUNT = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,\u00a0 ]\d{3})+(?![\w]|[.,]\d)|(?<![\w.,])\d+(?:[.,]\d+)?(?!\w)")
LINK = re.compile(r"\]\([^)\s]*\)")
SMALL = 10


@dataclass(frozen=True)
class Typed:
    """A number typed by hand: as it stands, its place, and its value where it is a whole one."""

    written: str
    start: int
    value: int | None
    in_words: bool = False

    @property
    def is_surely_a_count(self) -> bool:
        """A small number in words may be a manner of speaking: „între două întâlniri”."""
        return not self.in_words or self.value is None or self.value >= SMALL


def without_tokens(text: str) -> str:
    """The text with dots where bound numbers and addresses of links stand, so that places stay."""
    return LINK.sub(blank, TOKEN.sub(blank, text))


def blank(match: re.Match[str]) -> str:
    """As many signs that are part of no word and no number."""
    return "·" * len(match.group())


def typed_numbers(text: str) -> Iterator[Typed]:
    """Every number in a text that is neither bound nor a date, a year, a law or a helpline."""
    for match in COUNT.finditer(NOT_COUNTS.sub(blank, without_tokens(text))):
        digits = re.sub(r"[.,\u00a0 ](?=\d{3}(?!\d))", "", match.group())
        yield Typed(match.group(), match.start(), int(digits) if digits.isdigit() else None)


def typed_words(text: str, language: str) -> Iterator[Typed]:
    """Every number that is written out in words by hand."""
    for found in numbers_in_words(without_tokens(text), language):
        yield Typed(found.written, found.start, found.value, in_words=True)


def offers(typed: Typed, figures: Figures) -> list[str]:
    """The tokens that have this value, totals first: what a typed number can be replaced by."""
    found = [key for key, figure in figures.items() if figure.number == typed.value is not None]
    found.sort(key=lambda key: (key[1] != "", key))
    how = ("words",) if typed.in_words else ()
    return [spelled(key, *how) for key in found]
