"""What can happen to organisations, their staff, profiles and services: a module a matter."""

from members.actions.staff import (
    accept_invitation,
    begin_membership,
    digest_of,
    end_membership,
    invite,
    revoke_invitation,
    send_invitation,
    sync_permissions,
)

__all__ = [
    "accept_invitation",
    "begin_membership",
    "digest_of",
    "end_membership",
    "invite",
    "revoke_invitation",
    "send_invitation",
    "sync_permissions",
]
