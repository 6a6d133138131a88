"""A number with its noun: „1 persoană”, „2 persoane”, „20 de persoane”; never joined by hand."""

from dataclasses import dataclass

from django.utils.translation import get_language

from protect.romanian.numbers import format_number

NBSP = "\u00a0"


@dataclass(frozen=True)
class Noun:
    """A noun in both languages; `gender` is the Romanian one (m, f, n)."""

    one_ro: str
    many_ro: str
    gender: str
    one_en: str
    many_en: str


NOUNS: dict[str, Noun] = {
    "person": Noun("persoană", "persoane", "f", "person", "people"),
    "different_person": Noun(
        "persoană diferită", "persoane diferite", "f", "different person", "different people"
    ),
    "beneficiary": Noun("beneficiar", "beneficiari", "m", "beneficiary", "beneficiaries"),
    "organisation": Noun("organizație", "organizații", "f", "organisation", "organisations"),
    "return": Noun("raportare", "raportări", "f", "return", "returns"),
    "question": Noun("întrebare", "întrebări", "f", "question", "questions"),
    "line": Noun("rând", "rânduri", "n", "line", "lines"),
    "signal": Noun("semnal", "semnale", "n", "signal", "signals"),
    "day": Noun("zi", "zile", "f", "day", "days"),
    "place": Noun("loc", "locuri", "n", "place", "places"),
    "post": Noun("mesaj", "mesaje", "n", "message", "messages"),
    "new_post": Noun("mesaj nou", "mesaje noi", "n", "new message", "new messages"),
    "project": Noun("proiect", "proiecte", "n", "project", "projects"),
    "language": Noun("limbă", "limbi", "f", "language", "languages"),
    "community": Noun("comunitate", "comunități", "f", "community", "communities"),
    "centre": Noun("centru", "centre", "n", "centre", "centres"),
    "byte": Noun("octet", "octeți", "m", "byte", "bytes"),
    "result": Noun("rezultat", "rezultate", "n", "result", "results"),
}


def plural_form(number: int) -> str:
    """`one`, `few` (0, 2–19, and whatever ends in 01–19) or `other` (which takes „de”)."""
    if number == 1:
        return "one"
    return "few" if number == 0 or 1 <= number % 100 <= 19 else "other"


def counted(number: int, noun: str, language: str | None = None) -> str:
    """`number` with the noun of that code, held together by no-break spaces."""
    words = NOUNS[noun]
    language = (language or get_language() or "ro")[:2]
    written = format_number(number, language)
    if language == "en":
        return f"{written}{NBSP}{words.one_en if number == 1 else words.many_en}"
    form = plural_form(number)
    if form == "one":
        return f"{written}{NBSP}{words.one_ro}"
    return f"{written}{NBSP}{'de' + NBSP if form == 'other' else ''}{words.many_ro}"
