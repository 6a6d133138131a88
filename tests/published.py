"""What the public sees of members in tests: published profiles and confirmed services, made directly."""

import datetime
from typing import Any

from django.utils import timezone

from members.models import (
    OfferAudience,
    OfferCounty,
    OfferLanguage,
    Organisation,
    ProfileAudience,
    ProfileCounty,
    ProfileRevision,
    ServiceOffer,
)
from protect.accounts.models import User
from protect.search.index import index

# Sorted by the alphabet these come as written; by bytes Ș and Ț would come last.
NAMES = ("Alfa", "Ăsta", "Salvator", "Șansa", "Tata", "Țara Noastră", "Zid")


def somebody(name: str) -> User:
    return User.objects.get_or_create(email=f"{name}@example.org", defaults={"name": name})[0]


def organisation(name: str, slug: str) -> Organisation:
    return Organisation.objects.create(name=name, slug=slug, joined_on=datetime.date(2020, 1, 1))


def publish(
    organisation: Organisation, counties: str = "", audiences: str = "", **fields: Any
) -> Organisation:
    """A profile that everybody reads. Without parts it is approved as it is made, beside any open draft."""
    approved = {
        "status": ProfileRevision.Status.APPROVED,
        "approved_by": somebody("reviewer"),
        "approved_at": timezone.now(),
    }
    parts = counties or audiences
    revision = ProfileRevision.objects.create(
        organisation=organisation,
        number=organisation.profile_revisions.count() + 1,
        submitted_by=somebody("writer"),
        **({"status": ProfileRevision.Status.SUBMITTED} if parts else approved),
        **({"summary_ro": "Pe scurt.", "summary_en": "In short.", "mission_ro": "Misiune."} | fields),
    )
    ProfileCounty.objects.bulk_create(ProfileCounty(revision=revision, county=c) for c in counties.split())
    ProfileAudience.objects.bulk_create(
        ProfileAudience(revision=revision, audience=a) for a in audiences.split()
    )
    if parts:  # from here on it never changes
        ProfileRevision.objects.filter(pk=revision.pk).update(**approved)
    organisation.published_revision = revision
    organisation.save(update_fields=["published_revision"])
    index(organisation)
    return organisation


def offer(
    organisation: Organisation,
    kind: str,
    counties: str = "",
    audiences: str = "",
    languages: str = "ro",
    **fields: Any,
) -> ServiceOffer:
    """A service that the secretariat has confirmed."""
    made = ServiceOffer.objects.create(
        **{
            "organisation": organisation,
            "kind": kind,
            "name_ro": f"Serviciul {kind}",
            "with_accommodation": kind == "residential",
            "confirmed_at": timezone.now(),
            "confirmed_by": somebody("reviewer"),
        }
        | fields
    )
    OfferCounty.objects.bulk_create(OfferCounty(offer=made, county=c) for c in counties.split())
    OfferAudience.objects.bulk_create(OfferAudience(offer=made, audience=a) for a in audiences.split())
    OfferLanguage.objects.bulk_create(OfferLanguage(offer=made, language=a) for a in languages.split())
    index(made)
    return made
