"""From a request to the token that it shows, within the limits of its rate."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from protect.accounts.rules import remember_for_request
from protect.api.actions import PREFIX, digest_of, note_use
from protect.api.models import Token
from protect.api.problems import Problem, no_token
from protect.api.rules import opens


class ByToken(HttpBearer):
    """`Authorization: Bearer protect_…`; the request then is its person's."""

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        """The live token of this secret; its person becomes the one who asks."""
        found = None
        if token.startswith(PREFIX) and len(token) < 100:
            rows = Token.objects.live().select_related("user", "organisation")
            found = rows.filter(digest=digest_of(token)).first()
        if found is None or not opens(found):
            limit(f"api-refused:{address(request)}", settings.API_REFUSALS_A_MINUTE)
            raise no_token()
        limit(f"api:{found.pk}", settings.API_REQUESTS_A_MINUTE)
        note_use(found)
        remember_for_request(found.user)
        request.user = found.user
        return found


def address(request: HttpRequest) -> str:
    """Where the request comes from, as the sign-in sees it."""
    return str(get_adapter().get_client_ip(request) or "")


def limit(name: str, most: int) -> None:
    """At most so many a minute; 0 is no limit."""
    if not most:
        return
    minute, second = divmod(int(timezone.now().timestamp()), 60)
    key = f"{name}:{minute}"
    cache.add(key, 0, 120)
    try:
        used = cache.incr(key)
    except ValueError:  # it ran out between the two calls
        return
    if used > most:
        raise Problem(
            429, "too-many", _("Wait a minute, then go on."), headers={"Retry-After": str(60 - second)}
        )
