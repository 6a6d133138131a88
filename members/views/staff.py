"""An organisation and its staff; following an invitation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from members.acting import act_for, acting_for
from members.actions import accept_invitation, digest_of, end_membership, revoke_invitation, send_invitation
from members.forms import InvitationForm
from members.gates import INVITATION_SESSION_KEY
from members.models import Invitation, Membership, Organisation, Role
from members.queries import live_memberships
from members.rules import may_manage_staff
from members.views.finding import find_organisation, visible
from members.waiting import lacks_second_coordinator
from protect.accounts.doors import person
from protect.accounts.middleware import safe_next
from protect.accounts.models import User
from protect.accounts.rules import may_see_all

PER_PAGE = 50


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """One's organisations; for the secretariat, all. Whoever belongs to several chooses one to act for."""
    context = {
        "page": Paginator(visible(request), PER_PAGE).get_page(request.GET.get("page")),
        "memberships": live_memberships(person(request)),
        "acting": acting_for(request),
        "sees_all": may_see_all(request.user),
    }
    return render(request, "members/list.html", context)


@require_POST
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Act for this one of one's organisations from now on."""
    found = get_object_or_404(visible(request), slug=slug)
    try:
        act_for(request, found)
    except PermissionDenied as refusal:
        raise Http404 from refusal
    messages.success(request, _("You act for %(organisation)s now.") % {"organisation": found})
    return redirect(safe_next(request, request.POST.get("next", "")))


def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """The staff of an organisation; its coordinators and the secretariat invite here."""
    found = find_organisation(request, slug)
    assert isinstance(request.user, User)
    manages = may_manage_staff(request.user, found)
    form = InvitationForm(request.POST or None, initial={"role": request.GET.get("role", Role.REPORTER)})
    if request.method == "POST":
        if not manages:
            raise Http404
        if form.is_valid() and invited(request, found, form):
            return redirect("members:organisation", found.slug)
    staff = Membership.objects.live().filter(organisation=found).select_related("user")
    context = {
        "organisation": found,
        "staff": staff,
        "lacks_second": manages and lacks_second_coordinator(found),
        "invitations": [i for i in found.invitations.select_related("invited_by")[:50] if i.is_open],
        "manages": manages,
        "form": form,
    }
    return render(request, "members/organisation.html", context)


def invited(request: HttpRequest, organisation: Organisation, form: InvitationForm) -> bool:
    """Invite, and write to the invited; False with the fault in the form."""
    assert isinstance(request.user, User)
    try:
        invitation = send_invitation(
            organisation, form.cleaned_data["email"], form.cleaned_data["role"], by=request.user
        )
    except ValidationError as fault:
        form.add_error("email", fault)
        return False
    messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": invitation.email})
    return True


@require_POST
def end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End somebody's membership."""
    found = find_organisation(request, slug)
    membership = get_object_or_404(Membership.objects.live().filter(organisation=found), pk=pk)
    assert isinstance(request.user, User)
    try:
        end_membership(membership, by=request.user)
    except PermissionDenied as refusal:
        raise Http404 from refusal
    messages.success(request, _("%(who)s no longer belongs to the staff.") % {"who": membership.user})
    return redirect("members:organisations" if membership.user == request.user else found_url(found))


def found_url(organisation: Organisation) -> str:
    """The page of an organisation."""
    return reverse("members:organisation", args=[organisation.slug])


@require_POST
def revoke(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Make an open invitation worthless."""
    found = find_organisation(request, slug)
    assert isinstance(request.user, User)
    try:
        revoke_invitation(get_object_or_404(Invitation, organisation=found, pk=pk), by=request.user)
    except PermissionDenied as refusal:
        raise Http404 from refusal
    return redirect(found_url(found))


@never_cache
@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites, to what; the button accepts. Looking changes nothing: mail scanners look."""
    found = Invitation.objects.filter(token_digest=digest_of(token)).select_related("organisation").first()
    if found is None or not found.is_open:
        return render(request, "members/no_invitation.html", status=404)
    if request.method != "POST":
        return render(request, "members/invitation.html", {"invitation": found})
    if isinstance(request.user, User):
        try:
            accept_invitation(found, by=request.user)
        except PermissionDenied:
            return render(request, "members/no_invitation.html", status=404)
        return redirect("members:organisation", found.organisation.slug)
    request.session[INVITATION_SESSION_KEY] = str(found.pk)
    known = User.objects.filter(email=found.email).exists()
    if known:
        return redirect(f"{reverse('account_login')}?next={request.path}")
    return redirect("account_signup")
