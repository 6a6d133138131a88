"""Pictures of a section: uploaded, painted anew, said in words for those who do not see them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from protect.accounts.models import User
from protect.chapter.models.chapters import Section
from protect.files.models import StoredFile
from protect.privacy.fields import GuardedCharField, GuardedSlugField

LONGEST_DESCRIPTION = 250
WORDS = ("caption_ro", "caption_en", "description_ro", "description_en", "credit")


class SectionPicture(models.Model):
    """A picture that a section's texts may hold as `![](picture:CODE)`."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="pictures")
    code = GuardedSlugField(_("code"), max_length=40)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption_ro = GuardedCharField(_("caption in Romanian"), max_length=160, blank=True, strict=True)
    caption_en = GuardedCharField(_("caption in English"), max_length=160, blank=True, strict=True)
    description_ro = GuardedCharField(
        _("description in Romanian"), max_length=LONGEST_DESCRIPTION, blank=True, strict=True
    )
    description_en = GuardedCharField(
        _("description in English"), max_length=LONGEST_DESCRIPTION, blank=True, strict=True
    )
    credit = GuardedCharField(_("who made it"), max_length=160, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "code"],
                name="one_picture_a_section_and_code",
                violation_error_message=_("There is a picture of this code already."),
            )
        ]

    def __str__(self) -> str:
        return self.code

    def caption(self, language: str) -> str:
        """What stands above it, in `ro` or `en`."""
        return self.caption_ro if language == "ro" else self.caption_en

    def description(self, language: str) -> str:
        """What it shows, in `ro` or `en`; '' is what the check points at."""
        return self.description_ro if language == "ro" else self.description_en

    @property
    def written(self) -> str:
        """What inserts it."""
        return f"![](picture:{self.code})"
