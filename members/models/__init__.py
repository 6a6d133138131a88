"""Who we are: organisations and the people who work in them."""

from members.models.organisations import (
    Organisation,
    OrganisationGroupPermission,
    OrganisationQuerySet,
    OrganisationUserPermission,
)
from members.models.staff import (
    INVITATION_DAYS,
    PERMISSIONS,
    Invitation,
    Membership,
    MembershipQuerySet,
    Role,
)

__all__ = [
    "INVITATION_DAYS",
    "PERMISSIONS",
    "Invitation",
    "Membership",
    "MembershipQuerySet",
    "Organisation",
    "OrganisationGroupPermission",
    "OrganisationQuerySet",
    "OrganisationUserPermission",
    "Role",
]
