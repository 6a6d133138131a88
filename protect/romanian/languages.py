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
    texts = {"ro": romanian, "en": english}
    first = page_language()
    language = first if texts[first] else next(other for other in texts if other != first)
    found = Worded(texts[language])
    found.language = language
    return found
