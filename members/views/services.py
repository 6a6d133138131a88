"""Services offered: the list of an organisation, writing one, and the secretariat's confirmation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.actions.services import REMIND, confirm_offer, end_offer, save_offer
from members.forms import OFFER_LISTS, OfferForm
from members.models import Organisation, ServiceOffer
from members.rules import may_confirm_offer, may_edit_profile
from members.views.finding import find_organisation
from protect.accounts.doors import person, secretariat_only


def find_offer(organisation: Organisation, pk: int) -> ServiceOffer:
    """A live version of a service of the organisation."""
    rows = ServiceOffer.objects.live().select_related("organisation", "created_by", "confirmed_by")
    return get_object_or_404(rows.prefetch_related(*OFFER_LISTS), organisation=organisation, pk=pk)


@require_safe
def offers(request: HttpRequest, slug: str) -> HttpResponse:
    """What the organisation offers: what the public sees, and what waits."""
    organisation = find_organisation(request, slug)
    live = organisation.offers.live().select_related("organisation").prefetch_related(*OFFER_LISTS)
    soon = timezone.localdate() + REMIND
    context = {
        "organisation": organisation,
        "offers": live,
        "soon": [o.pk for o in live if o.licence_expires_on and o.licence_expires_on <= soon],
        "may_edit": may_edit_profile(person(request), organisation),
    }
    return render(request, "members/offers.html", context)


def new_offer(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a service down."""
    organisation = find_organisation(request, slug)
    if not may_edit_profile(person(request), organisation):
        raise Http404
    form = OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and saved(request, organisation, form, None):
        return redirect("members:offers", slug)
    return render(request, "members/offer_edit.html", {"organisation": organisation, "form": form})


def edit_offer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a service: the next version of it waits for the secretariat."""
    organisation = find_organisation(request, slug)
    offer = find_offer(organisation, pk)
    if not may_edit_profile(person(request), organisation):
        raise Http404
    form = OfferForm(request.POST or None, initial=initial_of_offer(offer))
    if request.method == "POST" and form.is_valid() and saved(request, organisation, form, offer):
        return redirect("members:offers", slug)
    context = {"organisation": organisation, "form": form, "offer": offer}
    return render(request, "members/offer_edit.html", context)


def initial_of_offer(offer: ServiceOffer) -> dict[str, Any]:
    """A service as a form's initial values."""
    plain = {name: getattr(offer, name) for name in OfferForm.Meta.fields}
    return plain | {
        "counties": offer.county_codes,
        "audiences": offer.audience_codes,
        "languages": offer.language_codes,
    }


def saved(
    request: HttpRequest, organisation: Organisation, form: OfferForm, replaces: ServiceOffer | None
) -> bool:
    """Save what the form holds; False with the fault in the form."""
    lists = {name: form.cleaned_data[name] for name in OFFER_LISTS}
    fields = {name: form.cleaned_data[name] for name in OfferForm.Meta.fields}
    try:
        save_offer(organisation, fields, lists, by=person(request), replaces=replaces)
    except ValidationError as fault:
        form.add_error(None, fault.messages)
        return False
    messages.success(request, _("Saved. The public sees it when the secretariat has confirmed it."))
    return True


@require_safe
def offer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A service as it reads; the secretariat confirms it here."""
    organisation = find_organisation(request, slug)
    found = find_offer(organisation, pk)
    context = {
        "organisation": organisation,
        "offer": found,
        "replaces": ServiceOffer.objects.live()
        .filter(public_id=found.public_id)
        .exclude(pk=found.pk)
        .first(),
        "may_confirm": may_confirm_offer(person(request), found),
        "may_edit": may_edit_profile(person(request), organisation),
    }
    return render(request, "members/offer.html", context)


@require_POST
@secretariat_only
def confirm(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The secretariat lets the public see it."""
    found = find_offer(find_organisation(request, slug), pk)
    try:
        confirm_offer(found, by=person(request))
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
        return redirect("members:offer", slug, pk)
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
        return redirect("members:offer", slug, pk)
    messages.success(request, _("The service is public."))
    return redirect("members:waiting")


@require_POST
def end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The service is offered no more."""
    found = find_offer(find_organisation(request, slug), pk)
    try:
        end_offer(found, by=person(request))
    except PermissionDenied as refusal:
        raise Http404 from refusal
    messages.success(request, _("The service is no longer offered."))
    return redirect("members:offers", slug)
