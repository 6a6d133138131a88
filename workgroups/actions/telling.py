"""Telling a group by mail that something waits: never what it is about."""

from collections.abc import Callable, Iterable

from django.db import models
from django.utils import translation

from protect.accounts.models import User
from protect.notices.actions import notify
from workgroups.models import Pace, PacePreference, Workgroup
from workgroups.queries import members_of


def listeners(group: Workgroup, *, besides: User | None = None) -> models.QuerySet[User]:
    """The people of the group who wish to be told by mail, but not who did it."""
    silent = PacePreference.objects.filter(workgroup=group, pace=Pace.NEVER)
    people = User.objects.filter(pk__in=members_of(group).values("user")).exclude(
        pk__in=silent.values("user")
    )
    return people.exclude(pk=besides.pk) if besides else people


def tell_of(
    thing: models.Model, people: Iterable[User], kind: str, compose: Callable[[], tuple[str, str]]
) -> None:
    """A notice that leads to `thing`, at its Romanian address."""
    with translation.override("ro"):
        path = thing.get_absolute_url()  # type: ignore[attr-defined]
    notify(people, kind, compose, path)
