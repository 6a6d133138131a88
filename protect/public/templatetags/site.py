"""What the public templates say of codes: counties, people, languages, needs, numbers to call."""

import re
from collections.abc import Iterable

from django import template

from members.counties import COUNTIES
from members.models import Audience, Language, OfferKind, ServiceOffer
from protect.public.queries import finder
from protect.romanian.dates import and_list
from protect.romanian.text import sort_key

register = template.Library()


@register.filter
def counties(codes: Iterable[str]) -> str:
    """`Bihor, Cluj și Sălaj`."""
    return and_list(sorted((COUNTIES[code].name for code in codes), key=sort_key))


@register.filter
def audiences(codes: Iterable[str]) -> str:
    """`femei și fete sub 18 ani`, in the order of the model."""
    held = set(codes)
    return and_list([str(audience.label) for audience in Audience if audience.value in held])


@register.filter
def languages(codes: Iterable[str]) -> str:
    """`română, engleză și ucraineană`."""
    held = set(codes)
    return and_list([str(language.label) for language in Language if language.value in held])


@register.filter
def kinds(offers: Iterable[ServiceOffer]) -> str:
    """The kinds of an organisation's services, each once, in the order of the model."""
    held = {offer.kind for offer in offers}
    return "; ".join(str(kind.label) for kind in OfferKind if kind.value in held)


@register.filter
def phone_of(offer: ServiceOffer) -> str:
    """The number to call about a service."""
    return finder.phone_of(offer)


@register.filter
def tel(phone: str) -> str:
    """The address that dials it."""
    return "tel:" + re.sub(r"[^\d+]", "", phone)


@register.filter
def public_address(offer: ServiceOffer) -> str:
    """Where a service is; nothing where people sleep, whatever the row says."""
    return "" if offer.with_accommodation else offer.address
