"""Files beside a post: kept with the draft while one writes, then read by whoever reads the post."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from protect.accounts.models import User
from protect.accounts.rules import Person
from protect.files.models import StoredFile
from workgroups.models.posts import Post
from workgroups.models.reading import reads
from workgroups.models.threads import Draft


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Files by who may open them: those of a post inherit from it, those of a draft are its writer's."""

    def visible_to(self, user: Person) -> Any:
        """What `user` may open now; a post that is hidden is asked about by `may_read_text`."""
        posts = Post.objects.visible_to(user).filter(redacted_at=None).order_by()
        seen = Q(post__in=posts.values("pk"))
        if isinstance(user, User):
            seen |= Q(draft__user=user, draft__workgroup__in=list(reads(user)))
        return self.filter(seen)

    def with_file(self) -> "AttachmentQuerySet":
        """With the file's row, but not its text."""
        return self.select_related("file").defer("file__text")


class Attachment(models.Model):
    """One checked file beside a text."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="attachments")
    draft = models.ForeignKey(Draft, null=True, on_delete=models.CASCADE, related_name="attachments")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=False, draft=None) | Q(post=None, draft__isnull=False),
                name="a_file_lies_beside_a_post_or_a_draft",
            )
        ]

    def __str__(self) -> str:
        return f"{self.post_id or self.draft_id} + {self.file_id}"
