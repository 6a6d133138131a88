"""The whole look at one file: what it is, whether it is taken, its clean copy and its text."""

import base64
from dataclasses import dataclass, field
from typing import Any

from protect.files.reading import archives, office, pictures, telling, writing
from protect.files.reading.identifiers import codes, codes_over_cells, in_full
from protect.files.reading.refusal import Refused

KEPT_TEXT = 200_000  # signs of text that are kept for searching


@dataclass
class Taken:
    """A file that is taken, unless it holds a code."""

    kind: str
    content: bytes
    said: list[str] = field(default_factory=list)  # paragraphs, cells, pages
    pages: int = 0
    found: list[str] = field(default_factory=list)  # codes, masked


def inspect(content: bytes) -> dict[str, Any]:
    """Either `refused` with `detail`, or `kind`, `content` (base64), `text`, `pages`."""
    try:
        taken = take(content)
        if taken.found:
            raise Refused("cnp", taken.found[0])
    except Refused as refusal:
        return {"refused": refusal.code, "detail": refusal.detail}
    return {
        "kind": taken.kind,
        "content": base64.b64encode(taken.content).decode(),
        "text": "\n".join(taken.said)[:KEPT_TEXT],
        "pages": taken.pages,
    }


def inspect_logo(content: bytes) -> dict[str, Any]:
    """As `inspect`, of a picture that is made small; whatever is no picture is answered as it is."""
    found = inspect(content)
    if found.get("kind") in pictures.FORMATS:
        kind, clean = pictures.small(content, found["kind"])
        found |= {"kind": kind, "content": base64.b64encode(clean).decode()}
    return found


def take(content: bytes) -> Taken:
    """What a file is, its clean copy, its text and the codes in what stays of it."""
    kind = telling.tell(content)
    if kind == "pdf":
        return take_pdf(content)
    if kind == "zip":
        return take_office(content)
    if kind == "text":
        return take_text(content)
    return Taken(kind, pictures.cleaned(content, kind))


def take_pdf(content: bytes) -> Taken:
    """Its pages, and every text in notes, forms, bookmarks and descriptions."""
    from protect.files.reading import pdfs  # loads pdfium, which other files do not need

    clean, pages, beside = pdfs.cleaned(content)
    said = list(pdfs.texts(clean))
    return Taken("pdf", clean, said, pages, codes(said) or codes(beside))


def take_office(content: bytes) -> Taken:
    """Its paragraphs one by one; where it is no sheet also as they follow, for the boxes of a form."""
    kind, members = archives.open_archive(content)
    members = office.kept(members)
    said = office.read(members)
    found = codes(said.paragraphs) or codes(map(in_full, said.beside))
    if not found and kind != "xlsx":
        found = codes(["\n".join(said.paragraphs)])
    return Taken(kind, office.packed(members), said.paragraphs, 0, found)


def take_text(content: bytes) -> Taken:
    """A table cell by cell and over the cells of a row; any other text as a whole."""
    text = writing.decoded(content)
    delimiter = writing.delimiter_of(text)
    if not delimiter:
        return Taken("txt", text.encode(), [text], 0, codes([text]))
    rows = [[in_full(cell) for cell in row] for row in writing.rows(text, delimiter)]
    found = codes(cell for row in rows for cell in row) or codes_over_cells(rows, delimiter)
    return Taken("csv", text.encode("utf-8-sig"), [" ".join(row) for row in rows], 0, found)


def page_picture(content: bytes) -> str:
    """A page of a PDF as a PNG, base64; which one (from 0) stands in the first four bytes."""
    from protect.files.reading import pdfs

    return base64.b64encode(pdfs.picture_of(content[4:], int.from_bytes(content[:4], "big"))).decode()
