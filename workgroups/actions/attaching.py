"""Files beside what one writes: kept with the draft, sent along with it, taken off again."""

import uuid
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from protect.accounts.models import User
from protect.audit.actions import record
from protect.files.actions import discard, source_digest
from protect.search.erasing import scrub
from protect.search.index import index
from workgroups.actions.events import note_event, take_number
from workgroups.actions.resources import Content, kept
from workgroups.models import Attachment, Draft, Post, Thread, ThreadEvent, Workgroup
from workgroups.rules import may_edit, may_write

MOST = 10


def attach(group: Workgroup, thread: Thread | None, upload: UploadedFile, *, by: User) -> Attachment:
    """Check a file and keep it with what `by` is writing here: nobody else sees it before it is sent."""
    allowed = may_write(by, group)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    draft, _made = Draft.objects.get_or_create(user=by, workgroup=group, thread=thread)
    known = draft.attachments.filter(file__source_sha256=source_digest(upload)).first()
    if known:
        return known
    if draft.attachments.count() >= MOST:
        raise ValidationError(_("At most ten files beside a text. Send these, then write another."))
    with kept(Content(upload=upload), by) as file, transaction.atomic():
        assert file is not None
        return Attachment.objects.create(draft=draft, file=file)


def files_of(draft: Draft | None) -> list[Attachment]:
    """What lies beside a draft."""
    return list(draft.attachments.with_file()) if draft else []


def take_along(post: Post, keys: Iterable[uuid.UUID]) -> int:
    """Put beside `post` the files of its author's draft that the page showed; others stay with the draft."""
    waiting = Attachment.objects.filter(
        key__in=list(keys), draft__user=post.author, draft__workgroup=post.thread.workgroup
    )
    return waiting.update(post=post, draft=None)


@transaction.atomic
def detach(attachment: Attachment, *, by: User) -> None:
    """Take a file off: from one's draft, or from a post that one wrote. Its bytes are deleted."""
    file = attachment.file
    if attachment.draft:
        if attachment.draft.user_id != by.pk:
            raise PermissionDenied
        attachment.delete()
        discard(file, by=by)
        return
    assert attachment.post is not None
    rows = Post.objects.select_for_update(of=("self",)).select_related("thread__workgroup")
    post = rows.get(pk=attachment.post.pk)
    allowed = may_edit(by, post)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    now = timezone.now()
    sequence = take_number(post.thread)
    Post.objects.filter(pk=post.pk).update(edited_at=now)
    attachment.delete()
    discard(file, by=by)
    note_event(post.thread, sequence, ThreadEvent.Kind.EDIT, by=by, at=now, post=post)
    index(post)
    scrub()
    record("post.detach", post, by=by, organisation_id=post.organisation_id, file=str(file.pk))


def note_download(attachment: Attachment, *, by: User) -> None:
    """Write into the audit log who took a file that lies beside a post."""
    if attachment.post:
        record("attachment.download", attachment, by=by, post=attachment.post_id)


def remove_files(attachments: Iterable[Attachment], *, by: User) -> int:
    """Delete files with their texts, their previews and their places; returns how many."""
    found = list(attachments)
    Attachment.objects.filter(pk__in=[one.pk for one in found]).delete()
    for one in found:
        discard(one.file, by=by)
    return len(found)
