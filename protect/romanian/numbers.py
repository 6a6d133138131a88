"""Whole numbers as people write them and as the portal prints them."""

import re
import unicodedata

from django.utils.translation import get_language
from django.utils.translation import gettext as _

LARGEST = 999_999_999
PLAIN = re.compile(r"\d{1,9}")
GROUPED = re.compile(r"\d{1,3}(?P<mark>[., ])\d{3}(?:(?P=mark)\d{3})*")


class NotACount(ValueError):
    """What was typed is not a whole number of people; the message says the way out."""


def parse_count(text: str) -> int:
    """The number in `text`: 78970, 78.970, 78 970 and 78,970 are one; 1.5 and -3 are none.

    Raises NotACount with a sentence for the person who typed it.
    """
    tidy = " ".join(unicodedata.normalize("NFKC", text).split())
    if not (PLAIN.fullmatch(tidy) or GROUPED.fullmatch(tidy)) or not tidy.isascii():
        raise NotACount(
            _("Write a whole number from 0 up, for example %(example)s.") % {"example": format_number(78_970)}
        )
    number = int(re.sub(r"\D", "", tidy))
    if number > LARGEST:
        raise NotACount(_("This number is too large. Check the digits."))
    return number


def format_number(number: int, language: str | None = None) -> str:
    """`78.970` in Romanian, `78,970` in English."""
    grouped = f"{number:,}"
    return grouped if (language or get_language() or "ro").startswith("en") else grouped.replace(",", ".")
