"""How large a file is, in words: `394 de octeți`, `16 KB`, `2,5 MB`."""

from django.utils.translation import get_language

from protect.romanian.plurals import counted

UNITS = ("KB", "MB", "GB")


def format_size(size: int) -> str:
    """A size in bytes: one decimal below ten of a unit, none above."""
    if size < 1024:
        return counted(size, "byte")
    amount = float(size)
    for unit in UNITS:
        amount /= 1024
        if round(amount) < 1024 or unit == UNITS[-1]:
            break
    shown = f"{amount:.1f}".removesuffix(".0") if amount < 9.95 else f"{amount:.0f}"
    if not (get_language() or "ro").startswith("en"):
        shown = shown.replace(".", ",")
    return f"{shown}\u00a0{unit}"
