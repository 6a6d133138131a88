"""Personal numeric codes in the text of a file: in a document full of numbers, only what can be one."""

from protect.privacy.guard import cnps, mask, plain


def codes(paragraphs: list[str]) -> list[str]:
    """What was found, masked, each once."""
    found: dict[str, None] = {}
    for paragraph in paragraphs:
        for code in cnps(plain(paragraph), in_table=True):
            found.setdefault(mask(code))
    return list(found)
