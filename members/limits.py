"""How often a stranger may apply: counted here, without asking any third party who they are."""

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

HOUR, DAY = 3_600, 86_400
AN_HOUR_AND_PLACE, A_DAY_AND_ADDRESS, A_DAY = 5, 3, 100


def within(name: str, most: int, seconds: int) -> bool:
    """Whether this is at most the `most`-th of its kind within `seconds`; asking counts."""
    key = f"limit:{name}"
    if cache.add(key, 1, seconds):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ran out in between
        return cache.add(key, 1, seconds)


def may_apply(request: HttpRequest, email: str) -> bool:
    """Few applications from a place in an hour, few letters to an address in a day, and a ceiling for all.

    Place and address are kept as digests: the cache holds nobody's e-mail.
    """
    place = short(get_adapter().get_client_ip(request))
    return (
        within(f"apply:place:{place}", AN_HOUR_AND_PLACE, HOUR)
        and within(f"apply:address:{short(email.casefold())}", A_DAY_AND_ADDRESS, DAY)
        and within("apply:all", A_DAY, DAY)
    )


def short(text: str) -> str:
    """A digest for a key."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
