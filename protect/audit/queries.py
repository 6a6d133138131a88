"""Reading the audit log: the history of an object, and the check of the whole chain."""

import datetime
from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet

from protect.audit.models import Entry, Head
from protect.audit.seals import seal_of, seal_of_head


@dataclass(frozen=True)
class Break:
    """The first place where the log is not what was written."""

    sequence: int
    why: str


def history(obj: models.Model) -> QuerySet[Entry]:
    """What happened to `obj`, newest first, with the people who did it."""
    return (
        Entry.objects.filter(object_type=obj._meta.label, object_id=str(obj.pk))
        .select_related("actor")
        .order_by("-sequence")
    )


def first_break() -> Break | None:
    """Walk the chain; None when every entry is in its place and sealed as it was written."""
    previous, expected = "", 0
    for entry in Entry.objects.order_by("sequence").iterator(chunk_size=2_000):
        expected += 1
        entry.at = entry.at.astimezone(datetime.UTC)
        if entry.sequence != expected:
            return Break(expected, "this entry is missing")
        if entry.previous_seal != previous:
            return Break(expected, "this entry does not follow the one before it")
        if entry.seal != seal_of(entry):
            return Break(expected, "this entry was changed after it was written")
        previous = entry.seal
    head = Head.objects.filter(pk=1).first()
    written = head.sequence if head else 0
    if written != expected:
        return Break(expected + 1, f"the log ends here, but {written} entries were written")
    if head and head.seal != previous:
        return Break(expected, "the last entry is not the one that was written last")
    if head and head.own_seal != seal_of_head(head.sequence, head.seal):
        return Break(
            expected, "the end of the log is not sealed with AUDIT_KEY: entries were cut off before it"
        )
    return None


def break_since(noted: str) -> Break | None:
    """Whether the log still holds the head that somebody noted elsewhere, `SEQUENCE:SEAL`.

    An old head that was put back together with its own seal fits an old log; only such a note tells.
    """
    sequence, _colon, seal = noted.partition(":")
    if not sequence.isascii() or not sequence.isdigit() or not seal:
        raise ValueError(noted)
    found = Entry.objects.filter(sequence=int(sequence)).first()
    if found is None:
        return Break(int(sequence), "this entry was noted elsewhere and is gone: the log was cut or put back")
    if found.seal != seal:
        return Break(int(sequence), "this entry is not the one that was noted elsewhere")
    return None


def head_note() -> str:
    """The head as somebody notes it elsewhere: `SEQUENCE:SEAL`, `-` for an empty log."""
    head = Head.objects.filter(pk=1).first()
    return f"{head.sequence}:{head.seal}" if head and head.sequence else "-"
