"""PDF: refused where it would do something by itself, otherwise written anew without its metadata."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from protect.files.reading.refusal import Refused

PAGES = 1_000
OBJECTS = 400_000
ACTIVE_KEYS = {
    "/JS",
    "/JavaScript",
    "/EmbeddedFiles",
    "/XFA",
    "/RichMedia",
    "/RichMediaContent",
    "/AF",
    "/EF",
}
ACTIVE_TYPES = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/RichMedia",
    "/RichMediaExecute", "/Rendition", "/Movie", "/Sound", "/FileAttachment", "/Screen", "/3D", "/Hide",
    "/EmbeddedFile", "/Filespec",
}  # fmt: skip
TRACES = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AA")
DATE = re.compile(r"D:\d{14}(?:[+\-Z].{0,6})?")  # of a note
CODE = 13  # signs: no shorter text holds a code
WIDTH = 900  # pixels of a page in a preview


def cleaned(content: bytes) -> tuple[bytes, int, list[str]]:
    """The same pages without metadata, how many, and the texts beside them; refuses what acts, is locked,
    broken or endless."""
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise Refused("password")
        pages = len(reader.pages)
        if not pages:
            raise Refused("pdf_broken")
        if pages > PAGES:
            raise Refused("too_many_pages")
        for found in walk(reader.trailer):
            if isinstance(found, DictionaryObject):
                check(found)
        writer = PdfWriter(clone_from=reader)
        for found in walk(writer._root_object):
            if isinstance(found, DictionaryObject):
                for trace in TRACES:
                    found.pop(NameObject(trace), None)
        writer._root_object.pop(NameObject("/OpenAction"), None)
        writer.metadata = None
        writer.compress_identical_objects(remove_duplicates=False)  # what nothing leads to any more
        beside = list(dict.fromkeys(beside_the_pages(writer)))
        out = io.BytesIO()
        writer.write(out)
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
    ) as fault:
        raise Refused("pdf_broken") from fault
    return out.getvalue(), pages, beside


def beside_the_pages(writer: PdfWriter) -> Iterator[str]:
    """Every string and name in the file: notes, values of forms, bookmarks, descriptions, links."""
    for found in walk(writer._root_object):
        if isinstance(found, DictionaryObject):
            yield from (str(key) for key in found if len(key) > CODE)
        if (
            isinstance(found, (str, bytes))
            and len(found) >= CODE
            and not DATE.fullmatch(said := text_of(found))
        ):
            yield said


def text_of(found: str | bytes) -> str:
    """A string of a PDF as text, in whichever of its encodings."""
    if isinstance(found, str):
        return str(found)
    wide = found[:2] in (b"\xff\xfe", b"\xfe\xff")
    return found.decode("utf-16" if wide else "latin-1", "replace")


def walk(root: Any) -> Iterator[Any]:
    """Everything that can be reached, what is referred to once."""
    seen: set[tuple[int, int]] = set()
    waiting = [root]
    for _step in range(OBJECTS):
        if not waiting:
            return
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            place = (found.idnum, found.generation)
            if place in seen:
                continue
            seen.add(place)
            found = found.get_object()
        yield found
        if isinstance(found, DictionaryObject):
            waiting.extend(found.raw_get(key) for key in found)
        elif isinstance(found, ArrayObject):
            waiting.extend(list.__iter__(found))
    raise Refused("pdf_broken")


def check(found: DictionaryObject) -> None:
    """Nothing that runs, opens, sends or carries another file."""
    if not ACTIVE_KEYS.isdisjoint(found.keys()):
        raise Refused("active")
    kinds = {str(found.raw_get(key)) for key in ("/S", "/Subtype", "/Type") if key in found}
    if not ACTIVE_TYPES.isdisjoint(kinds):
        raise Refused("active")


def texts(content: bytes) -> Iterator[str]:
    """The text of each page as it stands, and what its notes and forms show on top of it."""
    try:
        document = pypdfium2.PdfDocument(content)
        for number, page in enumerate(document):
            said = page.get_textpage().get_text_range()
            yield said
            if pypdfium2.raw.FPDFPage_GetAnnotCount(page):
                pypdfium2.raw.FPDFPage_Flatten(page, pypdfium2.raw.FLAT_NORMALDISPLAY)
                flat = document[number].get_textpage().get_text_range()
                if flat != said:
                    yield flat
    except pypdfium2.PdfiumError as fault:
        raise Refused("pdf_broken") from fault


def picture_of(content: bytes, number: int) -> bytes:
    """Page `number` (from 0) as a PNG."""
    page = pypdfium2.PdfDocument(content)[number]
    scale = min(WIDTH / max(1.0, page.get_width()), 3 * WIDTH / max(1.0, page.get_height()))
    out = io.BytesIO()
    page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB").save(out, "PNG")
    return out.getvalue()
