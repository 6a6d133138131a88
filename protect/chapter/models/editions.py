"""Editions: what was published, byte for byte. Triggers keep the rows as they are."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from protect.accounts.models import User
from protect.chapter.models.chapters import Chapter
from protect.chapter.models.texts import LANGUAGES
from protect.privacy.fields import GuardedTextField


class Edition(models.Model):
    """The n-th edition of a chapter. A correction is the next one, and names what changed."""

    chapter = models.ForeignKey(Chapter, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    what_changed_ro = GuardedTextField(blank=True)
    what_changed_en = GuardedTextField(blank=True)
    manifest = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["chapter", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["chapter", "number"], name="one_edition_a_chapter_and_number"),
            models.CheckConstraint(
                condition=Q(number=1) | (~Q(what_changed_ro="") & ~Q(what_changed_en="")),
                name="a_later_edition_names_what_changed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chapter}, {self.number}"

    def what_changed(self, language: str) -> str:
        """What the correction changed, in `ro` or `en`."""
        return self.what_changed_ro if language == "ro" else self.what_changed_en


class EditionFile(models.Model):
    """One file of an edition, as it was published."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    name = models.CharField(max_length=80)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["language", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "language", "name"], name="one_file_an_edition_and_name"
            )
        ]

    def __str__(self) -> str:
        return self.name
