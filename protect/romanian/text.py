"""Romanian letters: comma-below only, searched blind to diacritics, sorted by the official alphabet."""

import re
import unicodedata

COMMA_BELOW = str.maketrans("şŞţŢ", "șȘțȚ")
ALPHABET = "aăâbcdefghiîjklmnopqrsștțuvwxyz"
ORDER = {letter: place for place, letter in enumerate(ALPHABET)}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def comma_below(text: str) -> str:
    """`text` with ș and ț, whichever of their look-alikes it was typed with."""
    return unicodedata.normalize("NFC", text).translate(COMMA_BELOW)


def clean_text(text: str) -> str:
    """What a person typed, without control characters (tab and newline stay) and without cedillas."""
    return comma_below(CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def fold(text: str) -> str:
    """Lower case without diacritics, for searching: `Țară` and `ţara` become `tara`."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def sort_key(text: str) -> list[tuple[int, str]]:
    """The key of the official order A Ă Â B … I Î … S Ș T Ț; other signs come first."""
    return [(ORDER.get(letter, -1), letter) for letter in comma_below(text).casefold()]
