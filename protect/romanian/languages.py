"""Texts that stand in two languages: the page's where there is one, otherwise the other, which says so."""

from django.utils.translation import get_language


class Worded(str):
    """A text that knows its language, so that a page in another one can mark it (WCAG 3.1.2)."""

    language = ""


def page_language() -> str:
    """`ro` or `en`."""
    return "ro" if (get_language() or "ro").startswith("ro") else "en"


def either(romanian: str, english: str) -> Worded:
    """The text in the language of the page, in the other where there is none."""
    first, second = both(romanian, english)
    return first or second


def both(romanian: str, english: str) -> tuple[Worded, Worded]:
    """The text in the language of the page, and in the other."""
    texts = worded(romanian, "ro"), worded(english, "en")
    return texts if page_language() == "ro" else (texts[1], texts[0])


def worded(text: str, language: str) -> Worded:
    """A text with its language."""
    found = Worded(text)
    found.language = language
    return found
