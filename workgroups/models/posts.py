"""Posts, what they said before, whom they mention, and what was reported about them."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from protect.accounts.models import User
from protect.privacy.fields import GuardedTextField
from workgroups.models.reading import GroupContentQuerySet
from workgroups.models.threads import ContentNote, Thread


class Reason(models.TextChoices):
    """Why a text should not stand as it is: the field's own reasons."""

    PERSON = "person", _("a person can be recognised")
    STIGMA = "stigma", _("stigmatising language")
    PICTURE = "picture", _("a picture without consent")
    UNVERIFIED = "unverified", _("an unverified claim")
    OTHER = "other", _("something else")


class PostQuerySet(GroupContentQuerySet["Post"]):
    """Posts inherit who may read them from their thread's group and from when they were written."""

    group_field: ClassVar[str] = "thread__workgroup"

    def with_people(self) -> "PostQuerySet":
        """With everything that a page shows beside the text."""
        return self.select_related(
            "author", "organisation", "quoted", "quoted__author", "quoted__organisation", "hidden_by"
        )


class Post(models.Model):
    """What a person wrote for an organisation. Nothing of it is ever deleted but by redaction.

    `key` comes from the writer's page: sending it twice writes once.
    """

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="posts")
    sequence = models.PositiveIntegerField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    text = GuardedTextField(max_length=20_000, blank=True)
    content_note = models.CharField(max_length=10, choices=ContentNote, blank=True)
    quoted = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    hidden_reason = models.CharField(max_length=10, choices=Reason, blank=True)
    redacted_at = models.DateTimeField(null=True, blank=True)
    redacted_reason = models.CharField(max_length=10, choices=Reason, blank=True)
    key = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["thread", "sequence"]
        indexes = [models.Index(fields=["author", "-made_at"], name="posts_of_a_person")]
        constraints = [
            models.UniqueConstraint(fields=["thread", "sequence"], name="one_post_a_number_of_a_thread"),
            models.UniqueConstraint(fields=["author", "key"], name="one_post_a_person_and_key"),
            models.CheckConstraint(
                condition=Q(redacted_at=None) | Q(text=""), name="a_redacted_post_has_no_text"
            ),
            models.CheckConstraint(
                condition=Q(redacted_at__isnull=False) | ~Q(text=""), name="a_post_says_something"
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None) | (Q(hidden_by__isnull=False) & ~Q(hidden_reason="")),
                name="a_post_is_hidden_by_somebody_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread_id}#{self.sequence}"

    def get_absolute_url(self) -> str:
        """The page of the thread that holds this post, at its place."""
        return f"{self.thread.get_absolute_url()}?at={self.sequence}#post-{self.pk}"


class PostRevision(models.Model):
    """What a post said before an edit."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    text = GuardedTextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="one_revision_a_number_of_a_post")
        ]

    def __str__(self) -> str:
        return f"{self.post_id}, {self.number}"


class Mention(models.Model):
    """A person or an organisation that a post calls by name."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, organisation__isnull=False) | Q(user__isnull=False, organisation=None),
                name="a_mention_is_of_a_person_or_an_organisation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.post_id} @ {self.user_id or self.organisation_id}"


class Flag(models.Model):
    """Somebody asks the group's coordinator to look at a post."""

    class Outcome(models.TextChoices):
        KEPT = "kept", _("it stays")
        HIDDEN = "hidden", _("it was hidden")
        REDACTED = "redacted", _("its text was removed everywhere")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="flags")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason)
    text = GuardedTextField(max_length=500, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    settled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "by"], condition=Q(settled_at=None), name="one_open_flag_a_person_and_post"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, outcome="") | (Q(settled_at__isnull=False) & ~Q(outcome="")),
                name="a_settled_flag_has_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.reason}"
