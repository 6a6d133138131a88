"""DOCX, XLSX and ODT before anything opens them: what is in the archive, how big, and nothing active.

Every member is read once, with a ceiling that does not trust the archive's own word.
"""

import io
import re
import zipfile
import zlib

from protect.files.reading.packages import Members, check_parts, is_xml, kind_of
from protect.files.reading.refusal import Refused
from protect.files.reading.telling import OLE

MEMBERS = 500
UNPACKED = 60 << 20
RATIO = 120
SMALL = 1 << 20  # below this a high ratio harms nobody
EXTERNAL_TARGET = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.I)
TEMPLATE = re.compile(rb"attachedTemplate|/subDocument|/frame[\"']", re.I)
DDE = re.compile(rb"\bDDE(?:AUTO)?\b")
DECLARED = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
WIDE = (b"\xff\xfe", b"\xfe\xff", b"\0<", b"\0\0\xfe\xff", b"\0\0\0<")  # UTF-16 and UTF-32


def open_archive(content: bytes) -> tuple[str, Members]:
    """The kind of document and its members; refuses what is broken, too big, active or hidden."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            check_outline(infos, len(content), archive.start_dir)
            members = read_members(archive, infos)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        ValueError,
        OSError,
        KeyError,
    ) as fault:
        raise Refused("archive_broken") from fault
    except RuntimeError as fault:  # zipfile's word for a password
        raise Refused("password") from fault
    kind = kind_of(members)
    for name, body in members.items():
        check_member(name, body)
    check_parts(kind, members)
    return kind, members


def check_outline(infos: list[zipfile.ZipInfo], size: int, directory: int) -> None:
    """Names, sizes and places, before a byte is unpacked."""
    if not 0 < len(infos) <= MEMBERS or sum(info.file_size for info in infos) > UNPACKED:
        raise Refused("archive_too_big")
    if len({info.filename for info in infos}) != len(infos):
        raise Refused("archive_broken")
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.flag_bits & 1:
            raise Refused("password")
        if info.header_offset < end or info.header_offset + info.compress_size > directory:
            raise Refused("archive_broken")  # members that lie over each other
        end = info.header_offset + 30 + info.compress_size
        if info.file_size > SMALL and info.file_size > RATIO * max(1, info.compress_size):
            raise Refused("archive_too_big")
        if bad_name(info):
            raise Refused("archive_broken")
    if min(info.header_offset for info in infos) != 0 or directory > size:
        raise Refused("archive_broken")  # something stands before the archive


def bad_name(info: zipfile.ZipInfo) -> bool:
    """A path that leads out, or a link."""
    parts = info.filename.replace("\\", "/").split("/")
    link = (info.external_attr >> 16) & 0o170000 == 0o120000
    return link or ".." in parts or info.filename.startswith(("/", "\\")) or ":" in parts[0]


def read_members(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> Members:
    """The content of every member, at most what it declared and at most `UNPACKED` together."""
    members: Members = {}
    left = UNPACKED
    for info in infos:
        with archive.open(info) as member:
            body = member.read(left + 1)
        left -= len(body)
        if left < 0:
            raise Refused("archive_too_big")
        members[info.filename] = body
    return members


def check_member(name: str, body: bytes) -> None:
    """No other file packed into it, and only plain XML."""
    if body.startswith((OLE, b"PK\x03\x04", b"MZ", b"%PDF-")):
        raise Refused("embedded")
    if is_xml(name, body) or body.startswith(WIDE):
        check_xml(name, body)


def check_xml(name: str, body: bytes) -> None:
    """UTF-8 without DOCTYPE; links may lead out, templates, pictures and data may not."""
    declared = DECLARED.match(body.removeprefix(b"\xef\xbb\xbf"))
    if b"\0" in body or body.startswith(WIDE):
        raise Refused("dtd")
    if declared and declared[1].lower() not in (b"utf-8", b"us-ascii"):
        raise Refused("dtd")
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise Refused("dtd")
    if name.lower().endswith(".rels"):
        for link in EXTERNAL_TARGET.findall(body):
            if b"/hyperlink" not in link:
                raise Refused("external")
        if TEMPLATE.search(body) and EXTERNAL_TARGET.search(body):
            raise Refused("external")
    if name.startswith("word/") and DDE.search(body) and b"instrText" in body:
        raise Refused("external")
    if b"ddelink" in body.lower() and name.startswith("xl/"):
        raise Refused("external")
