"""Which kind a file is, by its first bytes; everything that is not one of ours is refused by name."""

import puremagic

from protect.files.reading.refusal import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = (b"<", b"mime-version:", b"%!ps", b"{\\rtf", b"#!")


def tell(content: bytes) -> str:
    """`pdf`, `png`, `jpg`, `webp`, `zip` (a document of an office program) or `text`."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    if content.startswith(b"PK\x03\x04"):
        return "zip"
    if content.startswith(OLE):
        raise Refused("old_office")
    if is_text(content):
        return "text"
    raise Refused("unknown_type", name_of(content))


def is_text(content: bytes) -> bool:
    """Whether this is plain text; what a browser would take for a page or a script is refused."""
    start = content[:2048].decode(
        "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace"
    )
    opening = start.lstrip("\ufeff\xef\xbb\xbf \t\r\n\x0b\x0c").lower().encode("utf-8", "replace")
    if opening.startswith(MARKUP):
        raise Refused("markup")
    if content.startswith(b"GIF8") or b"%PDF-" in content[:2048]:
        raise Refused("unknown_type")
    return content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" not in content


def name_of(content: bytes) -> str:
    """What puremagic takes it for, to say so: `.exe`."""
    try:
        return puremagic.magic_string(content[:8192])[0].extension
    except (puremagic.PureError, ValueError, IndexError):
        return ""
