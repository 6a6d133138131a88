"""What may be kept. Told by content; a name only gets the ending that belongs to it. No Django in here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A type of file that we take."""

    code: str
    mime: str

    @property
    def is_image(self) -> bool:
        return self.mime.startswith("image/")


OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", "application/pdf"),
        Kind("docx", f"{OFFICE}wordprocessingml.document"),
        Kind("xlsx", f"{OFFICE}spreadsheetml.sheet"),
        Kind("odt", "application/vnd.oasis.opendocument.text"),
        Kind("csv", "text/csv; charset=utf-8"),
        Kind("txt", "text/plain; charset=utf-8"),
        Kind("png", "image/png"),
        Kind("jpg", "image/jpeg"),
        Kind("webp", "image/webp"),
    )
}
EVERYTHING = frozenset(KINDS)
IMAGES = frozenset(code for code, kind in KINDS.items() if kind.is_image)
DOCUMENTS = EVERYTHING - IMAGES
