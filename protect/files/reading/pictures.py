"""Pictures are painted anew: place, camera and whatever hung behind them stay away."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from protect.files.reading.refusal import Refused

PIXELS = 25_000_000
FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}
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
            painted = Image.new(bare.mode, bare.size)
            painted.paste(bare)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as fault:
        raise Refused("too_many_pixels") from fault
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as fault:
        raise Refused("image_broken") from fault
    if name == "JPEG" and painted.mode == "RGBA":
        painted = painted.convert("RGB")
    out = io.BytesIO()
    painted.save(out, name, **OPTIONS[name])
    return out.getvalue()


def mode_for(picture: Image.Image, name: str) -> str:
    """Colours with transparency where the format and the picture have it."""
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    return "RGBA" if see_through and name != "JPEG" else "RGB"
