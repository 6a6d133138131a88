"""A section's text: a small, safe part of Markdown, with bound numbers, as blocks of the document.

Headings, paragraphs, lists, quotations, emphasis, links to https, `![words](chart:CODE)` for a chart and
`![words](picture:CODE)` for a picture of the section.
Anything else, HTML above all, stays the text that it is.
"""

from collections.abc import Callable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token as Mark

from protect.chapter.document import Block, Heading, Listing, Paragraph, Run, Runs
from protect.chapter.tokens import BEGINS, TOKEN, Figures, capital, read, value_of, write

CHART, PICTURE = "chart:", "picture:"
Drawn = Callable[[str, str], Sequence[Block]]


def bound_number(state: StateInline, silent: bool) -> bool:
    """The rule that keeps `{{…}}` whole: what is in it is no Markdown."""
    match = TOKEN.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.push("bound", "", 0).content = match.group()
    state.pos = match.end()
    return True


def parser() -> MarkdownIt:
    """What authors may use."""
    made = MarkdownIt("zero").enable(
        ["heading", "list", "blockquote", "emphasis", "link", "image", "newline", "escape", "entity"]
    )
    made.inline.ruler.before("escape", "bound", bound_number)
    made.validateLink = lambda url: url.startswith(("https://", "mailto:", CHART, PICTURE))  # type: ignore[method-assign]
    return made


PARSER = parser()


def blocks_of(text: str, figures: Figures, language: str, drawn: Drawn) -> list[Block]:
    """The blocks of a section's text; `drawn(what, words)` gives those of `chart:CODE` or `picture:CODE`."""
    return list(_blocks(PARSER.parse(text), figures, language, drawn))


def _blocks(marks: list[Mark], figures: Figures, language: str, drawn: Drawn) -> Iterator[Block]:
    items: list[Runs] = []
    depth, numbered, quoted = 0, False, 0
    for place, mark in enumerate(marks):
        match mark.type:
            case "bullet_list_open" | "ordered_list_open":
                depth, numbered = depth + 1, numbered if depth else mark.type.startswith("ordered")
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
                if depth == 0:
                    yield Listing(tuple(items), numbered)
                    items = []
            case "blockquote_open":
                quoted += 1
            case "blockquote_close":
                quoted -= 1
            case "inline":
                opening = marks[place - 1]
                images = [child for child in mark.children or [] if child.type == "image"]
                runs = tuple(_runs(mark.children or [], figures, language))
                if opening.type == "heading_open":
                    yield Heading(min(4, max(3, int(opening.tag[1]) + 1)), "".join(r.text for r in runs))
                elif runs and depth:
                    items.append(runs)
                elif runs:
                    yield Paragraph(runs, "quote" if quoted else "")
                for image in images:
                    yield from drawn(str(image.attrGet("src")), image.content)


def _runs(marks: list[Mark], figures: Figures, language: str) -> Iterator[Run]:
    bold, italic, href, before = 0, 0, "", ""
    for mark in marks:
        match mark.type:
            case "strong_open" | "strong_close":
                bold += mark.nesting
            case "em_open" | "em_close":
                italic += mark.nesting
            case "link_open":
                href = str(mark.attrGet("href"))
            case "link_close":
                href = ""
            case "image":
                continue
            case _:
                said = _said(mark, figures, language, before)
                before += said
                if said:
                    yield Run(said, bold > 0, italic > 0, href)


def _said(mark: Mark, figures: Figures, language: str, before: str) -> str:
    """The words of one mark; a bound number begins a sentence with a capital."""
    if mark.type in ("softbreak", "hardbreak"):
        return " "
    if mark.type != "bound":
        return mark.content
    match = TOKEN.match(mark.content)
    assert match is not None
    token = read(match)
    words = write(token, value_of(token, figures), language)
    return capital(words) if BEGINS.search(before) else words
