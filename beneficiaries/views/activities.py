"""Activities: noted as they happen, from which the lines "trained" and "informed" can be filled."""

import uuid

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from beneficiaries.actions.activities import note_activity, remove_activity
from beneficiaries.forms import ActivityForm
from beneficiaries.models import Activity
from beneficiaries.views.finding import person
from members.acting import acting_with
from members.queries import organisations_with


def activities(request: HttpRequest) -> HttpResponse:
    """The activities of one's organisations, and a form for the next."""
    fills = list(acting_with(request, "fill_reports"))
    form = ActivityForm(request.POST or None)
    if request.method == "POST":
        named = request.POST.get("organisation", "")
        organisation = get_object_or_404(organisations_with(person(request), "fill_reports"), slug=named)
        form.instance.organisation = organisation
        if form.is_valid():
            try:
                note_activity(form.save(commit=False), by=person(request))
                return redirect("beneficiaries:activities")
            except ValidationError as fault:
                form.add_error(None, fault)
    seen = acting_with(request, "view_internal")
    rows = Activity.objects.filter(organisation__in=seen).select_related("organisation", "audience")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "fills": fills}
    return render(request, "beneficiaries/activities.html", context)


@require_POST
def remove(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take an activity back."""
    mine = Activity.objects.filter(organisation__in=organisations_with(person(request), "fill_reports"))
    remove_activity(get_object_or_404(mine, pk=pk), by=person(request))
    return redirect("beneficiaries:activities")
