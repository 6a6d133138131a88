"""Pictures in a text: where they stand, and as blocks of the document."""

import re

from django.core.files.storage import default_storage
from django.urls import reverse

from protect.chapter.document import Photo
from protect.chapter.models import SectionPicture

PICTURE = "picture:"
WRITTEN = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<what>[^)\s]*)\)")


def uses(body: str, code: str) -> bool:
    """Whether a text holds the picture of a code."""
    return any(match["what"] == f"{PICTURE}{code}" for match in WRITTEN.finditer(body))


def photo_of(picture: SectionPicture, words: str, language: str, *, whole: bool) -> Photo:
    """A picture as a block; what the text says of it in brackets goes before its own description.

    `whole`: with its bytes, for an edition; otherwise with the address where those see it who may.
    """
    content = b""
    if whole:
        with default_storage.open(picture.file.path) as handle:
            content = handle.read()
    year = picture.section.chapter.year
    return Photo(
        code=f"{picture.section.code}-{picture.code}",
        caption=picture.caption(language),
        description=words.strip() or picture.description(language),
        credit=picture.credit,
        mime=picture.file.type.mime,
        content=content,
        address=reverse("chapter:picture", args=[year, picture.section.code, picture.code]),
    )
