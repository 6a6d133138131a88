"""Threads, and the numbered events by which an open page stays in step with them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from protect.accounts.models import User
from protect.privacy.fields import GuardedCharField, GuardedTextField
from workgroups.models.groups import Workgroup
from workgroups.models.reading import GroupContentQuerySet


class ContentNote(models.TextChoices):
    """What a reader may wish to know before opening a text."""

    NONE = "", _("no note")
    VIOLENCE = "violence", _("violence")
    SEXUAL = "sexual", _("sexual violence")
    MINORS = "minors", _("abuse of minors")
    DEATH = "death", _("death or self-harm")


class ThreadQuerySet(GroupContentQuerySet["Thread"]):
    """A thread is read by whoever may read its last post."""

    time_field: ClassVar[str] = "last_post_at"


class Thread(models.Model):
    """A discussion in a group. `last_sequence` numbers its events, without gaps."""

    workgroup = models.ForeignKey(Workgroup, on_delete=models.PROTECT, related_name="threads")
    title = GuardedCharField(_("title"), max_length=160)
    content_note = models.CharField(max_length=10, choices=ContentNote, blank=True)
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    last_sequence = models.PositiveIntegerField(default=0)
    last_post_at = models.DateTimeField(default=timezone.now)
    pinned_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    summary = GuardedTextField(max_length=4000, blank=True)
    summary_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    summary_at = models.DateTimeField(null=True, blank=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ["-last_post_at"]
        indexes = [models.Index(fields=["workgroup", "-last_post_at"], name="threads_by_last_post")]
        constraints = [
            models.CheckConstraint(
                condition=Q(summary="") | Q(summary_at__isnull=False), name="a_summary_has_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its end, where the last posts and the reply are."""
        return reverse("workgroups:thread", args=[self.workgroup.slug, self.pk])


class ThreadEventQuerySet(GroupContentQuerySet["ThreadEvent"]):
    """An event is told to whoever may read what was written at its time."""

    group_field: ClassVar[str] = "thread__workgroup"
    time_field: ClassVar[str] = "at"


class ThreadEvent(models.Model):
    """Something that happened in a thread, under the next number: the truth behind the live channel."""

    class Kind(models.TextChoices):
        POST = "post"
        EDIT = "edit"
        HIDE = "hide"
        SHOW = "show"
        REDACT = "redact"
        PIN = "pin"
        UNPIN = "unpin"
        CLOSE = "close"
        REOPEN = "reopen"
        SUMMARY = "summary"
        RETITLE = "retitle"

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="events")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    post = models.ForeignKey("Post", null=True, on_delete=models.CASCADE, related_name="events")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ThreadEventQuerySet.as_manager()

    class Meta:
        ordering = ["thread", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "sequence"], name="one_event_a_number_of_a_thread")
        ]

    def __str__(self) -> str:
        return f"{self.thread_id}#{self.sequence} {self.kind}"


class ReadPosition(models.Model):
    """Up to which event a person has read a thread."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="read_positions")
    sequence = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "thread"], name="one_read_position_a_person_and_thread")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.thread_id}#{self.sequence}"


class Draft(models.Model):
    """What a person is writing, kept on the server: a reply to a thread, or a new thread of a group."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    workgroup = models.ForeignKey(Workgroup, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, null=True, on_delete=models.CASCADE, related_name="drafts")
    title = GuardedCharField(max_length=160, blank=True)
    text = GuardedTextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "thread"],
                condition=Q(thread__isnull=False),
                name="one_draft_of_a_reply",
            ),
            models.UniqueConstraint(
                fields=["user", "workgroup"], condition=Q(thread=None), name="one_draft_of_a_new_thread"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.thread_id or self.workgroup_id}"
