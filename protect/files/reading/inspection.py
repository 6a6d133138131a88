"""The whole look at one file: what it is, whether it is taken, its clean copy and its text."""

import base64
from typing import Any

from protect.files.reading import archives, office, pictures, telling, writing
from protect.files.reading.identifiers import codes
from protect.files.reading.refusal import Refused

KEPT_TEXT = 200_000  # signs of text that are kept for searching


def inspect(content: bytes) -> dict[str, Any]:
    """Either `refused` with `detail`, or `kind`, `content` (base64), `text`, `pages`."""
    try:
        kind, clean, said, pages = take(content)
        found = codes(said)
        if found:
            raise Refused("cnp", found[0])
    except Refused as refusal:
        return {"refused": refusal.code, "detail": refusal.detail}
    text = "\n".join(said)[:KEPT_TEXT]
    return {"kind": kind, "content": base64.b64encode(clean).decode(), "text": text, "pages": pages}


def inspect_logo(content: bytes) -> dict[str, Any]:
    """As `inspect`, of a picture that is made small; whatever is no picture is answered as it is."""
    found = inspect(content)
    if found.get("kind") in pictures.FORMATS:
        kind, clean = pictures.small(content, found["kind"])
        found |= {"kind": kind, "content": base64.b64encode(clean).decode()}
    return found


def take(content: bytes) -> tuple[str, bytes, list[str], int]:
    """Kind, clean copy, paragraphs and pages."""
    kind = telling.tell(content)
    if kind == "pdf":
        from protect.files.reading import pdfs

        clean, pages = pdfs.cleaned(content)
        return kind, clean, list(pdfs.texts(clean, office.TEXT)), pages
    if kind == "zip":
        kind, members = archives.open_archive(content)
        said = list(office.texts(kind, members))
        return kind, office.cleaned(members), said, 0
    if kind == "text":
        text = writing.decoded(content)
        delimiter = writing.delimiter_of(text)
        if delimiter:
            return "csv", text.encode("utf-8-sig"), writing.cells(text, delimiter), 0
        return "txt", text.encode(), text.split("\n"), 0
    return kind, pictures.cleaned(content, kind), [], 0


def page_picture(content: bytes) -> str:
    """A page of a PDF as a PNG, base64; which one (from 0) stands in the first four bytes."""
    from protect.files.reading import pdfs

    return base64.b64encode(pdfs.picture_of(content[4:], int.from_bytes(content[:4], "big"))).decode()
