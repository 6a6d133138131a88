"""Documents of office programs: their text, and the same document without who wrote it and where."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from defusedxml.ElementTree import ParseError, iterparse

from protect.files.reading import pictures
from protect.files.reading.archives import Members
from protect.files.reading.refusal import Refused

TEXT = 2_000_000  # signs of text that are read
BREAKS = {"p", "h", "c", "si", "text"}
READ = {
    "docx": re.compile(
        r"^word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments\w*|charts/\w+)\.xml$"
    ),
    "xlsx": re.compile(
        r"^xl/(?:sharedStrings|workbook|worksheets/[^/]+|comments[^/]*|threadedComments/[^/]+|drawings/[^/]+)\.xml$"
    ),
    "odt": re.compile(r"^(?:content|styles)\.xml$"),
}
# Who, when and with what: replaced by documents that say nothing.
EMPTY_PROPERTIES = {
    "docProps/core.xml": (
        b'<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/'
        b'package/2006/metadata/core-properties"/>'
    ),
    "docProps/app.xml": (
        b'<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/extended-properties"/>'
    ),
    "docProps/custom.xml": (
        b'<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/custom-properties"/>'
    ),
    "meta.xml": (
        b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office="urn:oasis:names:tc:'
        b'opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/></office:document-meta>'
    ),
}
AUTHOR = re.compile(
    rb'(\s(?:w:author|w:initials|displayName|userId|w15:userId|w15:author)=)"[^"]*"|(<dc:creator>)[^<]*(?=</dc:creator>)'
    rb"|(<(?:\w+:)?author>)[^<]*(?=</(?:\w+:)?author>)"
)


def local(tag: Any) -> str:
    """The name of an element without its namespace."""
    return str(tag).rpartition("}")[2]


def texts(kind: str, members: Members) -> Iterator[str]:
    """Paragraph by paragraph, cell by cell."""
    for name, body in members.items():
        if READ[kind].match(name):
            try:
                yield from paragraphs(body)
            except ParseError as fault:
                raise Refused("archive_broken") from fault


def paragraphs(body: bytes) -> Iterator[str]:
    """The text of one XML part, broken where a paragraph, a cell or a comment ends."""
    for _event, element in iterparse(io.BytesIO(body), forbid_dtd=True):
        name = local(element.tag)
        described = element.get("descr") or element.get("title")
        if described:
            yield described
        if name in {"tab", "br"}:
            element.text = " "
        if name in BREAKS:
            said = cell(element) if name == "c" else "".join(element.itertext())
            element.clear()
            if said.strip():
                yield said


def cell(element: Any) -> str:
    """What a cell of a sheet shows, a number in full; shared strings are read apart."""
    if element.get("t") == "s":
        return ""
    said = "".join(element.itertext())
    if "E" in said.upper() and element.get("t") in (None, "n"):
        try:
            return f"{float(said):.0f}"
        except (ValueError, OverflowError):
            return said
    return said


def cleaned(members: Members) -> bytes:
    """The same document without author, company, place and time; its pictures without theirs."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in members.items():
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            archive.writestr(info, clean_member(name, body), packing)
    return out.getvalue()


def clean_member(name: str, body: bytes) -> bytes:
    """One part of a document without traces of people."""
    if name in EMPTY_PROPERTIES:
        return EMPTY_PROPERTIES[name]
    if name.lower().endswith(".xml"):
        return AUTHOR.sub(lambda m: m[1] + b'""' if m[1] else (m[2] or m[3]), body)
    picture = pictures.format_of(body)
    return pictures.cleaned(body, picture) if picture else body
