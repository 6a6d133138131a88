"""What the parts of a document are, as it says itself: by types and relationships, not by names of files.

DOCX and XLSX list the type of each part and how one leads to another; ODT has a manifest.
"""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from protect.files.reading.refusal import Refused

Members = dict[str, bytes]

XML_ENDINGS, BOM = (".xml", ".rels", ".vml", ".rdf", ".svg"), b"\xef\xbb\xbf"
TYPES, MANIFEST = "[Content_Types].xml", "META-INF/manifest.xml"
ODT = "application/vnd.oasis.opendocument.text"
MAIN = {
    "docx": "wordprocessingml.document.main+xml",
    "xlsx": "spreadsheetml.sheet.main+xml",
}
# Sought in the name of a part, in its type, and in the kind of relationship that leads to it.
REFUSED = {
    "macros": re.compile(r"vbaproject|vbadata|macrosheet|^basic/|^scripts/|activex|/control$", re.I),
    "embedded": re.compile(r"/embeddings/|oleobject|/(?:package|afchunk|subdocument)$", re.I),
    "external": re.compile(r"externallink|/connections(?:\.xml)?$|\.connections\+xml|querytable", re.I),
    "hidden_data": re.compile(r"pivotcache|slicercache|timelinecache", re.I),
}
EMBEDDED_IN_ODT = re.compile(r"^object ?\d|^objectreplacements/|./(?:content|styles)\.xml$", re.I)
# Nothing that a reader sees: data of other programs, a picture of the first page.
NEEDLESS = re.compile(r"customxml|thumbnail|^configurations2/", re.I)
ENTRY = re.compile(
    rb"<((?:\w+:)?(?:Relationship|Override|file-entry))\b[^>]*?(?:/>|>\s*</\1\s*>)", re.S
)  # one line of a list of parts
PLACE = re.compile(rb"\b(?:Target|PartName|\w+:full-path)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def is_xml(name: str, body: bytes) -> bool:
    """Whether this is XML, by what it is called or by how it begins."""
    return name.lower().endswith(XML_ENDINGS) or body.removeprefix(BOM).lstrip()[:1] == b"<"


def kind_of(members: Members) -> str:
    """Which document it is, by what it says inside."""
    if members.get("mimetype", b"").strip() == ODT.encode():
        return "odt"
    if b"macroenabled" in members.get(TYPES, b"").lower():
        raise Refused("macros")
    said = types_of(members).values()
    for kind, main in MAIN.items():
        if any(main in each for each in said):
            return kind
    raise Refused("archive")


def types_of(members: Members) -> dict[str, str]:
    """Part → its type, as the list of types or the manifest says."""
    if TYPES in members:
        return dict(content_types(members))
    return {
        element.get(f"{prefix}full-path", ""): element.get(f"{prefix}media-type", "")
        for element, prefix in elements(members.get(MANIFEST, b"<x/>"))
    }


def content_types(members: Members) -> Iterator[tuple[str, str]]:
    """The types of DOCX and XLSX: of an ending, or of one part."""
    endings, parts = {}, {}
    for element, _prefix in elements(members[TYPES]):
        said = element.get("ContentType", "")
        if element.get("Extension"):
            endings[element.get("Extension").lower()] = said
        elif element.get("PartName"):
            parts[inside("", element.get("PartName")).lower()] = said
    for name in members:
        yield name, parts.get(name.lower(), endings.get(name.rpartition(".")[2].lower(), ""))


def relations(members: Members) -> Iterator[tuple[str, str]]:
    """The kind of each relationship inside the document, and the part it leads to."""
    for name, body in members.items():
        if name.lower().endswith(".rels"):
            for element, _prefix in elements(body):
                if element.get("TargetMode") != "External" and element.get("Target"):
                    yield element.get("Type", ""), inside(base_of(name), element.get("Target"))


def elements(body: bytes) -> Iterator[tuple]:
    """The elements of a list of parts, each with the prefix of attributes of its own namespace."""
    try:
        root = fromstring(body, forbid_dtd=True)
    except ParseError as fault:
        raise Refused("archive_broken") from fault
    except DefusedXmlException as fault:
        raise Refused("dtd") from fault
    for element in root.iter():
        yield element, f"{element.tag.partition('}')[0]}}}"


def base_of(rels: str) -> str:
    """The folder from which a list of relationships counts: `word` of `word/_rels/document.xml.rels`."""
    return posixpath.dirname(posixpath.dirname(rels)) if "_rels/" in rels else ""


def inside(base: str, target: str) -> str:
    """The member of the archive that a target means."""
    return posixpath.normpath(posixpath.join("/", base, unquote(target))).lstrip("/")


def check_parts(kind: str, members: Members) -> None:
    """Nothing that runs, is packed in, comes from elsewhere or lies hidden, whatever the part is called."""
    types, leading = types_of(members), dict[str, list[str]]()
    for relation, name in relations(members):
        leading.setdefault(name.lower(), []).append(relation)
    for name in members.keys() | types.keys():
        for said in (name, types.get(name, ""), *leading.get(name.lower(), [])):
            for reason, pattern in REFUSED.items():
                if pattern.search(said):
                    raise Refused(reason)
        if kind == "odt" and is_embedded_in_odt(name, types.get(name, "")):
            raise Refused("embedded")


def is_embedded_in_odt(name: str, said: str) -> bool:
    """Whether this is a document in the document: a chart, a formula, a sheet."""
    whole = name in ("", "/")
    return bool(EMBEDDED_IN_ODT.search(name)) or (not whole and "opendocument" in said)


def without_needless(members: Members) -> Members:
    """The document without the parts that no reader sees, and without the entries that lead to them."""
    gone = {name for name in members if NEEDLESS.search(name)}
    for relation, name in relations(members):
        if NEEDLESS.search(relation):
            gone |= {part for part in members if part.lower() == name.lower()}
    if not gone:
        return members
    lower = {name.lower() for name in gone}
    return {name: without_entries(name, body, lower) for name, body in members.items() if name not in gone}


def without_entries(name: str, body: bytes, gone: set[str]) -> bytes:
    """A list of parts without those that are gone; any other part as it is."""
    if name not in (TYPES, MANIFEST) and not name.lower().endswith(".rels"):
        return body
    base = base_of(name) if name.lower().endswith(".rels") else ""

    def kept(entry: re.Match[bytes]) -> bytes:
        place = PLACE.search(entry[0])
        target = (place[1] or place[2] or b"").decode("utf-8", "replace") if place else ""
        return b"" if inside(base, target).lower() in gone else entry[0]

    return ENTRY.sub(kept, body)
