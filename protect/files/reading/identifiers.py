"""Personal numeric codes in the text of a file: in a document full of numbers, only what can be one.

The guard joins digits over any separator, as people hide codes. In a table of figures that makes codes out
of neighbouring numbers; so here numbers that stand apart only count as one code where they break as codes do.
"""

import re

from protect.privacy.guard import THIRTEEN, cnps, mask, plain

FIELDS = {1, 3, 5, 7, 9, 12}  # a code breaks after sex, year, month, day, county, number
APART = re.compile(r"[ \t./_\-–,]+")


def codes(paragraphs: list[str]) -> list[str]:
    """What was found, masked, each once."""
    found: dict[str, None] = {}
    for paragraph in paragraphs:
        for code in cnps(kept_apart(plain(paragraph.replace("\n", " ").replace("\r", " ")))):
            found.setdefault(mask(code))
    return list(found)


def kept_apart(text: str) -> str:
    """`text` with a wall between numbers that are neighbours but no code."""
    parts: list[str] = []
    place = 0
    while match := THIRTEEN.search(text, place):
        breaks = digits_before_breaks(match.group())
        if not breaks or breaks <= FIELDS or len(breaks) == 12:
            parts.append(text[place : match.end()])
            place = match.end()
            continue
        first = APART.search(text, match.start())
        assert first is not None
        parts.append(text[place : first.start()] + " ; ")
        place = first.end()
    return "".join(parts) + text[place:]


def digits_before_breaks(code: str) -> set[int]:
    """After how many digits the run is broken."""
    breaks, digits = set(), 0
    for sign in code:
        if sign in " \t./_-–,":
            breaks.add(digits)
        else:
            digits += 1
    return breaks
