"""Documents of office programs: their text, and the same document without who wrote it and where."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError

from protect.files.reading import packages, pictures
from protect.files.reading.markup import Words, bare
from protect.files.reading.packages import Members, is_xml
from protect.files.reading.refusal import Refused

# Who, when and with what: replaced by documents that say nothing.
OPEN_XML = "http://schemas.openxmlformats.org"
EMPTY = {
    "core-properties": f'<cp:coreProperties xmlns:cp="{OPEN_XML}/package/2006/metadata/core-properties"/>',
    "extended-properties": f'<Properties xmlns="{OPEN_XML}/officeDocument/2006/extended-properties"/>',
    "custom-properties": f'<Properties xmlns="{OPEN_XML}/officeDocument/2006/custom-properties"/>',
    "meta": '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'office:version="1.3"><office:meta/></office:document-meta>',
}
PROPERTIES = {
    "docprops/core.xml": "core-properties",
    "docprops/app.xml": "extended-properties",
    "docprops/custom.xml": "custom-properties",
    "meta.xml": "meta",
}
PROPERTIES_TYPE = re.compile(r"(core|extended|custom)-properties\+xml$")
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
AUTHOR = re.compile(
    rb'(\s(?:w:author|w:initials|displayName|userId|w15:userId|w15:author)=)"[^"]*"|(<dc:creator>)[^<]*(?=</dc:creator>)'
    rb"|(<(?:\w+:)?author>)[^<]*(?=</(?:\w+:)?author>)"
)
VARIABLES = re.compile(
    rb"<((?:\w+:)?docVars)\b(?:[^>]*/>|.*?</\1\s*>)", re.S
)  # hidden, of macros that are gone
DIGITS_IN_BYTES = re.compile(rb"(?:[0-9]\0?){13,}")


@dataclass
class Said:
    """What a document says: its paragraphs, and beside them whatever else could hold a code."""

    paragraphs: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


def kept(members: Members) -> Members:
    """The parts that stay: without author, company, place and time, and without what no reader sees."""
    members = packages.without_needless(members)
    types = packages.types_of(members)
    return {name: clean_member(name, types.get(name, ""), body) for name, body in members.items()}


def clean_member(name: str, said: str, body: bytes) -> bytes:
    """One part of a document without traces of people."""
    by_type = PROPERTIES_TYPE.search(said)
    properties = by_type.group()[:-4] if by_type else PROPERTIES.get(name.lower())
    if properties:
        return (DECLARATION + EMPTY[properties]).encode()
    picture = pictures.format_of(body)
    if picture:
        return pictures.cleaned(body, picture)
    if is_xml(name, body):
        body = AUTHOR.sub(lambda m: m[1] + b'""' if m[1] else (m[2] or m[3]), body)
        return VARIABLES.sub(b"", body)
    return body


def read(members: Members) -> Said:
    """Everything that the parts say, whatever they are called."""
    words = Words()
    for name, body in members.items():
        words.add(name)
        if is_xml(name, body):
            try:
                words.read(body)
            except ExpatError as fault:
                if not name.lower().endswith(".vml"):  # Excel itself writes these like web pages
                    raise Refused("archive_broken") from fault
                words.add(bare(body))
        elif not pictures.format_of(body):
            for text in bytes_said(body):
                words.add(text)
    return Said(words.said, list(words.beside))


def bytes_said(body: bytes) -> list[str]:
    """What can be read in a part that is no XML: a text, or the long numbers in something binary."""
    if b"\0" not in body:
        return [body.decode("utf-8", "replace")]
    return [found.replace(b"\0", b"").decode() for found in DIGITS_IN_BYTES.findall(body)]


def packed(members: Members) -> bytes:
    """The document as a file again, without a date of any part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in members.items():
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), body, packing)
    return out.getvalue()
