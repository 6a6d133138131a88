"""What can happen to the staff of an organisation. Permissions follow memberships, here and nowhere else."""

import hashlib
import secrets

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm, get_user_perms, remove_perm

from members.doors import has_left
from members.models import PERMISSIONS, Invitation, Membership, Organisation
from members.rules import may_end, may_manage_staff
from protect.accounts.models import User
from protect.accounts.sockets import announce_rights_changed
from protect.audit.actions import record
from protect.notices.actions import write_to


def digest_of(token: str) -> str:
    """What is kept of an invitation's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def sync_permissions(user: User, organisation: Organisation) -> None:
    """Make guardian's rows for this person and organisation say what the live memberships say.

    Open sockets of the person are told to ask again what they may.
    """
    roles = (
        Membership.objects.live().filter(user=user, organisation=organisation).values_list("role", flat=True)
    )
    wanted = frozenset().union(*(PERMISSIONS[role] for role in roles))
    held = set(get_user_perms(user, organisation))
    for permission in wanted - held:
        assign_perm(permission, user, organisation)
    for permission in held - wanted:
        remove_perm(permission, user, organisation)
    announce_rights_changed(user.pk)


@transaction.atomic
def begin_membership(user: User, organisation: Organisation, role: str, *, by: User | None) -> Membership:
    """Give `user` a role from now on; an earlier live role in the same organisation ends."""
    if by is not None and by != user and not may_manage_staff(by, organisation):
        raise PermissionDenied
    now = timezone.now()
    Membership.objects.filter(user=user, organisation=organisation, until=None).update(until=now)
    membership = Membership.objects.create(user=user, organisation=organisation, role=role, since=now)
    sync_permissions(user, organisation)
    record("membership.begin", membership, by=by, organisation_id=organisation.pk, role=role)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: User, reason: str = "") -> Membership:
    """End a membership now. Nothing that the person wrote is touched."""
    if not may_end(by, membership):
        raise PermissionDenied
    if membership.until is None:
        membership.until = timezone.now()
        membership.save(update_fields=["until"])
        sync_permissions(membership.user, membership.organisation)
        has_left(membership.user, membership.organisation)
        Invitation.objects.filter(
            organisation=membership.organisation,
            invited_by=membership.user,
            accepted_at=None,
            revoked_at=None,
        ).update(revoked_at=membership.until)
        record("membership.end", membership, by=by, organisation_id=membership.organisation_id, reason=reason)
    return membership


@transaction.atomic
def invite(organisation: Organisation, email: str, role: str, *, by: User) -> tuple[Invitation, str]:
    """Invite somebody; returns the invitation and its secret, which is kept nowhere.

    An open invitation to the same address is replaced, so that only the newest link works.
    """
    if not may_manage_staff(by, organisation):
        raise PermissionDenied
    email = email.strip().casefold()
    if Membership.objects.live().filter(organisation=organisation, user__email=email).exists():
        raise ValidationError(_("This person is already on the staff. End that role first to give another."))
    Invitation.objects.filter(
        organisation=organisation, email=email, accepted_at=None, revoked_at=None
    ).update(revoked_at=timezone.now())
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=organisation, email=email, role=role, token_digest=digest_of(token), invited_by=by
    )
    record("invitation.send", invitation, by=by, organisation_id=organisation.pk, role=role)
    return invitation, token


@transaction.atomic
def send_invitation(
    organisation: Organisation, email: str, role: str, *, by: User, language: str = "ro"
) -> Invitation:
    """Invite, and write to the invited: the only place where the link is ever put down."""
    invitation, token = invite(organisation, email, role, by=by)

    def compose() -> tuple[str, str]:
        return (
            _("You are invited to the ProTECT portal"),
            _("%(who)s invites you to %(organisation)s. The link works once, for seven days.")
            % {"who": invitation.invited_by, "organisation": organisation},
        )

    path = reverse("members:invitation", args=[token])
    write_to(invitation.email, "invitation", compose, path, language=language)
    return invitation


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> None:
    """Make an open invitation worthless."""
    if not may_manage_staff(by, invitation.organisation):
        raise PermissionDenied
    if invitation.is_open:
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        record("invitation.revoke", invitation, by=by, organisation_id=invitation.organisation_id)


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User) -> Membership:
    """Turn an open invitation into a membership of `by`, whose e-mail must be the invited one.

    Whoever invited must still be one who may: nobody comes in by the word of somebody who is out.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.is_open or invitation.email != by.email.casefold():
        raise PermissionDenied
    if not may_manage_staff(invitation.invited_by, invitation.organisation):
        raise PermissionDenied
    invitation.accepted_at, invitation.accepted_by = timezone.now(), by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record("invitation.accept", invitation, by=by, organisation_id=invitation.organisation_id)
    return begin_membership(by, invitation.organisation, invitation.role, by=by)
