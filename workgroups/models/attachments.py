"""What is attached to a post: a resource of the group, so that every file is checked and kept in one way."""

from django.db import models

from workgroups.models.posts import Post
from workgroups.models.resources import Resource


class Attachment(models.Model):
    """A resource that a post brought along, or points at."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="attachments")
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "resource"], name="a_resource_is_attached_once_to_a_post")
        ]

    def __str__(self) -> str:
        return f"{self.post_id} + {self.resource_id}"
