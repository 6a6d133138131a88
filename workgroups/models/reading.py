"""Who reads what in the groups: one dictionary a person, from which every `visible_to` is made.

A group is read by its live members (membership and guardian's row must agree: a drift between them
closes, never opens), and by the secretariat while a break-glass opening with its reason lasts.
"""

import datetime
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from protect.accounts.models import User
from protect.accounts.rules import Person, is_secretariat, once_a_request
from workgroups.models.groups import WorkgroupMembership, WorkgroupUserPermission

Row = TypeVar("Row", bound=models.Model)
Reads = dict[int, datetime.datetime | None]


def reads(user: Person) -> Reads:
    """The groups that `user` reads now, each with the moment before which nothing is theirs."""
    if not isinstance(user, User) or not user.is_active:
        return {}
    return once_a_request(user, "groups read", lambda: _as_member(user) | _as_secretariat(user))


def _as_member(user: User) -> Reads:
    granted = WorkgroupUserPermission.objects.filter(
        user=OuterRef("user"), content_object=OuterRef("workgroup"), permission__codename="read_workgroup"
    )
    live = WorkgroupMembership.objects.live().filter(Exists(granted), user=user)
    return dict(live.values_list("workgroup", "history_from"))


def _as_secretariat(user: User) -> Reads:
    from workgroups.models.groups import Opening

    now = timezone.now()
    if not is_secretariat(user):
        return {}
    open_now = Opening.objects.filter(user=user, since__lte=now, until__gt=now)
    return dict.fromkeys(open_now.values_list("workgroup", flat=True))


class GroupContentQuerySet(models.QuerySet[Row]):
    """Rows that belong to a group and were written at a time: visible to whoever reads both.

    A model whose fields have other names says so in a subclass.
    """

    group_field: ClassVar[str] = "workgroup"
    time_field: ClassVar[str] = "made_at"

    def visible_to(self, user: Person) -> Any:
        """What `user` may read now; nobody else is told that the rest exists."""
        whole = [group for group, since in reads(user).items() if since is None]
        seen = Q(**{f"{self.group_field}__in": whole})
        for group, since in reads(user).items():
            if since is not None:
                seen |= Q(**{self.group_field: group, f"{self.time_field}__gte": since})
        return self.filter(seen)
