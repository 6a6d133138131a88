"""What the public finds of the members: organisations and their services, in both languages."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.counties import COUNTIES
from members.models import Audience, OfferKind, Organisation, ServiceOffer
from protect.romanian.languages import both
from protect.search.index import index
from protect.search.models import Document
from protect.search.registry import Kind, Texts, register


def _organisation(organisation: Organisation) -> Texts:
    profile = organisation.published_revision
    assert profile is not None
    names = ("summary", "mission", "vision", "activity", "programmes", "served")
    texts = [both(getattr(profile, f"{name}_ro"), getattr(profile, f"{name}_en")) for name in names]
    shown = [first or second for first, second in texts] + [second for _first, second in texts]
    said: list[str] = [*shown, profile.cities, *(COUNTIES[code].name for code in profile.county_codes)]
    said += [str(Audience(code).label) for code in profile.audience_codes]
    return Texts(organisation.name, joined(said), [*filter(None, shown)])


def _service(offer: ServiceOffer) -> Texts:
    described = both(offer.description_ro, offer.description_en)
    said: list[str] = [*described, offer.name_ro, offer.name_en]
    said += [str(OfferKind(offer.kind).label), offer.nomenclature_code]
    said += [COUNTIES[code].name for code in offer.county_codes]
    said += [str(Audience(code).label) for code in offer.audience_codes]
    shown = [*filter(None, described)]
    return Texts(f"{offer.name}, {offer.organisation.name}", joined(said), shown)


def joined(texts: Iterable[str]) -> str:
    """All of them in a row, each once."""
    return " ".join(dict.fromkeys(filter(None, texts)))


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
