"""Reads about organisations and their people that more than one room needs."""

from django.db.models import QuerySet
from guardian.shortcuts import get_objects_for_user

from members.models import Membership, Organisation
from protect.accounts.models import PlatformRole, User


def organisations_with(user: User, permission: str) -> QuerySet[Organisation]:
    """The organisations on which `user` holds `permission` (a codename), by guardian's own rows only."""
    if not user.is_authenticated or not user.is_active:
        return Organisation.objects.none()
    return get_objects_for_user(
        user, f"members.{permission}", Organisation, accept_global_perms=False, with_superuser=False
    )


def live_memberships(user: User) -> QuerySet[Membership]:
    """What `user` is where, now."""
    return Membership.objects.live().filter(user=user).select_related("organisation").order_by("since")


def staff_with(organisation: Organisation, permission_roles: list[str]) -> QuerySet[User]:
    """The people who hold one of the roles in `organisation` now."""
    return User.objects.filter(
        memberships__in=Membership.objects.live().filter(organisation=organisation, role__in=permission_roles)
    ).distinct()


def secretariat() -> QuerySet[User]:
    """The people of the secretariat now."""
    live = PlatformRole.objects.live().filter(role=PlatformRole.Role.SECRETARIAT)
    return User.objects.filter(platform_roles__in=live).distinct()
