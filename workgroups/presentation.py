"""What a page of a thread shows: posts as this reader may see them, and the page that holds them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from protect.accounts.models import User
from workgroups.markdown import to_html, to_words
from workgroups.models import Attachment, Post, ReadPosition, Thread, reads
from workgroups.rules import may_edit, may_hide, may_read_text, may_redact, may_reply

PAGE = 50


@dataclass(frozen=True)
class Shown:
    """A post for one reader."""

    post: Post
    html: SafeString
    quotation: str
    is_new: bool
    is_folded: bool
    may_edit: bool
    may_hide: bool
    may_redact: bool
    may_quote: bool
    attached: list[Attachment]


def shown(
    post: Post,
    user: User,
    thread: Thread,
    position: int,
    quotable: set[int],
    attached: list[Attachment],
) -> Shown:
    """`post` as `user` sees it; `quotable` are the quoted posts that they may read themselves."""
    post.thread = thread
    sees_text = bool(may_read_text(user, post))
    names = [str(m.user or m.organisation) for m in post.mentions.all()] if sees_text else []
    return Shown(
        post=post,
        html=mark_safe(to_html(post.text, names)) if sees_text else mark_safe(""),  # noqa: S308 (cleaned by nh3)
        quotation=quotation_of(post, quotable),
        is_new=post.sequence > position and post.author_id != user.pk,
        is_folded=bool(post.content_note) or bool(post.hidden_at),
        may_edit=bool(may_edit(user, post)),
        may_hide=bool(may_hide(user, post)),
        may_redact=bool(may_redact(user, post)),
        may_quote=bool(may_reply(user, thread)) and not post.redacted_at and not post.hidden_at,
        attached=attached if sees_text else [],
    )


def quotation_of(post: Post, quotable: set[int]) -> str:
    """The beginning of the quoted text, read from the quoted post itself: redacted there, it is gone here."""
    quoted = post.quoted
    if quoted is None or quoted.pk not in quotable or quoted.redacted_at or quoted.hidden_at:
        return ""
    return "" if quoted.content_note else to_words(quoted.text)


def show_all(posts: Iterable[Post], user: User, thread: Thread) -> list[Shown]:
    """Posts in their order, in a constant number of queries."""
    posts = list(posts)
    quoted = {post.quoted_id for post in posts if post.quoted_id}
    readable = Post.objects.visible_to(user).filter(pk__in=quoted)
    quotable = set(readable.values_list("pk", flat=True)) if quoted else set()
    position = position_of(user, thread)
    files = attached_to(posts)
    return [shown(post, user, thread, position, quotable, files.get(post.pk, [])) for post in posts]


def attached_to(posts: list[Post]) -> dict[int, list[Attachment]]:
    """The files beside each post; whoever reads the text opens them."""
    beside: dict[int, list[Attachment]] = {}
    for one in Attachment.objects.filter(post__in=posts).with_file():
        assert one.post_id is not None
        beside.setdefault(one.post_id, []).append(one)
    return beside


def position_of(user: User, thread: Thread) -> int:
    """Up to where `user` has read the thread."""
    found = ReadPosition.objects.filter(user=user, thread=thread).values_list("sequence", flat=True).first()
    return found or 0


@dataclass(frozen=True)
class ThreadPage:
    """A stretch of posts; `earlier` and `later` are the numbers from which the neighbours begin."""

    posts: list[Shown]
    earlier: int | None
    later: int | None

    @property
    def first_new(self) -> int | None:
        """The post before which the line "new since your last visit" stands."""
        return next((one.post.pk for one in self.posts if one.is_new), None)

    @property
    def is_end(self) -> bool:
        return self.later is None


def page_of(thread: Thread, user: User, before: int | None = None, at: int | None = None) -> ThreadPage:
    """The last posts of the thread; or those before a number; or those around one.

    Read from the end by the index on (thread, sequence): a thread of 10,000 posts opens like one of 50.
    """
    readable = Post.objects.visible_to(user).filter(thread=thread)
    posts = readable.with_people().prefetch_related("mentions__user", "mentions__organisation")
    end = before
    if at is not None:
        around = readable.filter(sequence__gte=at).order_by("sequence").values_list("sequence", flat=True)
        ahead = list(around[: PAGE // 2])
        end = ahead[-1] + 1 if ahead else None
    if end is not None:
        posts = posts.filter(sequence__lt=end)
    found = list(posts.order_by("-sequence")[: PAGE + 1])
    earlier = found[PAGE - 1].sequence if len(found) > PAGE else None
    stretch = found[:PAGE][::-1]
    later = None
    if end is not None and stretch:
        after = readable.filter(sequence__gt=stretch[-1].sequence).order_by("sequence")
        ahead = list(after.values_list("sequence", flat=True)[:PAGE])
        later = ahead[-1] + 1 if ahead else None
    return ThreadPage(show_all(stretch, user, thread), earlier, later)


def summary_for(thread: Thread, user: User) -> SafeString:
    """The box "in short", for those who may read what was written when it was saved."""
    since = reads(user).get(thread.workgroup_id)
    if not thread.summary or (since and thread.summary_at and thread.summary_at < since):
        return mark_safe("")
    return mark_safe(to_html(thread.summary))  # noqa: S308 (cleaned by nh3)
