"""Personal numeric codes in what a file says: in a document full of numbers, only what can be one."""

import re
from collections.abc import Iterable

from protect.privacy.guard import cnps, mask, plain

NUMBER = re.compile(r"\s*[+-]?(\d+)([.,]\d*)?(?:[eE]([+-]?\d{1,3}))?\s*")
CALCULATED = 13  # digits in all: more than anybody types behind a decimal point
LONG_FRACTION = re.compile(r"(?<=\d)[.,]\d{14,}")
# A valid code stands in about one of 800 pairs of numbers of the right length by chance.
TELLING_SHARE = 50


def codes(paragraphs: Iterable[str]) -> list[str]:
    """What was found, masked, each once."""
    found: dict[str, None] = {}
    for paragraph in paragraphs:
        for code in cnps(plain(LONG_FRACTION.sub("", paragraph)), in_table=True):
            found.setdefault(mask(code))
    return list(found)


def in_full(value: str) -> str:
    """A number of a sheet or an attribute in full, without what was calculated; any other value as it is."""
    number = NUMBER.fullmatch(value)
    if not number:
        return value
    whole, fraction, power = number.groups()
    if power:
        return f"{float(value.strip().replace(',', '.')):.0f}" if abs(int(power)) < 60 else ""
    digits = (whole + (fraction or "")[1:]).lstrip("0")
    return whole if fraction and len(digits) >= CALCULATED else value


def codes_over_cells(rows: list[list[str]], delimiter: str) -> list[str]:
    """Codes that lie over neighbouring cells of a table, in more of its rows than happens by chance."""
    hits = [found[0] for row in rows if (found := codes([delimiter.join(row)]))]
    return hits[:1] if len(hits) * TELLING_SHARE > len(rows) else []
