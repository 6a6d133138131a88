"""An organisation leaves, by a guided page of two people; everything that is theirs as one file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.actions.leaving import (
    call_off_departure,
    carry_out_departure,
    decide_handovers,
    propose_departure,
    take_export,
)
from members.handovers import standings
from members.rules import may_carry_out_departure, may_export, may_propose_departure
from members.views.finding import find_organisation
from protect.accounts.doors import person
from protect.accounts.rules import may_see_all


@require_safe
def leaving(request: HttpRequest, slug: str) -> HttpResponse:
    """What ends, what must be handed over first, who has said what."""
    organisation = find_organisation(request, slug)
    user = person(request)
    if not may_export(user, organisation) and not may_see_all(user):
        raise Http404
    departure = organisation.departures.select_related("proposed_by", "carried_out_by").first()
    if departure and departure.called_off_at:
        departure = None
    held = standings(organisation, departure)
    context = {
        "organisation": organisation,
        "departure": departure,
        "held": held,
        "undecided": sum(standing.is_undecided for standing in held),
        "may_propose": may_propose_departure(user, organisation),
        "may_call_off": may_propose_departure(user, organisation, again=True),
        "may_carry_out": departure and may_carry_out_departure(user, departure),
        "may_export": may_export(user, organisation),
    }
    return render(request, "members/leaving.html", context)


@require_POST
def leaving_act(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose, call off or carry out."""
    organisation = find_organisation(request, slug)
    act, user = request.POST.get("act", ""), person(request)
    departure = organisation.departures.filter(carried_out_at=None, called_off_at=None).first()
    try:
        if act == "propose":
            propose_departure(organisation, request.POST.get("reason", ""), by=user)
        elif act == "hand_over" and departure:
            decide_handovers(departure, request.POST.dict(), by=user)
            messages.success(request, _("Saved."))
        elif act == "call_off" and departure:
            call_off_departure(departure, by=user)
        elif act == "carry_out" and departure:
            carry_out_departure(departure, by=user)
            messages.success(request, _("The organisation has left. Nothing was deleted."))
    except PermissionDenied as refusal:
        raise Http404 from refusal
    except ValidationError as fault:
        for text in fault.messages:
            messages.error(request, text)
    return redirect("members:leaving", slug)


@require_POST
def export(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The ZIP; that it was taken is noted, therefore a POST."""
    organisation = find_organisation(request, slug)
    try:
        packed = take_export(organisation, by=person(request))
    except PermissionDenied as refusal:
        raise Http404 from refusal
    name = f"{organisation.slug}.zip"
    response = FileResponse(packed.file, as_attachment=True, filename=name, content_type="application/zip")
    response["X-Content-Type-Options"] = "nosniff"
    return response
