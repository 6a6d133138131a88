"""Pictures are painted anew: place, camera and whatever hung behind them stay away."""

import io
import warnings
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from protect.files.reading.refusal import Refused

PIXELS = 25_000_000
FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}
# A logo: twice the size at which a page shows it, so that it is sharp on a phone.
SMALL_BOX, SMALL_MOST = (480, 240), 30 * 1024
SMALL_FORMATS: list[tuple[str, str, dict[str, Any]]] = [
    ("png", "PNG", {"optimize": True}),
    *(("webp", "WEBP", {"quality": quality, "method": 6}) for quality in (85, 65, 45)),
]
OPTIONS: dict[str, dict] = {"JPEG": {"quality": 88}, "WEBP": {"quality": 88}, "PNG": {}}

Image.MAX_IMAGE_PIXELS = PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def format_of(content: bytes) -> str:
    """`png`, `jpg` or `webp` by the first bytes, otherwise nothing."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    return "webp" if content.startswith(b"RIFF") and content[8:12] == b"WEBP" else ""


def cleaned(content: bytes, kind: str) -> bytes:
    """The same picture, upright, with nothing but its pixels; only its first frame."""
    return written(painted(content, kind), FORMATS[kind], **OPTIONS[FORMATS[kind]])


def small(content: bytes, kind: str) -> tuple[str, bytes]:
    """The picture within `SMALL_BOX`, in the first format that takes `SMALL_MOST` bytes at most."""
    picture = painted(content, kind)
    picture.thumbnail(SMALL_BOX, Image.Resampling.LANCZOS)
    while True:
        for found, name, options in SMALL_FORMATS:
            clean = written(picture, name, **options)
            if len(clean) <= SMALL_MOST:
                return found, clean
        picture.thumbnail((picture.width // 2, picture.height // 2))


def written(picture: Image.Image, name: str, **options: Any) -> bytes:
    """The bytes of a picture in a format."""
    out = io.BytesIO()
    picture.save(out, name, **options)
    return out.getvalue()


def painted(content: bytes, kind: str) -> Image.Image:
    """The pixels of a picture, upright, and nothing else; only its first frame."""
    name = FORMATS[kind]
    try:
        with Image.open(io.BytesIO(content), formats=[name]) as picture:
            if picture.width * picture.height > PIXELS:
                raise Refused("too_many_pixels")
            picture.load()
            upright = ImageOps.exif_transpose(picture)
            bare = (
                upright if upright.mode in ("RGB", "RGBA", "L") else upright.convert(mode_for(upright, name))
            )
            found = Image.new(bare.mode, bare.size)
            found.paste(bare)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as fault:
        raise Refused("too_many_pixels") from fault
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as fault:
        raise Refused("image_broken") from fault
    return found.convert("RGB") if name == "JPEG" and found.mode == "RGBA" else found


def mode_for(picture: Image.Image, name: str) -> str:
    """Colours with transparency where the format and the picture have it."""
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    return "RGBA" if see_through and name != "JPEG" else "RGB"
