"""Waivers: the secretariat asks, a coordinator answers, everybody concerned reads."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.acting import acting_for
from members.queries import organisations_with
from protect.accounts.rules import may_see_all
from services.models import Waiver
from services.releases import actions
from services.releases import waivers as acts
from services.views.finding import person, scope_of, secretariat_only


def page(request: HttpRequest, errors: list[str] | None = None) -> HttpResponse:
    """One's own waivers, those to answer first; all for the secretariat."""
    rows = Waiver.objects.visible_to(person(request)).select_related(
        "organisation", "indicator", "answered_by", "withdrawal__by"
    )
    if not may_see_all(request.user):
        rows = rows.filter(organisation=acting_for(request))
    rows = rows.prefetch_related("indicator__versions")
    signs = set(organisations_with(person(request), "sign_reports").values_list("pk", flat=True))
    context = {
        "rows": [(w, list(w.indicator.versions.all())[-1], w.organisation_id in signs) for w in rows],
        "sees_all": may_see_all(request.user),
        "errors": [("", text) for text in errors or []],
        "has_errors": bool(errors),
    }
    return render(request, "services/waivers.html", context)


@require_safe
def waivers(request: HttpRequest) -> HttpResponse:
    """What was asked, and what was answered."""
    return page(request)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes or no, in writing, once."""
    waiver = get_object_or_404(Waiver.objects.visible_to(person(request)), pk=pk)
    if request.POST.get("answer") not in ("yes", "no"):
        return page(request, [_("Choose: you agree, or you do not.")])
    agreed = request.POST["answer"] == "yes"
    try:
        acts.answer_waiver(waiver, agreed, by=person(request), reason=request.POST.get("reason", "")[:500])
    except PermissionDenied as fault:
        raise Http404 from fault
    except ValidationError as fault:
        return page(request, fault.messages)
    messages.success(request, _("Your answer is recorded."))
    return redirect("services:waivers")


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The word taken back, for the releases to come."""
    waiver = get_object_or_404(Waiver.objects.visible_to(person(request)), pk=pk)
    try:
        acts.withdraw_waiver(waiver, by=person(request), reason=request.POST.get("reason", "")[:500])
    except PermissionDenied as fault:
        raise Http404 from fault
    except ValidationError as fault:
        return page(request, fault.messages)
    messages.success(request, _("Your agreement is withdrawn for the releases to come."))
    return redirect("services:waivers")


@secretariat_only
@require_POST
def ask(request: HttpRequest, scope: str) -> HttpResponse:
    """Ask the organisations that were chosen; only those whose word would help can be."""
    found = scope_of(scope)
    chosen = set(request.POST.getlist("waiver"))
    wanted = [
        (organisation, needed.version.indicator)
        for needed in acts.helpful(actions.planned(found))
        for organisation, _waiver in needed.organisations
        if f"{organisation.pk}:{needed.version.indicator.code}" in chosen
    ]
    made = acts.ask_for_waivers(found.year, wanted, by=person(request))
    messages.success(request, _("Asked: %(number)d.") % {"number": len(made)})
    return redirect("services:prepare", scope)
