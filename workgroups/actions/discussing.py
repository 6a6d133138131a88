"""Writing: a thread begun, a post, an edit. The same key writes once, however often it is sent."""

import uuid
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from protect.accounts.models import User
from protect.audit.actions import record
from protect.search.index import index, index_new
from workgroups.actions.attaching import take_along
from workgroups.actions.events import note_event, take_number
from workgroups.actions.keeping import drop_draft, read_up_to
from workgroups.mentions import note_mentions
from workgroups.models import (
    Post,
    PostRevision,
    Thread,
    ThreadEvent,
    Untold,
    Workgroup,
)
from workgroups.queries import members_of, membership_in
from workgroups.rules import may_edit, may_reply, may_write

FOREIGN = ["thread", "author", "organisation", "quoted", "hidden_by", "sequence"]


def begin_thread(
    group: Workgroup,
    title: str,
    text: str,
    *,
    by: User,
    key: uuid.UUID | None = None,
    content_note: str = "",
    attached: Sequence[uuid.UUID] = (),
) -> Thread:
    """Open a discussion with its first post; `attached` are the keys of files that wait with the draft."""
    allowed = may_write(by, group)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    key = key or uuid.uuid4()
    sent = Post.objects.filter(author=by, key=key).select_related("thread").first()
    if sent:
        return sent.thread
    try:
        with transaction.atomic():
            thread = Thread(workgroup=group, title=title.strip(), content_note=content_note, begun_by=by)
            thread.full_clean(exclude=["workgroup", "begun_by", "summary_by"])
            thread.save()
            record("thread.begin", thread, by=by, group=group.slug)
            _write(thread, text, by, key, None, content_note, attached)
            drop_draft(by, group, None)
    except IntegrityError:  # the same key, sent twice at once
        return Post.objects.select_related("thread").get(author=by, key=key).thread
    return thread


def write_post(
    thread: Thread,
    text: str,
    *,
    by: User,
    key: uuid.UUID | None = None,
    quoted: Post | None = None,
    content_note: str = "",
    attached: Sequence[uuid.UUID] = (),
) -> Post:
    """Reply under the last post. `quoted` is another post of the thread, shown by reference."""
    key = key or uuid.uuid4()
    sent = Post.objects.filter(author=by, key=key).first()
    if sent:
        return sent
    allowed = may_reply(by, thread)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    try:
        with transaction.atomic():
            post = _write(thread, text, by, key, quoted, content_note, attached)
            drop_draft(by, thread.workgroup, thread)
    except IntegrityError:
        return Post.objects.get(author=by, key=key)
    return post


def _write(
    thread: Thread,
    text: str,
    by: User,
    key: uuid.UUID,
    quoted: Post | None,
    content_note: str,
    attached: Sequence[uuid.UUID],
) -> Post:
    """The post, its event, who is to be told, the audit entry: in the caller's transaction."""
    now = timezone.now()
    membership = membership_in(by, thread.workgroup)
    assert membership is not None
    post = Post(
        thread=thread, author=by, organisation=membership.organisation, text=said(text), key=key,
        made_at=now, content_note=content_note,
        quoted=quoted if quoted and quoted.thread_id == thread.pk else None,
    )  # fmt: skip
    post.full_clean(exclude=FOREIGN, validate_constraints=False)  # the database looks at these itself
    post.sequence = take_number(thread, last_post_at=now)
    if thread.closed_at:
        raise PermissionDenied(_("This thread is closed. Begin a new one if there is more to say."))
    post.save(force_insert=True)
    note_event(thread, post.sequence, ThreadEvent.Kind.POST, by=by, at=now, post=post)
    files = take_along(post, attached) if attached else 0
    index_new(post)
    tell(post, note_mentions(post, thread.workgroup))
    read_up_to(thread, post.sequence, by=by)
    record(
        "post.write", post, by=by, organisation_id=membership.organisation_id, thread=thread.pk, files=files
    )
    return post


def tell(post: Post, mentioned: set[int]) -> None:
    """Note who is to be told of `post`: everybody in the group but its author."""
    thread = post.thread
    readers = members_of(thread.workgroup).exclude(user=post.author).values_list("user", flat=True)
    about = {"workgroup_id": thread.workgroup_id, "thread": thread, "post": post}
    Untold.objects.bulk_create(Untold(recipient_id=pk, mentioned=pk in mentioned, **about) for pk in readers)


@transaction.atomic
def edit_post(post: Post, text: str, *, by: User) -> Post:
    """Change one's own text; what it said before is kept beside it."""
    post = Post.objects.select_for_update(of=("self",)).select_related("thread__workgroup").get(pk=post.pk)
    allowed = may_edit(by, post)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    if said(text) == post.text:
        return post
    now = timezone.now()
    before = PostRevision(
        post=post,
        number=post.revisions.count() + 1,
        text=post.text,
        written_at=post.edited_at or post.made_at,
    )
    post.text, post.edited_at = said(text), now
    post.full_clean(exclude=FOREIGN)
    sequence = take_number(post.thread)
    before.save()
    post.save(update_fields=["text", "edited_at"])
    post.mentions.all().delete()
    note_mentions(post, post.thread.workgroup)
    note_event(post.thread, sequence, ThreadEvent.Kind.EDIT, by=by, at=now, post=post)
    index(post)
    record("post.edit", post, by=by, organisation_id=post.organisation_id, revision=before.number)
    return post


def said(text: str) -> str:
    """What was written, without the white space around it; nothing is no post."""
    text = text.strip()
    if not text:
        raise ValidationError({"text": _("Write your message.")})
    return text
