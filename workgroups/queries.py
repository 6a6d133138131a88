"""Which groups a person may read, post in, moderate."""

from django.db.models import QuerySet
from guardian.shortcuts import get_objects_for_user

from protect.accounts.models import User
from workgroups.models import Workgroup


def groups_with(user: User, permission: str) -> QuerySet[Workgroup]:
    """The groups on which `user` holds `permission` (a codename), by guardian's own rows only."""
    if not user.is_authenticated or not user.is_active:
        return Workgroup.objects.none()
    return get_objects_for_user(
        user, f"workgroups.{permission}", Workgroup, accept_global_perms=False, with_superuser=False
    )
