"""What the server keeps for one person alone, outside the audit log: drafts, and how far they have read."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from protect.accounts.models import User
from workgroups.actions.attaching import remove_files
from workgroups.models import Attachment, Draft, ReadPosition, Thread, Workgroup
from workgroups.rules import may_write

FIELDS = ("title", "text")


@dataclass(frozen=True)
class Kept:
    """A draft after saving; `theirs` holds the fields that another tab had changed meanwhile."""

    draft: Draft
    theirs: dict[str, str]


def draft_of(user: User, group: Workgroup, thread: Thread | None) -> Draft | None:
    """What `user` was writing here."""
    return Draft.objects.filter(user=user, workgroup=group, thread=thread).first()


@transaction.atomic
def keep_draft(
    group: Workgroup, thread: Thread | None, texts: dict[str, tuple[str, str]], *, by: User
) -> Kept:
    """Keep what is being written; `texts` gives for a field what it says now and what the page knew.

    Where another tab wrote in between, its text stays and is handed back.
    """
    if not may_write(by, group):
        raise PermissionDenied
    found, _made = Draft.objects.select_for_update().get_or_create(user=by, workgroup=group, thread=thread)
    theirs = {}
    for name, (now, known) in texts.items():
        stored = getattr(found, name)
        if stored not in (known, now) and stored:
            theirs[name] = stored
        else:
            setattr(found, name, now)
    found.version += 1
    found.saved_at = timezone.now()
    found.clean_fields(exclude=["user", "workgroup", "thread"])
    found.save()
    return Kept(found, theirs)


def drop_draft(user: User, group: Workgroup, thread: Thread | None) -> None:
    """What was posted is no draft any more; a file that was not sent along waits for the next text."""
    found = draft_of(user, group, thread)
    if found is None:
        return
    if found.attachments.exists():
        Draft.objects.filter(pk=found.pk).update(title="", text="", version=F("version") + 1)
    else:
        found.delete()


@transaction.atomic
def give_up_draft(user: User, group: Workgroup, thread: Thread | None) -> None:
    """Throw away what was being written, with the files beside it."""
    found = Draft.objects.filter(user=user, workgroup=group, thread=thread)
    remove_files(Attachment.objects.filter(draft__in=found).select_related("file"), by=user)
    found.delete()


def read_up_to(thread: Thread, sequence: int, *, by: User) -> None:
    """Note how far `by` has read; reading never goes backwards."""
    sequence = min(sequence, thread.last_sequence)
    place, made = ReadPosition.objects.get_or_create(user=by, thread=thread, defaults={"sequence": sequence})
    if not made:
        ReadPosition.objects.filter(pk=place.pk, sequence__lt=sequence).update(
            sequence=sequence, at=timezone.now()
        )
