"""Organisations and services as HSDS records, field by field. An address is never read here."""

import uuid
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from members.counties import COUNTIES
from members.models import Language, Organisation, ServiceOffer
from protect.public.hsds import schemas
from protect.public.hsds.identifiers import named
from protect.public.hsds.taxonomies import AREAS, AUDIENCES, KINDS, CodeList

WHOLE_COUNTRY = "România"


def services() -> QuerySet[ServiceOffer]:
    """The public services with all that a record needs."""
    offers = ServiceOffer.objects.public().select_related("organisation__published_revision")
    return offers.prefetch_related("counties", "audiences", "languages")


def organisations() -> QuerySet[Organisation]:
    """The organisations of the directory with their services."""
    return (
        Organisation.objects.public()
        .select_related("published_revision")
        .prefetch_related(
            "published_revision__counties",
            "published_revision__audiences",
            Prefetch("offers", queryset=services(), to_attr="public_offers"),
        )
    )


def organisation_brief(organisation: Organisation) -> schemas.OrganizationBrief:
    """The fields of an organisation itself."""
    return schemas.OrganizationBrief(**_organisation(organisation))


def organisation_full(organisation: Organisation) -> schemas.Organization:
    """With its number to call, its attributes and its services."""
    profile = organisation.published_revision
    assert profile is not None
    identifier = organisation.public_id
    attributes = [_attribute(identifier, "organization", AUDIENCES, code) for code in profile.audience_codes]
    attributes += [_attribute(identifier, "organization", AREAS, code) for code in profile.county_codes]
    offers: list[ServiceOffer] = organisation.public_offers  # type: ignore[attr-defined]
    return schemas.Organization(
        **_organisation(organisation),
        phones=_phones(identifier, profile.phone),
        attributes=attributes or None,
        services=[service_full(offer, nested=True) for offer in offers] or None,
    )


def service_brief(offer: ServiceOffer) -> schemas.ServiceBrief:
    """The fields of a service itself, and whose it is."""
    return schemas.ServiceBrief(**_service(offer), organization=organisation_brief(offer.organisation))


def service_full(offer: ServiceOffer, *, nested: bool = False) -> schemas.Service:
    """A service with everything that the public may know of it; within an organisation without that."""
    codes: list[tuple[CodeList, str]] = [(KINDS, offer.kind)]
    codes += [(AUDIENCES, code) for code in offer.audience_codes]
    codes += [(AREAS, code) for code in offer.county_codes]
    return schemas.Service(
        **_service(offer),
        organization=None if nested else organisation_brief(offer.organisation),
        phones=_phones(offer.public_id, offer.phone, offer.hours_ro),
        schedules=_schedules(offer),
        service_areas=_areas(offer),
        languages=_languages(offer),
        cost_options=_costs(offer),
        attributes=[_attribute(offer.public_id, "service", *code) for code in codes],
    )


def minimal(offer: ServiceOffer) -> schemas.Minimal:
    """Only that it is there, and since when it is as it is."""
    assert offer.confirmed_at is not None
    return schemas.Minimal(id=offer.public_id, last_modified=offer.confirmed_at)


def _organisation(organisation: Organisation) -> dict[str, Any]:
    profile = organisation.published_revision
    assert profile is not None
    return {
        "id": organisation.public_id,
        "name": organisation.name,
        "description": profile.text("mission") or profile.text("summary"),
        "website": profile.website or None,
        "email": profile.email or None,
        "year_incorporated": profile.founded,
        "uri": settings.SITE_URL + reverse("public:organisation", args=[organisation.slug]),
    }


def _service(offer: ServiceOffer) -> dict[str, Any]:
    return {
        "id": offer.public_id,
        "organization_id": offer.organisation.public_id,
        "name": offer.name_ro,
        "alternate_name": offer.name_en or None,
        "description": offer.description_ro or None,
        "url": settings.SITE_URL + reverse("public:organisation", args=[offer.organisation.slug]),
        "status": "active",
        "fees_description": "gratuit" if offer.is_free else None,
        "licenses": " ".join(filter(None, (offer.nomenclature_code, offer.licence_number))) or None,
        "assured_date": f"{offer.confirmed_at:%Y-%m-%d}" if offer.confirmed_at else None,
        "last_modified": offer.confirmed_at,
    }


def _phones(owner: uuid.UUID, number: str, hours: str = "") -> list[schemas.Phone] | None:
    if not number:
        return None
    return [schemas.Phone(id=named(owner, "phone"), number=number, type="voice", description=hours or None)]


def _schedules(offer: ServiceOffer) -> list[schemas.Schedule] | None:
    if not offer.hours_ro:
        return None
    return [schemas.Schedule(id=named(offer.public_id, "schedule"), description=offer.hours_ro)]


def _areas(offer: ServiceOffer) -> list[schemas.ServiceArea]:
    """The counties that it serves; never where it is."""
    named_areas = [(COUNTIES[code].name, f"RO-{code}") for code in offer.county_codes]
    if offer.nationwide:
        named_areas = [(WHOLE_COUNTRY, "RO")]
    return [
        schemas.ServiceArea(
            id=named(offer.public_id, "area", code), name=name, extent=code, extent_type="text"
        )
        for name, code in named_areas
    ]


def _languages(offer: ServiceOffer) -> list[schemas.Language] | None:
    return [
        schemas.Language(
            id=named(offer.public_id, "language", code), name=str(Language(code).label), code=code
        )
        for code in offer.language_codes
    ] or None


def _costs(offer: ServiceOffer) -> list[schemas.CostOption] | None:
    if not offer.is_free:
        return None
    return [schemas.CostOption(id=named(offer.public_id, "cost"), option="gratuit", amount=0, currency="RON")]


def _attribute(owner: uuid.UUID, entity: str, codes: CodeList, code: str) -> schemas.Attribute:
    return schemas.Attribute(
        id=named(owner, "attribute", codes.code, code),
        link_id=owner,
        link_entity=entity,
        taxonomy_term_id=codes.term_id(code),
        taxonomy_term=codes.term(code),
    )
