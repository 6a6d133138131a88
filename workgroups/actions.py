"""What can happen to the membership of a working group. Permissions follow memberships here."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from guardian.shortcuts import assign_perm, get_user_perms, remove_perm

from members.models import Organisation
from protect.accounts.models import User
from protect.accounts.rules import is_secretariat
from protect.audit.actions import record
from workgroups.models import Workgroup, WorkgroupMembership
from workgroups.queries import groups_with

Role = WorkgroupMembership.Role
PERMISSIONS: dict[str, frozenset[str]] = {
    Role.OBSERVER: frozenset({"read_workgroup"}),
    Role.MEMBER: frozenset({"read_workgroup", "post_workgroup"}),
    Role.COORDINATOR: frozenset({"read_workgroup", "post_workgroup", "moderate_workgroup"}),
}


def may_admit(user: User, group: Workgroup) -> bool:
    """The group's coordinator, or the secretariat that sets a group up."""
    return is_secretariat(user) or groups_with(user, "moderate_workgroup").filter(pk=group.pk).exists()


@transaction.atomic
def sync_permissions(user: User, group: Workgroup) -> None:
    """Make guardian's rows for this person and group say what the live memberships say."""
    roles = WorkgroupMembership.objects.filter(user=user, workgroup=group, until=None)
    wanted = frozenset().union(*(PERMISSIONS[row.role] for row in roles))
    held = set(get_user_perms(user, group))
    for permission in wanted - held:
        assign_perm(permission, user, group)
    for permission in held - wanted:
        remove_perm(permission, user, group)


@transaction.atomic
def begin_group_membership(
    user: User, group: Workgroup, organisation: Organisation, role: str, *, by: User | None
) -> WorkgroupMembership:
    """Give `user` a role in the group for an organisation; an earlier live role in it ends."""
    if by is not None and not may_admit(by, group):
        raise PermissionDenied
    now = timezone.now()
    WorkgroupMembership.objects.filter(user=user, workgroup=group, until=None).update(until=now)
    membership = WorkgroupMembership.objects.create(
        user=user, workgroup=group, organisation=organisation, role=role, since=now
    )
    sync_permissions(user, group)
    record("workgroup.begin", membership, by=by, organisation_id=organisation.pk, role=role)
    return membership


@transaction.atomic
def end_group_membership(membership: WorkgroupMembership, *, by: User) -> WorkgroupMembership:
    """End a membership now; whoever is a member may leave."""
    if by != membership.user and not may_admit(by, membership.workgroup):
        raise PermissionDenied
    if membership.until is None:
        membership.until = timezone.now()
        membership.save(update_fields=["until"])
        sync_permissions(membership.user, membership.workgroup)
        record("workgroup.end", membership, by=by, organisation_id=membership.organisation_id)
    return membership
