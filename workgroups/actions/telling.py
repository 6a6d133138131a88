"""Noting that a group is to be told of a meeting, a decision or a task, each person at their own pace."""

from collections.abc import Iterable

from django.db import models

from protect.accounts.models import User
from workgroups.models import Meeting, Pace, PacePreference, Proposal, Task, Untold, Workgroup
from workgroups.queries import members_of


def listeners(group: Workgroup, *, besides: User | None = None) -> models.QuerySet[User]:
    """The people of the group who wish to be told by mail, but not who did it."""
    silent = PacePreference.objects.filter(workgroup=group, pace=Pace.NEVER)
    people = User.objects.filter(pk__in=members_of(group).values("user")).exclude(
        pk__in=silent.values("user")
    )
    return people.exclude(pk=besides.pk) if besides else people


def tell_of(thing: Meeting | Proposal | Task, people: Iterable[User]) -> None:
    """Let `people` be told of `thing`; who waits for word of it already waits once.

    The mail is written by `workgroups.telling`, when their pace lets it and if it still matters then.
    """
    name = thing._meta.model_name or ""
    Untold.objects.bulk_create(
        [Untold(recipient=person, workgroup=thing.workgroup, **{name: thing}) for person in people],
        ignore_conflicts=True,
    )
