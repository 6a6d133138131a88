"""Plain text and CSV: read in whichever encoding, kept as UTF-8; a table that calculates is refused."""

import csv
import io
import re

from protect.files.reading.refusal import Refused

NUMBER = re.compile(r"^[+-][\d\s.,%]*$")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def decoded(content: bytes) -> str:
    """The text, from UTF-8, UTF-16 with its mark, or the old Central European encoding."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = content.decode("utf-16", "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1250", "replace")
    if len(CONTROL.findall(text)) > len(text) // 100:
        raise Refused("unknown_type")
    return CONTROL.sub("", text)


def delimiter_of(text: str) -> str:
    """The sign that parts the columns where this is a table, otherwise nothing."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    for sign in (";", "\t", ","):
        counts = {line.count(sign) for line in lines}
        if len(lines) > 1 and 0 not in counts and (len(counts) == 1 or sign == ";"):
            return sign
    return ""


def rows(text: str, delimiter: str) -> list[list[str]]:
    """The rows of a table; refuses a cell that a spreadsheet would calculate."""
    try:
        found = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as fault:
        raise Refused("archive_broken") from fault
    for cell in (cell for row in found for cell in row):
        bare = cell.strip()
        if bare.startswith(("=", "@")) or (
            bare.startswith(("+", "-")) and not NUMBER.match(bare) and "(" in bare
        ):
            raise Refused("formulas")
    return found
