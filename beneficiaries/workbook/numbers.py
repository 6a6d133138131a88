"""Numbers, dates and choices as people leave them in a spreadsheet; or what is wrong, in a sentence."""

import datetime
import re
import unicodedata
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beneficiaries.workbook.layout import LONGEST_TEXT
from protect.files.cells import plain_text
from protect.romanian.numbers import NotACount, format_number, parse_count
from protect.romanian.text import clean_text, fold

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
EMPTY_DECIMALS = re.compile(r"(\d{1,9})[.,]0{1,2}")


class Wrong(ValueError):
    """A cell that cannot be read; the message says the way out."""


def tidy(value: Any) -> str:
    """The text of a cell without what nobody sees."""
    text = plain_text(str(value)) if isinstance(value, str) else str(value)
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip()


def read_number(value: Any) -> str:
    """A whole number as digits, `-`, `?`, or '' for an empty cell; raises `Wrong` otherwise."""
    if isinstance(value, dict):
        raise Wrong(not_plain(value))
    if isinstance(value, float):
        rounded = round(value)
        if abs(value - rounded) < 1e-9:
            return read_number(rounded)
        raise Wrong(
            _(
                "The cell holds %(number)s, which is no whole number. "
                "Write it without dot or comma, as in 1234."
            )
            % {"number": as_written(value)}
        )
    text = tidy(value)
    if text == "" or text == "?":
        return text
    if text in DASHES:
        return "-"
    if text in ("TRUE", "FALSE"):
        raise Wrong(
            _("Write a whole number from 0 up, for example %(example)s.") % {"example": format_number(78_970)}
        )
    if match := EMPTY_DECIMALS.fullmatch(text):
        text = match[1]
    try:
        return str(parse_count(text))
    except NotACount as fault:
        raise Wrong(str(fault)) from None


def as_written(value: float) -> str:
    """`12,5` in Romanian, `12.5` in English."""
    text = f"{value:.6g}"
    return text if (get_language() or "ro").startswith("en") else text.replace(".", ",")


def not_plain(value: dict[str, str]) -> str:
    """A cell that is no text and no number."""
    if value.get("is") == "formula":
        return _("The formula in this cell was never worked out. Write the number itself.")
    return _("The spreadsheet made a date of this cell. Format it as a number and write it again.")


def read_day(value: Any) -> str:
    """A day as 2025-04-15, or ''."""
    if isinstance(value, dict):
        if value.get("date"):
            return value["date"]
        raise Wrong(_("Write the day as in 15.04.2025."))
    text = tidy(value)
    if not text:
        return ""
    for form in ("%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d"):
        try:
            day = datetime.datetime.strptime(text, form).replace(tzinfo=datetime.UTC).date()
        except ValueError:
            continue
        if 2000 <= day.year <= 2100:
            return day.isoformat()
    raise Wrong(_("Write the day as in 15.04.2025."))


def read_choice(value: Any, words: dict[str, str]) -> str:
    """The code of a word of a drop-down (folded word → code), or ''."""
    if isinstance(value, dict):
        raise Wrong(_("Choose one of the list."))
    text = fold(tidy(value))
    if not text:
        return ""
    if text not in words:
        raise Wrong(_("Choose one of the list."))
    return words[text]


def read_text(value: Any) -> str:
    """A note."""
    if isinstance(value, dict):
        return value.get("date", "")
    text = clean_text(plain_text(str(value))).strip()
    if len(text) > LONGEST_TEXT:
        raise Wrong(_("The note is longer than %(limit)s letters.") % {"limit": format_number(LONGEST_TEXT)})
    return text
