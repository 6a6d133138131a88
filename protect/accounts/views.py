"""Pages of the account that allauth does not have."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from protect.accounts.middleware import safe_next
from protect.accounts.models import User
from protect.accounts.second_factor import (
    DEMO_SESSION_KEY,
    Factor,
    grace_until,
    is_enrolled,
    is_required,
    preferred_factor,
    satisfied,
)
from protect.audit.actions import record

# Where somebody proves the factor that they have.
PROOF_VIEWS = {
    Factor.WEBAUTHN: "mfa_reauthenticate_webauthn",
    Factor.TOTP: "mfa_reauthenticate",
    None: "mfa_index",
}


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The account: address, password, second factor, sessions, each with its way to change it."""
    context = {"enrolled": is_enrolled(request.user), "grace_until": grace_until(request.user)}
    return render(request, "accounts/home.html", context)


@require_GET
def second_factor_needed(request: HttpRequest) -> HttpResponse:
    """Why a second factor is asked for, and the next step: to enrol one, or to use it once."""
    if not is_required(request.user) or satisfied(request, request.user):
        return redirect(safe_next(request))
    context = {
        "enrolled": is_enrolled(request.user),
        "prove_url": reverse(PROOF_VIEWS[preferred_factor(request.user)]),
        "next": safe_next(request),
    }
    return render(request, "accounts/second_factor_needed.html", context)


@login_not_required
@require_http_methods(["GET", "POST"])
def first_password(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """The first password of somebody whom the command line invited; the link works once."""
    user = _invited(uid)
    if user is None or user.has_usable_password() or not default_token_generator.check_token(user, token):
        raise Http404
    form = SetPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            EmailAddress.objects.update_or_create(
                user=user, email=user.email, defaults={"verified": True, "primary": True}
            )
            record("accounts.first_password", user, by=user)
        return redirect(settings.LOGIN_URL)
    return render(request, "accounts/first_password.html", {"form": form, "person": user})


@login_not_required
@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    """The people of the demonstration, each with a button to sign in as them."""
    _demo_or_404()
    people = User.objects.filter(is_demo=True, is_active=True).order_by("pk")
    return render(request, "accounts/demo.html", {"people": people})


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in as one of the demonstration's people, and as nobody else."""
    _demo_or_404()
    person = get_object_or_404(User, pk=pk, is_demo=True, is_active=True)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    request.session[DEMO_SESSION_KEY] = True
    return redirect(settings.LOGIN_REDIRECT_URL)


def _demo_or_404() -> None:
    if not settings.DEMO_SIGN_IN:
        raise Http404


def _invited(uid: str) -> User | None:
    try:
        return User.objects.filter(pk=int(urlsafe_base64_decode(uid)), is_active=True).first()
    except ValueError:
        return None
