"""What a reader finds in each format: headings, words block by block, numbers, descriptions of pictures."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import lxml.html
from docx import Document as open_docx
from docx.oxml.ns import qn

from tests.chapter.tagged import Tag, read_tagged

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
BLOCKS = ("h1", "h2", "h3", "h4", "p", "li", "caption", "figcaption", "th", "td")
STYLE = re.compile(r"Heading (\d)")


@dataclass(frozen=True)
class Extracted:
    """Everything that the formats have to hold in common, in reading order."""

    headings: list[tuple[int, str]]
    blocks: list[str]
    descriptions: list[str]

    @property
    def numbers(self) -> list[str]:
        """Every number of the words, as often as it stands there."""
        return [number for block in self.blocks for number in NUMBER.findall(block)]


def squeezed(text: str) -> str:
    """Without spaces: line breaks fall where the page ends."""
    return re.sub(r"\s+", "", text)


def gathered(found: Iterator[tuple[int, str]], descriptions: list[str]) -> Extracted:
    """Pairs of (level of heading or 0, words)."""
    pairs = [(level, squeezed(words)) for level, words in found if words.strip()]
    headings = [(level, words) for level, words in pairs if level]
    return Extracted(headings, [words for _level, words in pairs], [squeezed(d) for d in descriptions])


def of_html(content: bytes) -> Extracted:
    (main,) = lxml.html.fromstring(content.decode()).iter("main")
    drawn = list(main.iter("{*}svg", "svg", "img"))
    said = [str(d.get("alt") or d.findtext(".//{*}desc") or d.findtext(".//desc")) for d in drawn]
    for drawing in drawn:
        drawing.drop_tree()
    found = (
        (int(e.tag[1]) if e.tag in ("h1", "h2", "h3", "h4") else 0, e.text_content())
        for e in main.iter(*BLOCKS)
    )
    return gathered(found, said)


def of_docx(content: bytes) -> Extracted:
    made = open_docx(io.BytesIO(content))
    styles = {style.style_id: style.name for style in made.styles}

    def found() -> Iterator[tuple[int, str]]:
        for paragraph in made.element.body.iter(qn("w:p")):
            match = STYLE.match(styles.get(paragraph.style, "") or "")
            words = "".join(t.text or "" for t in paragraph.iter(qn("w:t")))
            yield int(match[1]) if match else 0, words

    drawn = made.element.body.iter(qn("wp:docPr"))
    return gathered(found(), [d.get("descr", "") for d in drawn])


def of_pdf(content: bytes) -> Extracted:
    read = read_tagged(content)
    descriptions = [str(tag.node.get("/Alt", "")) for tag in read.tags("Figure")]
    return gathered(blocks_of(read.root), descriptions)


def blocks_of(tag: Tag) -> Iterator[tuple[int, str]]:
    """The blocks of the tree; the table of contents repeats headings, marks of lists are not words."""
    children = tag.children
    for place, child in enumerate(children):
        following = children[place + 1].role if place + 1 < len(children) else ""
        if child.role in ("TOC", "Lbl", "Figure") or following == "TOC":
            continue
        if re.fullmatch(r"H[1-6]", child.role):
            yield int(child.role[1]), child.text
        elif child.role in ("P", "LBody", "TH", "TD", "Caption"):
            yield 0, child.text
        else:
            yield from blocks_of(child)


EXTRACTORS: dict[str, Callable[[bytes], Extracted]] = {"html": of_html, "docx": of_docx, "pdf": of_pdf}


def assert_the_same_in_all(files: dict[str, bytes]) -> Extracted:
    """HTML, DOCX and PDF carry the same headings, words, numbers and descriptions; gives them back."""
    found = {extension: EXTRACTORS[extension](files[extension]) for extension in EXTRACTORS}
    for extension in ("docx", "pdf"):
        assert found[extension].headings == found["html"].headings, extension
        assert found[extension].numbers == found["html"].numbers, extension
        assert found[extension].blocks == found["html"].blocks, extension
        assert found[extension].descriptions == found["html"].descriptions, extension
    return found["html"]
