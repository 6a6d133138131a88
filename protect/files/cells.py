"""Cells of the tables that we hand out: none of them is a formula to a spreadsheet. No Django in here."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator

CALCULATES = ("=", "+", "-", "@")
BREAKS_OUT = ("\t", "\r", "\n", "\0")
# Strings stay strings in what xlsxwriter writes.
TEXT_STAYS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
TELEPHONE = re.compile(r"\+\d[\d ./()-]{5,24}")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet could take it for one, whatever signs that nobody sees stand before it."""
    if text[:1].isascii() and text[:1].isalnum():
        return False  # most texts; no sign after a letter or digit turns it into a dangerous one
    if text.startswith(BREAKS_OUT):
        return True
    for sign in unicodedata.normalize("NFKC", text):
        if unicodedata.category(sign)[0] not in "CZM":
            return sign in CALCULATES
    return False


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula, not even after it was saved as CSV."""
    return f"'{text}" if looks_like_formula(text) else text


def plain_text(text: str) -> str:
    """The text again as it was before `safe_text`."""
    return text[1:] if text.startswith("'") and looks_like_formula(text[1:]) else text


def safe_cell(value: object) -> object:
    """A value for a table: a text made safe; numbers, a dash and a telephone number as they are."""
    if not isinstance(value, str) or value == "-" or TELEPHONE.fullmatch(value):
        return value
    return safe_text(value)


def csv_lines(rows: Iterable[Iterable[object]], delimiter: str = ",") -> Iterator[str]:
    """A table line by line."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=delimiter, lineterminator="\r\n")
    for row in rows:
        writer.writerow([safe_cell(value) for value in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def csv_file(rows: Iterable[Iterable[object]], delimiter: str = ",", *, mark: bool = True) -> bytes:
    """A table in UTF-8, as a rule with the mark by which spreadsheets know the letters."""
    return "".join(csv_lines(rows, delimiter)).encode("utf-8-sig" if mark else "utf-8")
