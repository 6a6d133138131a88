"""One's tokens: made here, shown once, revoked here."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from members.acting import acting_for
from protect.accounts.models import User
from protect.accounts.second_factor import satisfied
from protect.api.actions import make_token, revoke_token
from protect.api.forms import TokenForm
from protect.api.queries import tokens_seen_by
from protect.api.rules import may_make_token, opens


@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens that open or opened something, and a form for another."""
    user = request.user
    assert isinstance(user, User)
    acting = acting_for(request)
    form = TokenForm(user, acting, request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        secret = make(request, user, form)
        if secret:
            form = TokenForm(user, acting)
    context = {
        "tokens": [(token, opens(token)) for token in tokens_seen_by(user)[:100]],
        "form": form,
        "secret": secret,
        "satisfied": satisfied(request, user),
    }
    return render(request, "api/tokens.html", context)


def make(request: HttpRequest, user: User, form: TokenForm) -> str:
    """The secret of a new token, or '' with the fault in the form."""
    organisation = form.places.get(form.cleaned_data["organisation"])
    allowed = may_make_token(request, user, organisation)
    if not allowed:
        form.add_error(None, allowed.why_not)
        return ""
    scope = form.cleaned_data["scope"]
    try:
        return make_token(
            user, organisation, form.cleaned_data["name"], days=int(form.cleaned_data["days"]),
            write=scope in ("write", "submit"), submit=scope == "submit",
        )[1]  # fmt: skip
    except ValidationError as fault:
        form.add_error(None, fault.messages[0])
        return ""


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on this token opens nothing."""
    assert isinstance(request.user, User)
    token = get_object_or_404(tokens_seen_by(request.user), pk=pk)
    try:
        revoke_token(token, by=request.user)
    except PermissionDenied as refusal:
        raise Http404 from refusal
    messages.success(request, _("The token opens nothing any more."))
    return redirect("tokens:tokens")
