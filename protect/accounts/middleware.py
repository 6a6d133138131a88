"""Two gates that every signed-in request passes: the second factor, and private pages."""

import logging
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from protect.accounts.rules import remember_for_request
from protect.accounts.second_factor import is_required, satisfied
from protect.accounts.sessions import expired, touch

log = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# What a person who still owes the second factor may open: the way to it, and the way out.
OPEN_VIEWS = frozenset(
    {
        "second_factor_needed",
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
        "account_email_verification_sent",
        "mfa_index",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_edit_webauthn",
        "mfa_login_webauthn",
        "mfa_reauthenticate_webauthn",
        "set_language",
        "javascript-catalog",
    }
)
# Public pages that ask who looks: there the second factor comes first, and leads back.
ASKS_WHO = frozenset({"members:invitation"})


class SecondFactorMiddleware:
    """Keep those who must have a second factor out of everything until their session used one.

    Public pages stay open to them as to anybody: for such a request they are nobody.

    Asked at every request, so that removing the last factor closes the door again
    (allauth's `can_delete_authenticator` is not asked for passkeys).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            remember_for_request(request.user)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponseBase | None:
        user = request.user
        match = request.resolver_match
        if not user.is_authenticated or (match and match.view_name in OPEN_VIEWS):
            return None
        if not is_required(user) or satisfied(request, user):
            return None
        if not getattr(view, "login_required", True) and match and match.view_name not in ASKS_WHO:
            request.user = AnonymousUser()
            return None
        log.warning("second factor missing: user %s at %s", user.pk, match.view_name if match else "?")
        if _wants_no_page(request):
            return HttpResponse(status=403)
        page = reverse("second_factor_needed")
        if request.method == "GET":
            page += "?" + urlencode({"next": request.get_full_path()})
        return redirect(page)


class PrivatePagesMiddleware:
    """Signed-in pages stay out of caches and indexes; sessions end in time; leaving clears the browser."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        signed_in = request.user.is_authenticated
        if signed_in:
            if expired(request.session, request.user):
                logout(request)  # LoginRequiredMiddleware asks to sign in again, and comes back here
            elif touch(request.session):
                UserSession.objects.create_from_request(request)
        response = self.get_response(request)
        if signed_in or request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
            response["X-Robots-Tag"] = "noindex"
        match = request.resolver_match
        if signed_in and not request.user.is_authenticated and match and match.view_name == "account_logout":
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


def safe_next(request: HttpRequest, url: str | None = None) -> str:
    """The `next` address of this request where it is our own, otherwise the page after sign-in."""
    url = request.GET.get("next", "") if url is None else url
    ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if ours else str(settings.LOGIN_REDIRECT_URL)


def _wants_no_page(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true" or not request.accepts("text/html")
