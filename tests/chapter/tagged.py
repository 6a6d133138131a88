"""A tagged PDF as those read it who hear it: its structure tree with the words of every element.

The tree is pypdf's; which words lie under which mark is asked of pdfium, which knows the fonts.
"""

import ctypes
import io
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

Marks = dict[tuple[int, int], str]
ARTIFACT = "Artifact"


@dataclass
class Tag:
    """One element: its role, its own words, what hangs below it, in reading order."""

    role: str
    node: DictionaryObject
    parts: list["Tag | str"] = field(default_factory=list)
    annotations: list[DictionaryObject] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    @property
    def children(self) -> list["Tag"]:
        return [part for part in self.parts if isinstance(part, Tag)]

    def walk(self) -> Iterator["Tag"]:
        """This element and all below, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def attribute(self, name: str) -> Any:
        """An attribute such as /Scope, whichever owner says it."""
        found = self.node.get("/A", [])
        for entry in found if isinstance(found, list) else [found]:
            owner = entry.get_object()
            if hasattr(owner, "get") and name in owner:
                return owner[name]
        return None


@dataclass
class Tagged:
    """A PDF and its tree.

    `untagged`: painted, but neither in the tree nor marked as an artifact; `unread`: marks that the tree
    does not hold; `twice`: those that it holds more than once.
    """

    reader: PdfReader
    root: Tag
    untagged: list[str]
    unread: set[tuple[int, int]]
    twice: set[tuple[int, int]]

    def tags(self, *roles: str) -> list[Tag]:
        """The elements of these roles, in reading order."""
        return [tag for tag in self.root.walk() if tag.role in roles]


@lru_cache(maxsize=2)
def read_tagged(content: bytes) -> Tagged:
    """The tree with its words; the same file is read once."""
    marks, kinds, untagged = marks_of(content)
    reader = PdfReader(io.BytesIO(content))
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}  # type: ignore[union-attr]
    used: Counter[tuple[int, int]] = Counter()
    root = tag_of(reader.trailer["/Root"]["/StructTreeRoot"], pages, marks, used, None)
    twice = {mark for mark, times in used.items() if times > 1}
    return Tagged(reader, root, untagged, kinds - set(used), twice)


def tag_of(node: Any, pages: dict[int, int], marks: Marks, used: Counter, page: int | None) -> Tag:
    """An element with everything below it."""
    found = node.get_object()
    page = pages[found.raw_get("/Pg").idnum] if "/Pg" in found else page
    made = Tag(str(found.get("/S", "/Root"))[1:], found)
    kids = found.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        mark: Any = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(mark, int):
            mark = {"/MCID": mark}
        if "/MCID" in mark:
            where = pages[mark.raw_get("/Pg").idnum] if "/Pg" in mark else page
            place = (where if where is not None else -1, int(mark["/MCID"]))
            used[place] += 1
            made.parts.append(marks.get(place, ""))
        elif "/Obj" in mark:
            made.annotations.append(mark["/Obj"].get_object())
        elif "/S" in mark:
            made.parts.append(tag_of(kid, pages, marks, used, page))
    return made


def marks_of(content: bytes) -> tuple[Marks, set[tuple[int, int]], list[str]]:
    """The words under each mark of each page, all marks, and what is painted without one."""
    words: defaultdict[tuple[int, int], str] = defaultdict(str)
    marks: set[tuple[int, int]] = set()
    bare: list[str] = []
    document = pypdfium2.PdfDocument(content)
    for number, page in enumerate(document):
        for painted in page.get_objects(max_depth=1):
            place = pdfium.FPDFPageObj_GetMarkedContentID(painted.raw)
            if place >= 0:
                marks.add((number, place))
            elif ARTIFACT not in names_of(painted.raw):
                bare.append(f"page {number + 1}: object of type {painted.type}")
        text = page.get_textpage()
        for index in range(text.count_chars()):
            owner = pdfium.FPDFText_GetTextObject(text.raw, index)
            place = pdfium.FPDFPageObj_GetMarkedContentID(owner) if owner else -1
            if place >= 0:
                words[number, place] += chr(pdfium.FPDFText_GetUnicode(text.raw, index))
    document.close()
    return dict(words), marks, bare


def names_of(painted: Any) -> set[str]:
    """The names of the marks around an object."""
    found = set()
    for index in range(pdfium.FPDFPageObj_CountMarks(painted)):
        mark = pdfium.FPDFPageObj_GetMark(painted, index)
        name, size = ctypes.create_string_buffer(128), ctypes.c_ulong()
        written = ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort))
        pdfium.FPDFPageObjMark_GetName(mark, written, 128, ctypes.byref(size))
        found.add(name.raw[: size.value].decode("utf-16-le").rstrip("\0"))
    return found
