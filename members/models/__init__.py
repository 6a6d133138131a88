"""Who we are: organisations and their people, profiles, services offered, applications, departures."""

from members.models.applications import (
    REFERENCES_WANTED,
    UNCONFIRMED_DAYS,
    Application,
    ApplicationCounty,
    ApplicationMessage,
    ApplicationReference,
)
from members.models.leaving import Departure, Handover
from members.models.organisations import (
    Organisation,
    OrganisationGroupPermission,
    OrganisationQuerySet,
    OrganisationUserPermission,
)
from members.models.profiles import (
    Audience,
    KeyFigure,
    ProfileAudience,
    ProfileCounty,
    ProfileQuestion,
    ProfileRevision,
    ProfileRevisionQuerySet,
)
from members.models.services import (
    Language,
    OfferAudience,
    OfferCounty,
    OfferKind,
    OfferLanguage,
    ServiceOffer,
    ServiceOfferQuerySet,
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
    "REFERENCES_WANTED",
    "UNCONFIRMED_DAYS",
    "Application",
    "ApplicationCounty",
    "ApplicationMessage",
    "ApplicationReference",
    "Audience",
    "Departure",
    "Handover",
    "Invitation",
    "KeyFigure",
    "Language",
    "Membership",
    "MembershipQuerySet",
    "OfferAudience",
    "OfferCounty",
    "OfferKind",
    "OfferLanguage",
    "Organisation",
    "OrganisationGroupPermission",
    "OrganisationQuerySet",
    "OrganisationUserPermission",
    "ProfileAudience",
    "ProfileCounty",
    "ProfileQuestion",
    "ProfileRevision",
    "ProfileRevisionQuerySet",
    "Role",
    "ServiceOffer",
    "ServiceOfferQuerySet",
]
