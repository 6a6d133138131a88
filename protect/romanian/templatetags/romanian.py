"""The filters that every template has: numbers, nouns, dates and lists in the language of the page."""

import datetime
from collections.abc import Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from protect.romanian import dates, numbers, plurals, sizes
from protect.romanian.languages import page_language

register = template.Library()


@register.filter
def lang(text: str) -> SafeString:
    """`<p{{ text|lang }}>`: the attribute where the text is not in the language of the page."""
    language = getattr(text, "language", "")
    return format_html(' lang="{}"', language) if language not in ("", page_language()) else SafeString()


@register.filter
def number(value: int | str | None) -> str:
    """`78.970`; nothing where there is no number."""
    return "" if value in (None, "") else numbers.format_number(int(value))


@register.filter
def counted(value: int, noun: str) -> str:
    """`286 de persoane`."""
    return plurals.counted(int(value), noun)


@register.filter
def size(value: int) -> str:
    """`16 KB`, `394 de octeți`."""
    return sizes.format_size(int(value))


@register.filter
def day(value: dates.Day | None) -> str:
    """`15 aprilie 2025`."""
    return dates.day(value) if value else ""


@register.filter
def long_date(value: dates.Day | None) -> str:
    """`marți, 15 aprilie 2025`."""
    return dates.long_date(value) if value else ""


@register.filter
def short_date(value: dates.Day | None) -> str:
    """`15.04.2025`."""
    return dates.short_date(value) if value else ""


@register.filter
def clock(value: datetime.datetime | None) -> str:
    """`14:32`."""
    return dates.clock(value) if value else ""


@register.filter
def date_time(value: datetime.datetime | None) -> str:
    """`15 aprilie 2025, 14:32`."""
    return dates.date_time(value) if value else ""


@register.filter
def and_list(value: Sequence[str]) -> str:
    """`a, b și c`."""
    return dates.and_list(value)
