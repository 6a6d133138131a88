"""Which groups a person may read, post in, moderate; who reads a group."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from members.models import Membership, Organisation
from protect.accounts.models import User
from protect.accounts.rules import Person, once_a_request
from workgroups.models import (
    Workgroup,
    WorkgroupMembership,
    WorkgroupUserPermission,
    reads,
)


def groups_with(user: Person, permission: str) -> QuerySet[Workgroup]:
    """The groups on which `user` holds `permission` (a codename): guardian's row and a live membership.

    Reading is also the secretariat's while a break-glass opening lasts.
    """
    if not isinstance(user, User) or not user.is_active:
        return Workgroup.objects.none()
    if permission == "read_workgroup":
        return Workgroup.objects.filter(pk__in=list(reads(user)))
    granted = WorkgroupUserPermission.objects.filter(
        user=user, content_object=OuterRef("pk"), permission__codename=permission
    )
    live = WorkgroupMembership.objects.live().filter(user=user, workgroup=OuterRef("pk"))
    return Workgroup.objects.filter(Exists(granted), Exists(live))


def holds(user: Person, permission: str, group: Workgroup) -> bool:
    """Whether `user` holds `permission` on `group` now."""
    question = f"{permission} {group.pk}"
    return once_a_request(user, question, lambda: groups_with(user, permission).filter(pk=group.pk).exists())


def membership_in(user: User, group: Workgroup) -> WorkgroupMembership | None:
    """What `user` is in `group` now."""
    live = WorkgroupMembership.objects.live().filter(user=user, workgroup=group)
    return live.select_related("organisation").first()


def members_of(group: Workgroup) -> QuerySet[WorkgroupMembership]:
    """Who belongs to the group now, in the order in which they joined."""
    return WorkgroupMembership.objects.live().filter(workgroup=group).select_related("user", "organisation")


def leaders_of(group: Workgroup) -> QuerySet[User]:
    """The group's coordinator and deputies."""
    leading = members_of(group).filter(role__in=WorkgroupMembership.LEADING)
    return User.objects.filter(pk__in=leading.values("user"))


@dataclass(frozen=True)
class Audience:
    """Who reads what is written in a group, as numbers for a sentence."""

    people: int
    organisations: int


def audience_of(group: Workgroup) -> Audience:
    """The people and organisations that read the group now."""
    live = members_of(group)
    return Audience(live.values("user").distinct().count(), live.values("organisation").distinct().count())


def organisations_of(user: User) -> QuerySet[Organisation]:
    """The organisations for which `user` may join a group: those where they work now."""
    return Organisation.objects.filter(memberships__in=Membership.objects.live().filter(user=user)).distinct()
