"""Pictures of a section: added, said in words, taken away when no text holds them."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from protect.accounts.models import User
from protect.audit.actions import record
from protect.chapter.actions.outline import only_compilers
from protect.chapter.models import SectionPicture
from protect.chapter.models.pictures import WORDS
from protect.chapter.pictures import uses
from protect.files.actions import discard, keep

KINDS = frozenset({"png", "jpg"})
MOST_BYTES = 3 << 20
MOST_PICTURES = 6


def add_picture(picture: SectionPicture, upload: UploadedFile, *, by: User) -> SectionPicture:
    """Keep an upload, painted anew, as a picture of a section."""
    only_compilers(by)
    if picture.section.pictures.count() >= MOST_PICTURES:
        raise ValidationError(_("A section has at most %(n)d pictures.") % {"n": MOST_PICTURES})
    picture.added_by = by
    picture.full_clean(exclude=["file", "added_by"])
    picture.file = keep(upload, by=by, kinds=KINDS, most=MOST_BYTES)
    try:
        with transaction.atomic():
            picture.save()
            record("chapter.picture_add", picture, by=by, code=picture.code, sha256=picture.file.sha256)
    except BaseException:
        discard(picture.file, by=by)
        raise
    return picture


@transaction.atomic
def describe_picture(picture: SectionPicture, *, by: User) -> SectionPicture:
    """Keep its words as the form changed them."""
    only_compilers(by)
    before = SectionPicture.objects.select_for_update().get(pk=picture.pk)
    changed = {
        name: getattr(before, name) for name in WORDS if getattr(before, name) != getattr(picture, name)
    }
    picture.full_clean(exclude=["section", "file", "added_by"])
    picture.save(update_fields=WORDS)
    record("chapter.picture_describe", picture, by=by, code=picture.code, before=changed)
    return picture


@transaction.atomic
def remove_picture(picture: SectionPicture, *, by: User) -> None:
    """Take a picture away that no text of its section holds; editions keep their own copy."""
    only_compilers(by)
    if any(uses(text.body, picture.code) for text in picture.section.texts.all()):
        raise ValidationError(_("The picture stands in a text. Take it out of there first."))
    record("chapter.picture_remove", picture, by=by, code=picture.code, sha256=picture.file.sha256)
    picture.delete()
    discard(picture.file, by=by)
