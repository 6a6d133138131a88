"""Redaction: what names somebody leaves every place that holds it, in one act."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from protect.accounts.models import User
from protect.audit.actions import record
from protect.search.erasing import scrub
from protect.search.index import index, retitle
from workgroups.actions.attaching import remove_files
from workgroups.actions.events import note_event, take_number
from workgroups.actions.moderating import locked, require, settle
from workgroups.actions.resources import remove_resource
from workgroups.models import Flag, Post, Reason, Resource, Thread, ThreadEvent, Untold
from workgroups.rules import may_moderate, may_redact, may_retitle
from workgroups.thing_rules import may_open_up

Kind = ThreadEvent.Kind


@transaction.atomic
def redact_post(
    post: Post,
    reason: str,
    *,
    by: User,
    new_title: str = "",
    and_summary: bool = False,
    and_resources: bool = False,
) -> Post:
    """Remove a text everywhere: the post, its history, its files, whom it called, the queue, the search.

    Where they say it, too: the thread's title (`new_title` takes its place), the box "in short", and the
    group's resources that hold the same file. Quotations show the post itself, so they lose it as well; open
    pages are told by the events. What stays is that a text stood here, whose, who removed it, when and why.
    """
    post = locked(post)
    if post.redacted_at:
        return post
    require(may_redact(by, post))
    same = same_resources(post, by) if and_resources else []
    now = timezone.now()
    post.text, post.redacted_at, post.redacted_reason = "", now, Reason(reason)
    sequence = take_number(post.thread)
    post.save(update_fields=["text", "redacted_at", "redacted_reason"])
    revisions = post.revisions.all().delete()[0]
    post.mentions.all().delete()
    files = remove_files(post.attachments.select_related("file"), by=by)
    Untold.objects.filter(post=post).delete()
    post.flags.update(text="")
    settle(post.flags.all(), Flag.Outcome.REDACTED, by)
    note_event(post.thread, sequence, Kind.REDACT, by=by, at=now, post=post)
    index(post)
    if new_title.strip():
        _retitle(post.thread, new_title.strip(), by)
    if and_summary:
        _empty_summary(post.thread, by)
    for resource in same:
        remove_resource(resource, by=by)
    record(
        "post.redact", post, by=by, organisation_id=post.organisation_id, reason=reason,
        revisions=revisions, files=files, resources=len(same),
    )  # fmt: skip
    scrub()
    return post


def same_resources(post: Post, by: User) -> list[Resource]:
    """What else of the group holds a file of `post`, as far as `by` may take it away."""
    digests = post.attachments.values("file__source_sha256")
    found = Resource.objects.visible_to(by).filter(
        workgroup=post.thread.workgroup, versions__file__source_sha256__in=digests
    )
    return [one for one in found.select_related("workgroup").distinct() if may_open_up(by, one)]


def _retitle(thread: Thread, title: str, by: User) -> None:
    """The subject is in the index of every post of the thread: all of them get the new one."""
    require(may_retitle(by, thread))
    thread.title = title
    thread.clean_fields(exclude=["workgroup", "begun_by", "summary_by"])
    sequence = take_number(thread, title=thread.title)
    note_event(thread, sequence, Kind.RETITLE, by=by, at=timezone.now())
    retitle("post", thread.posts.all(), thread.title)
    record("thread.retitle", thread, by=by)


def _empty_summary(thread: Thread, by: User) -> None:
    if not may_moderate(by, thread.workgroup):
        raise PermissionDenied
    sequence = take_number(thread, summary="", summary_by=None, summary_at=None)
    note_event(thread, sequence, Kind.SUMMARY, by=by, at=timezone.now())
    record("thread.summary", thread, by=by)
