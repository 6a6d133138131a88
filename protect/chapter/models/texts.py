"""The text of a section in one language: every version is kept, also the one that lost a race."""

import datetime

from django.db import models
from django.utils import timezone

from protect.accounts.models import User
from protect.chapter.models.chapters import Section
from protect.privacy.fields import GuardedCharField, GuardedTextField
from services.models import Release

LANGUAGES = [("ro", "română"), ("en", "English")]
LOCK = datetime.timedelta(minutes=15)


class Text(models.Model):
    """A section's text as it stands. `version` is the number that a form must bring back to save."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    body = GuardedTextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    held_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["section", "language"], name="one_text_a_section_and_language")
        ]

    def __str__(self) -> str:
        return f"{self.section.code} ({self.language})"

    def held_by_another(self, user: User) -> bool:
        """Whether somebody else opened it for writing a short while ago: a warning, not a wall."""
        recent = self.held_at is not None and self.held_at > timezone.now() - LOCK
        return recent and self.held_by_id not in (None, user.pk)


class TextVersion(models.Model):
    """A text as it was saved. `taken` is False where another version was saved first: kept beside it."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    body = GuardedTextField(blank=True)
    why = GuardedCharField(max_length=200, blank=True)
    taken = models.BooleanField(default=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="one_version_a_text_and_number")
        ]

    def __str__(self) -> str:
        return f"{self.text}, {self.number}"


class PassageComment(models.Model):
    """A remark on a passage of a text; `passage` is the words that it is about."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="comments")
    passage = GuardedCharField(max_length=300)
    remark = GuardedTextField(strict=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    answer = GuardedTextField(blank=True, strict=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False),
                name="an_answered_comment_says_by_whom_and_when",
            )
        ]

    def __str__(self) -> str:
        return self.passage


class AcceptedChange(models.Model):
    """A sentence that another release changes, and that somebody read and accepted. `digest`: its words."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="accepted_changes")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["text", "release", "digest"], name="a_change_is_accepted_once_a_release"
            )
        ]

    def __str__(self) -> str:
        return f"{self.text}, {self.release}"
