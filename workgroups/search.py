"""Discussions in the search: what stands, to those who may read it."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from protect.search.registry import Kind, Texts, register
from workgroups.models import Post


def with_words(posts: QuerySet[Post]) -> QuerySet[Post]:
    """With what `texts_of_post` reads."""
    return posts.select_related("thread__workgroup").prefetch_related("attachments__file")


def texts_of_post(post: Post) -> Texts:
    """The subject; what was written, and what the files beside it are called and say."""
    said = [post.text]
    for one in post.attachments.all():
        said += [one.file.name, one.file.text]
    return Texts(title=post.thread.title, body="\n".join(part for part in said if part))


def register_posts() -> None:
    """Called once, when the app is ready."""
    register(
        Kind(
            name="post",
            label=gettext_lazy("Discussions"),
            model=Post,
            indexed=lambda: with_words(Post.objects.filter(redacted_at=None, hidden_at=None)),
            texts=texts_of_post,
            url=lambda post: post.get_absolute_url(),
            visible_to=lambda user: with_words(Post.objects.visible_to(user)),
        )
    )
