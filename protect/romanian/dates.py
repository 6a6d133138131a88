"""Dates and lists as Romanian writes them: small letters, 24 hours, the week from Monday."""

import datetime
from collections.abc import Sequence

from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from django.utils import timezone
from django.utils.translation import get_language

ROMAN = ("I", "II", "III", "IV")
NBSP = "\u00a0"
Day = datetime.date | datetime.datetime


def locale_of(language: str | None) -> str:
    """The CLDR locale of a language of ours."""
    return "en_GB" if (language or get_language() or "ro").startswith("en") else "ro"


def local(value: Day) -> Day:
    """A moment in Bucharest's time; a day as it is."""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def day(value: Day, language: str | None = None) -> str:
    """`15 aprilie 2025`."""
    return format_date(local(value), "d MMMM y", locale=locale_of(language))


def long_date(value: Day, language: str | None = None) -> str:
    """`marți, 15 aprilie 2025`."""
    return format_date(local(value), "EEEE, d MMMM y", locale=locale_of(language))


def short_date(value: Day, language: str | None = None) -> str:
    """`15.04.2025`; in English `15/04/2025`."""
    return format_date(local(value), "dd/MM/y" if locale_of(language) == "en_GB" else "dd.MM.y")


def clock(value: datetime.datetime, language: str | None = None) -> str:
    """`14:32`."""
    return format_time(local(value), "HH:mm", locale=locale_of(language))  # type: ignore[arg-type]


def date_time(value: datetime.datetime, language: str | None = None) -> str:
    """`15 aprilie 2025, 14:32`."""
    return format_datetime(local(value), "d MMMM y, HH:mm", locale=locale_of(language))


def quarter(year: int, number: int, language: str | None = None, short: bool = False) -> str:
    """`trimestrul II 2025`, short `T2 2025`; in English `quarter 2 of 2025`, short `Q2 2025`."""
    english = locale_of(language) == "en_GB"
    if short:
        return f"{'Q' if english else 'T'}{number}{NBSP}{year}"
    return f"quarter {number} of {year}" if english else f"trimestrul {ROMAN[number - 1]} {year}"


def and_list(items: Sequence[str], language: str | None = None) -> str:
    """`a, b și c`."""
    return format_list([str(item) for item in items], locale=locale_of(language))
