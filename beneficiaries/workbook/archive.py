"""The first look at an uploaded workbook: is it a ZIP archive that a spreadsheet program would write?

Streams through the archive without keeping more than a piece of it; raises `Refused` with the code of a
sentence (`beneficiaries.workbook.words`). Knows nothing of Django.
"""

import io
import re
import stat
import struct
import zipfile
import zlib

from beneficiaries.workbook.layout import LARGEST_FILE, MEGABYTE

MAX_MEMBERS = 300
MAX_MEMBER = 24 * MEGABYTE
MAX_UNPACKED = 48 * MEGABYTE
PIECE = 64 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NAME = re.compile(r"[A-Za-z0-9_\-. \[\]/()]{1,200}")
ACTIVE = re.compile(r"vbaproject|macrosheets|/activex/|/embeddings/|\.bin$|ctrlprops", re.IGNORECASE)
HARMLESS = re.compile(r"xl/printerSettings/[\w.\-]+\.bin")


class Refused(Exception):
    """Not a workbook that may be read: `code` names the sentence."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


def check(content: bytes) -> None:
    """Raise `Refused` unless `content` is an archive of an ordinary .xlsx within its limits."""
    if not content:
        raise Refused("empty")
    if len(content) > LARGEST_FILE:
        raise Refused("too_large")
    if content.startswith(OLE):
        raise Refused("old_or_locked")
    if not content.startswith(b"PK\x03\x04"):
        raise Refused("not_a_workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            check_members(members, len(content))
            unpack(archive, members)
    except Refused:
        raise
    except (
        zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, OverflowError,
        RuntimeError, KeyError, IndexError, struct.error, zlib.error, UnicodeError, MemoryError,
    ) as fault:  # fmt: skip
        raise Refused("damaged", type(fault).__name__) from fault


def check_members(members: list[zipfile.ZipInfo], size: int) -> None:
    """The directory of the archive: names, kinds, how much they promise to unpack to."""
    names = [member.filename for member in members]
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
        raise Refused("unpacks_too_large")
    if len({name.casefold() for name in names}) != len(names):
        raise Refused("damaged", "a member twice")
    if "mimetype" in names:
        raise Refused("other_kind")
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise Refused("not_a_workbook")
    for member in members:
        name = member.filename
        if not NAME.fullmatch(name) or name.startswith("/") or ".." in name.split("/"):
            raise Refused("damaged", "a strange name")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise Refused("damaged", "a link")
        if member.flag_bits & 0x1:
            raise Refused("old_or_locked")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("damaged", "packed in another way")
        if ACTIVE.search(name) and not HARMLESS.fullmatch(name):
            raise Refused("active")
    check_places(members, size)


def check_places(members: list[zipfile.ZipInfo], size: int) -> None:
    """No two members share bytes: overlapping ones are how a small file unpacks to a huge one."""
    reached = 0
    for member in sorted(members, key=lambda m: m.header_offset):
        if member.header_offset < reached or member.header_offset + member.compress_size > size:
            raise Refused("damaged", "members overlap")
        reached = member.header_offset + member.compress_size


def unpack(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Unpack everything piece by piece and keep nothing: sizes may lie, checksums may be wrong."""
    total = 0
    for member in members:
        unpacked = 0
        with archive.open(member) as stream:
            while piece := stream.read(PIECE):
                unpacked += len(piece)
                if unpacked > MAX_MEMBER or total + unpacked > MAX_UNPACKED:
                    raise Refused("unpacks_too_large")
        if unpacked != member.file_size:
            raise Refused("damaged", "a size that is not true")
        total += unpacked
    types = archive.read("[Content_Types].xml")
    if b"macroEnabled" in types:
        raise Refused("active")
