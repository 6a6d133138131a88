"""The directory: which member organisations fit what somebody looks for."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from members.models import (
    OfferAudience,
    OfferCounty,
    OfferLanguage,
    Organisation,
    ProfileAudience,
    ProfileCounty,
    ServiceOffer,
)
from protect.public.needs import NEEDS
from protect.romanian.sorting import RomanianOrder


@dataclass(frozen=True)
class Wanted:
    """What the directory is narrowed to; empty where it is not."""

    county: str = ""
    need: str = ""
    serves: str = ""
    language: str = ""


def listed() -> QuerySet[Organisation]:
    """All organisations of the directory, in the order of the alphabet."""
    return Organisation.objects.public().order_by(RomanianOrder("name"), "pk")


def fitting(wanted: Wanted) -> QuerySet[Organisation]:
    """Those that fit. A need or a language is met by one service that meets all that is wanted.

    Without either, an organisation fits by its profile or by any service.
    """
    # A plain list, not a question to each organisation: the database answers it once.
    serving = Q(pk__in=offers_fitting(wanted).order_by().values("organisation"))
    if wanted.need or wanted.language:
        return listed().filter(serving)
    found = listed()
    if wanted.county or wanted.serves:
        said = Q()
        if wanted.county:
            found_in = ProfileCounty.objects.filter(county=wanted.county)
            said &= Q(published_revision__in=found_in.values("revision"))
        if wanted.serves:
            serves = ProfileAudience.objects.filter(audience=wanted.serves)
            said &= Q(published_revision__in=serves.values("revision"))
        found = found.filter(said | serving)
    return found


def offers_fitting(wanted: Wanted) -> QuerySet[ServiceOffer]:
    """The public services that meet all that is wanted; a nationwide one serves every county."""
    offers = ServiceOffer.objects.public()
    if wanted.county:
        offers = offers.filter(Q(nationwide=True) | Q(pk__in=_offers("county", wanted.county)))
    if wanted.need:
        offers = offers.filter(kind__in=NEEDS[wanted.need].kinds)
    if wanted.serves:
        offers = offers.filter(pk__in=_offers("audience", wanted.serves))
    if wanted.language:
        offers = offers.filter(pk__in=_offers("language", wanted.language))
    return offers


def _offers(field: str, value: str) -> QuerySet:
    rows = {"county": OfferCounty, "audience": OfferAudience, "language": OfferLanguage}[field]
    return rows._default_manager.filter(**{field: value}).values("offer")


def with_cards(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """With what a card of the directory shows, in a number of queries that does not grow."""
    return organisations.select_related("published_revision").prefetch_related(
        "published_revision__counties",
        _public_offers(ServiceOffer.objects.public().only("kind", "organisation")),
    )


def with_details(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """With all that an organisation's page shows."""
    return organisations.select_related("published_revision").prefetch_related(
        "published_revision__counties",
        "published_revision__audiences",
        _public_offers(ServiceOffer.objects.public().prefetch_related("counties", "audiences", "languages")),
    )


def _public_offers(offers: QuerySet[ServiceOffer]) -> Prefetch:
    return Prefetch("offers", queryset=offers, to_attr="public_offers")


def organisations_by_county() -> dict[str, int]:
    """How many organisations of the directory work in each county, by their profiles."""
    rows = Organisation.objects.public().order_by().values_list("published_revision__counties__county")
    return dict(rows.annotate(n=Count("pk")).exclude(published_revision__counties=None))
