"""Finding help: services in a county, then around it, then for the whole country."""

from dataclasses import dataclass

from django.db.models import Case, Q, QuerySet, Value, When, prefetch_related_objects

from members.counties import COUNTIES, County
from members.models import OfferCounty, ServiceOffer
from protect.public.needs import NEEDS, PEOPLES_KINDS

MOST = 15
UNREACHABLE = Case(
    When(Q(phone="") & Q(organisation__published_revision__phone=""), then=Value(1)), default=Value(0)
)


@dataclass(frozen=True)
class Ring:
    """Services at one distance; `more` says that there are others."""

    name: str
    offers: list[ServiceOffer]
    more: bool


def rings(county: County, need: str = "") -> list[Ring]:
    """The services that help with `need`: here, in the neighbouring counties, nationwide.

    None comes twice, and one that can be called comes before one that cannot.
    """
    kinds = NEEDS[need].kinds if need else PEOPLES_KINDS
    offers = ServiceOffer.objects.public().filter(kind__in=kinds)
    here = offers.filter(pk__in=_serving([county.code]))
    near = offers.filter(pk__in=_serving(county.neighbours)).exclude(pk__in=here.values("pk"))
    whole = offers.filter(nationwide=True).exclude(pk__in=_serving([county.code, *county.neighbours]))
    found = [_ring("here", here), _ring("near", near), _ring("country", whole)]
    prefetch_related_objects(
        [offer for ring in found for offer in ring.offers], "counties", "audiences", "languages"
    )
    return found


def _serving(codes: list[str] | tuple[str, ...]) -> QuerySet:
    return OfferCounty.objects.filter(county__in=codes).values("offer")


def _ring(name: str, offers: QuerySet[ServiceOffer]) -> Ring:
    offers = offers.select_related("organisation__published_revision")
    rows = list(offers.order_by(UNREACHABLE, "-confirmed_at", "pk")[: MOST + 1])
    return Ring(name, rows[:MOST], len(rows) > MOST)


def phone_of(offer: ServiceOffer) -> str:
    """The number to call: the service's own, otherwise the organisation's."""
    profile = offer.organisation.published_revision
    return offer.phone or (profile.phone if profile else "")


def county_by_slug(slug: str) -> County | None:
    """The county of an address such as /gaseste/cluj/."""
    return next((county for county in COUNTIES.values() if county.slug == slug), None)
