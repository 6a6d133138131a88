"""Discussions in the search: what stands, to those who may read it."""

from django.utils.translation import gettext_lazy

from protect.search.registry import Kind, Texts, register
from workgroups.models import Post


def register_posts() -> None:
    """Called once, when the app is ready."""
    register(
        Kind(
            name="post",
            label=gettext_lazy("Discussions"),
            model=Post,
            indexed=lambda: Post.objects.filter(redacted_at=None, hidden_at=None).select_related("thread"),
            texts=lambda post: Texts(title=post.thread.title, body=post.text),
            url=lambda post: post.get_absolute_url(),
            visible_to=lambda user: Post.objects.visible_to(user).select_related("thread__workgroup"),
        )
    )
