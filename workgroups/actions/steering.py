"""What those who lead a group do with a thread: pin it, close it, sum it up."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from protect.accounts.models import User
from protect.audit.actions import record
from workgroups.actions.events import note_event, take_number
from workgroups.models import Thread, ThreadEvent
from workgroups.rules import may_moderate

Kind = ThreadEvent.Kind
STEPS: dict[str, dict[str, bool]] = {
    Kind.PIN: {"pinned_at": True},
    Kind.UNPIN: {"pinned_at": False},
    Kind.CLOSE: {"closed_at": True},
    Kind.REOPEN: {"closed_at": False},
}


@transaction.atomic
def steer(thread: Thread, step: str, *, by: User) -> Thread:
    """Pin, unpin, close or reopen a thread (a step of STEPS)."""
    if not may_moderate(by, thread.workgroup):
        raise PermissionDenied
    now = timezone.now()
    changes = {name: now if on else None for name, on in STEPS[step].items()}
    if all(bool(getattr(thread, name)) is on for name, on in STEPS[step].items()):
        return thread
    sequence = take_number(thread, **changes)
    note_event(thread, sequence, step, by=by, at=now)
    record(f"thread.{step}", thread, by=by)
    return thread


@transaction.atomic
def sum_up(thread: Thread, text: str, *, by: User) -> Thread:
    """Write the box "in short" above the posts; empty takes it away."""
    if not may_moderate(by, thread.workgroup):
        raise PermissionDenied
    thread.summary = text.strip()
    thread.clean_fields(exclude=["workgroup", "begun_by", "summary_by"])
    now = timezone.now()
    sequence = take_number(thread, summary=thread.summary, summary_by=by, summary_at=now)
    note_event(thread, sequence, Kind.SUMMARY, by=by, at=now)
    record("thread.summary", thread, by=by)
    return thread
