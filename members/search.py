"""What the public finds of the members: organisations and their services, in both languages."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.counties import COUNTIES
from members.models import Audience, OfferKind, Organisation, ServiceOffer
from protect.search.index import index
from protect.search.models import Document
from protect.search.registry import Kind, Texts, register


def _organisation(organisation: Organisation) -> Texts:
    profile = organisation.published_revision
    assert profile is not None
    names = ("summary", "mission", "vision", "activity", "programmes", "served")
    said = [profile.text(name) for name in names]
    said += [getattr(profile, f"{name}_{language}") for name in names for language in ("ro", "en")]
    said += [profile.cities, *(COUNTIES[code].name for code in profile.county_codes)]
    said += [str(Audience(code).label) for code in profile.audience_codes]
    return Texts(organisation.name, " ".join(dict.fromkeys(filter(None, said))))


def _service(offer: ServiceOffer) -> Texts:
    said = [offer.description, offer.name_ro, offer.name_en, offer.description_ro, offer.description_en]
    said += [str(OfferKind(offer.kind).label), offer.nomenclature_code]
    said += [COUNTIES[code].name for code in offer.county_codes]
    said += [str(Audience(code).label) for code in offer.audience_codes]
    return Texts(f"{offer.name}, {offer.organisation.name}", " ".join(dict.fromkeys(filter(None, said))))


def follow(organisation: Organisation) -> None:
    """Keep the index in step: for every act that changes what the public reads of a member."""
    index(organisation)
    found = Document.objects.filter(kind="service").values("object_id")
    for offer in organisation.offers.filter(Q(ended_at=None) | Q(pk__in=found)):
        index(offer)


def register_kinds() -> None:
    """Called once, when the app is ready. The page of both is the organisation's public one."""
    register(
        Kind(
            name="organisation",
            label=_("Organisation"),
            model=Organisation,
            indexed=lambda: Organisation.objects.public().select_related("published_revision"),
            texts=_organisation,
            url=lambda organisation: reverse("public:organisation", args=[organisation.slug]),
            visible_to=lambda user: Organisation.objects.public().select_related("published_revision"),
        )
    )
    register(
        Kind(
            name="service",
            label=_("Service"),
            model=ServiceOffer,
            indexed=lambda: ServiceOffer.objects.public().select_related("organisation"),
            texts=_service,
            url=lambda offer: reverse("public:organisation", args=[offer.organisation.slug]),
            visible_to=lambda user: ServiceOffer.objects.public().select_related("organisation"),
        )
    )
