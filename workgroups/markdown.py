"""Markdown of people, made into HTML that can do nothing: no picture, no script, no heading of the page's.

Pictures are left out because a page of ours asks no other host for anything.
"""

import re
from collections.abc import Iterable
from html import escape

import nh3
from markdown_it import MarkdownIt

TAGS = {
    "p", "br", "strong", "em", "s", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
# No `//host` (it takes the page's scheme), no `https://ours@theirs`.
OWN_OR_HTTPS = re.compile(r"/(?![/\\]|%5c)|https://[^/?#@]+(?:[/?#]|$)", re.I)
LINK_REL = "noopener noreferrer nofollow"

_parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
_parser.disable("image")
_parser.validateLink = lambda url: bool(OWN_OR_HTTPS.match(url))  # type: ignore[method-assign]
_parser.add_render_rule("heading_open", lambda *_: "<p><strong>")
_parser.add_render_rule("heading_close", lambda *_: "</strong></p>\n")


def to_html(text: str, names: Iterable[str] = ()) -> str:
    """`text` as safe HTML; the mentions of `names` stand out."""
    html = nh3.clean(
        _parser.render(text),
        tags=TAGS | {"mark"},
        attributes=ATTRIBUTES,
        url_schemes={"https"},
        link_rel=LINK_REL,
    )
    wanted = sorted({escape("@" + name) for name in names}, key=len, reverse=True)
    if not wanted:
        return html
    pattern = re.compile("|".join(re.escape(name) for name in wanted) + r"(?![\w])", re.IGNORECASE)
    return pattern.sub(lambda found: f'<strong class="app-mention">{found[0]}</strong>', html)


def to_words(text: str, length: int = 240) -> str:
    """The beginning of `text` without its signs, for a quotation."""
    plain = nh3.clean(_parser.render(text), tags=set()).replace("\n", " ")
    plain = re.sub(r"\s+", " ", plain).strip()
    return plain if len(plain) <= length else plain[:length].rsplit(" ", 1)[0] + "…"
