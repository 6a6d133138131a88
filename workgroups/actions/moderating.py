"""Moderation: a flag with the field's reason, hiding with a trace. Redaction has a module of its own."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from protect.accounts.models import User
from protect.accounts.rules import Answer
from protect.audit.actions import record
from protect.notices.actions import notify
from protect.search.index import index
from workgroups.actions.events import note_event, take_number
from workgroups.models import Flag, Post, Reason, ThreadEvent, Untold, Workgroup
from workgroups.queries import leaders_of
from workgroups.rules import may_hide, may_read

Kind = ThreadEvent.Kind


def locked(post: Post) -> Post:
    rows = Post.objects.select_for_update(of=("self",))
    return rows.select_related("thread__workgroup").get(pk=post.pk)


def require(allowed: Answer) -> None:
    if not allowed:
        raise PermissionDenied(allowed.why_not)


def romanian_path(name: str, *args: object) -> str:
    """Where a notice leads: the Romanian address; the page offers the other language."""
    with translation.override("ro"):
        return reverse(name, args=args)


@transaction.atomic
def flag_post(post: Post, reason: str, text: str = "", *, by: User) -> Flag:
    """Ask those who lead the group to look at a post. Nobody else learns who asked."""
    group = post.thread.workgroup
    if not may_read(by, group):
        raise PermissionDenied
    open_flag = Flag.objects.filter(post=post, by=by, settled_at=None).first()
    if open_flag:
        return open_flag
    flag = Flag(post=post, by=by, reason=reason, text=text.strip())
    flag.full_clean(exclude=["post", "by", "settled_by"])
    flag.save()
    record("flag.raise", flag, by=by, reason=reason, post=post.pk)
    notify(
        leaders_of(group).exclude(pk=by.pk),
        "flag",
        lambda: (
            _("A text waits for your look"),
            _("A member of your group asks you to look at a text."),
        ),
        romanian_path("workgroups:moderation", group.slug),
    )
    return flag


def settle(flags: QuerySet[Flag], outcome: str, by: User) -> None:
    flags.filter(settled_at=None).update(settled_at=timezone.now(), settled_by=by, outcome=outcome)


@transaction.atomic
def keep_post(post: Post, *, by: User) -> None:
    """Settle the open flags of a post: it stays as it is."""
    require(may_hide(by, post))
    settle(post.flags.all(), Flag.Outcome.KEPT, by)
    record("flag.keep", post, by=by)


@transaction.atomic
def hide_post(post: Post, reason: str, *, by: User) -> Post:
    """Fold a post away, with the name of who did and why; its text stays for the author and who moderates."""
    post = locked(post)
    require(may_hide(by, post))
    if post.hidden_at or post.redacted_at:
        return post
    now = timezone.now()
    post.hidden_at, post.hidden_by, post.hidden_reason = now, by, Reason(reason)
    sequence = take_number(post.thread)
    post.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    settle(post.flags.all(), Flag.Outcome.HIDDEN, by)
    Untold.objects.filter(post=post).delete()
    note_event(post.thread, sequence, Kind.HIDE, by=by, at=now, post=post)
    index(post)
    record("post.hide", post, by=by, organisation_id=post.organisation_id, reason=reason)
    return post


@transaction.atomic
def show_post(post: Post, *, by: User) -> Post:
    """Take a hiding back."""
    post = locked(post)
    require(may_hide(by, post))
    if not post.hidden_at:
        return post
    post.hidden_at, post.hidden_by, post.hidden_reason = None, None, ""
    sequence = take_number(post.thread)
    post.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    note_event(post.thread, sequence, Kind.SHOW, by=by, at=timezone.now(), post=post)
    index(post)
    record("post.show", post, by=by, organisation_id=post.organisation_id)
    return post


def open_flags(group: Workgroup) -> QuerySet[Flag]:
    """What waits for the look of those who lead the group."""
    flags = Flag.objects.filter(post__thread__workgroup=group, settled_at=None)
    return flags.select_related("post__author", "post__organisation", "post__thread__workgroup", "by")
