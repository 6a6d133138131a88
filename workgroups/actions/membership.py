"""What can happen to the membership of a working group. Permissions follow memberships here."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from guardian.shortcuts import assign_perm, get_user_perms, remove_perm

from members.doors import follow_leaving
from members.models import Organisation
from protect.accounts.models import User
from protect.accounts.rules import forget
from protect.accounts.sockets import announce_rights_changed
from protect.audit.actions import record
from workgroups.models import Workgroup, WorkgroupMembership
from workgroups.rules import may_admit

Role = WorkgroupMembership.Role
LEADS = frozenset({"read_workgroup", "post_workgroup", "moderate_workgroup"})
PERMISSIONS: dict[str, frozenset[str]] = {
    Role.OBSERVER: frozenset({"read_workgroup"}),
    Role.MEMBER: frozenset({"read_workgroup", "post_workgroup"}),
    Role.DEPUTY: LEADS,
    Role.COORDINATOR: LEADS,
}


@transaction.atomic
def sync_permissions(user: User, group: Workgroup) -> None:
    """Make guardian's rows for this person and group say what the live memberships say.

    Open pages of the person are told to ask again what they may.
    """
    roles = WorkgroupMembership.objects.filter(user=user, workgroup=group, until=None)
    wanted = frozenset().union(*(PERMISSIONS[row.role] for row in roles))
    held = set(get_user_perms(user, group))
    for permission in wanted - held:
        assign_perm(permission, user, group)
    for permission in held - wanted:
        remove_perm(permission, user, group)
    forget(user)
    announce_rights_changed(user.pk)


@transaction.atomic
def begin_group_membership(
    user: User,
    group: Workgroup,
    organisation: Organisation,
    role: str,
    *,
    by: User | None,
    history_from: datetime.datetime | None = None,
) -> WorkgroupMembership:
    """Give `user` a role in the group for an organisation; an earlier live role in it ends.

    Nothing written before `history_from` is theirs to read; without it, everything is.
    """
    if by is not None and not may_admit(by, group):
        raise PermissionDenied
    now = timezone.now()
    WorkgroupMembership.objects.filter(user=user, workgroup=group, until=None).update(until=now)
    membership = WorkgroupMembership.objects.create(
        user=user, workgroup=group, organisation=organisation, role=role, since=now, history_from=history_from
    )
    sync_permissions(user, group)
    record(
        "workgroup.begin",
        membership,
        by=by,
        organisation_id=organisation.pk,
        role=role,
        reads_history=history_from is None,
    )
    return membership


@follow_leaving
def leave_with_the_organisation(user: User, organisation: Organisation) -> None:
    """Who no longer works for an organisation sits in no group for it."""
    for membership in WorkgroupMembership.objects.filter(user=user, organisation=organisation, until=None):
        end_group_membership(membership, by=None)


@transaction.atomic
def end_group_membership(membership: WorkgroupMembership, *, by: User | None) -> WorkgroupMembership:
    """End a membership now; whoever is a member may leave. `by` is None where the organisation left."""
    if by is not None and by != membership.user and not may_admit(by, membership.workgroup):
        raise PermissionDenied
    if membership.until is None:
        membership.until = timezone.now()
        membership.save(update_fields=["until"])
        sync_permissions(membership.user, membership.workgroup)
        record("workgroup.end", membership, by=by, organisation_id=membership.organisation_id)
    return membership
