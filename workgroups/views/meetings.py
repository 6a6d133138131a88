"""The meetings of a group."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workgroups.actions.meetings import Lost, call_off, move, set_up, stamp_of, write_minutes
from workgroups.minutes import template_of
from workgroups.models import Meeting, Proposal, Task
from workgroups.standing import electorate
from workgroups.thing_forms import MeetingForm, MinutesForm
from workgroups.thing_rules import may_add, may_run_meeting
from workgroups.views.acting import did, find, tried
from workgroups.views.finding import find_group, person


@require_safe
def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    """What is to come, soonest first, and what was, newest first."""
    group = find_group(request, slug)
    seen = Meeting.objects.visible_to(person(request)).filter(workgroup=group)
    now = timezone.now()
    context = {
        "group": group,
        "coming": seen.filter(ends_at__gt=now).order_by("starts_at"),
        "page": Paginator(seen.filter(ends_at__lte=now), 20).get_page(request.GET.get("page")),
        "may_add": may_add(person(request), group),
    }
    return render(request, "workgroups/meetings.html", context)


@require_safe
def meeting(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A meeting: agenda, who took part, minutes, and what came out of it."""
    found = find(request, Meeting, key)
    user = person(request)
    context = {
        "meeting": found,
        "group": found.workgroup,
        "attendance": found.attendance.select_related("organisation"),
        "proposals": Proposal.objects.visible_to(user).filter(meeting=found).select_related("workgroup"),
        "tasks": Task.objects.visible_to(user).filter(meeting=found).select_related("organisation", "person"),
        "may_run": may_run_meeting(user, found),
        "may_add": may_add(user, found.workgroup),
    }
    return render(request, "workgroups/meeting.html", context)


def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Set a meeting up."""
    group = find_group(request, slug)
    if not may_add(person(request), group):
        raise Http404
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and did(
        form, lambda: set_up(group, form.values, by=person(request), key=form.cleaned_data["key"])
    ):
        messages.success(request, _("The meeting is set up. The group was told."))
        return redirect("workgroups:meetings", slug)
    return render(request, "workgroups/meeting_form.html", {"group": group, "form": form})


def edit(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Move a meeting, or change its agenda."""
    found = find(request, Meeting, key)
    if not may_run_meeting(person(request), found):
        raise Http404
    form = MeetingForm(request.POST or None, meeting=found)
    if request.method == "POST" and did(form, lambda: move(found, form.values, by=person(request))):
        messages.success(request, _("Changed."))
        return redirect(found)
    context = {"group": found.workgroup, "meeting": found, "form": form}
    return render(request, "workgroups/meeting_form.html", context)


@require_POST
def cancel(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Call a meeting off."""
    found = find(request, Meeting, key)
    if request.POST.get("sure") and tried(request, lambda: call_off(found, by=person(request))):
        messages.success(request, _("The meeting is called off. The group was told."))
    return redirect(found)


def minutes(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Write the minutes, from a template where there are none, and note who took part."""
    found = find(request, Meeting, key)
    if not may_run_meeting(person(request), found):
        raise Http404
    initial = {"minutes": found.minutes or template_of(found), "known": stamp_of(found)}
    organisations = electorate(found.workgroup)
    form = MinutesForm(
        request.POST or None, meeting=found, organisations=organisations, initial=initial
    )  # fmt: skip

    def act() -> None:
        data = form.cleaned_data
        write_minutes(found, data["minutes"], form.present, by=person(request), known=data["known"])

    context = {"meeting": found, "group": found.workgroup, "form": form}
    try:
        if request.method == "POST" and did(form, act):
            messages.success(request, _("The minutes are kept."))
            return redirect(found)
    except Lost as lost:
        form.add_error(
            "minutes", _("Somebody else wrote meanwhile. Their text stands below yours: join both.")
        )
        context["theirs"] = lost.theirs
        data = request.POST.copy()
        data["known"] = stamp_of(found)  # whoever has seen both texts may keep theirs
        form.data = data
    return render(request, "workgroups/minutes.html", context)
