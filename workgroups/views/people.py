"""Who belongs to a group, and the ways in and out of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members.acting import acting_with
from workgroups.actions.joining import answer_admission, ask_to_join, break_glass, invite_to_group
from workgroups.actions.membership import begin_group_membership, end_group_membership
from workgroups.forms import BreakGlassForm, InviteForm, JoinForm, Role
from workgroups.models import Admission, Workgroup, WorkgroupMembership
from workgroups.queries import groups_with, members_of, organisations_of
from workgroups.rules import may_admit, may_ask_to_join, may_break_glass
from workgroups.views.finding import person, sit_for


def manageable(request: HttpRequest, slug: str) -> Workgroup:
    """The group, for its members, its leaders and the secretariat that sets groups up."""
    group = get_object_or_404(Workgroup, slug=slug)
    readable = groups_with(person(request), "read_workgroup").filter(pk=group.pk).exists()
    if not readable and not may_admit(person(request), group):
        raise Http404
    sit_for(request, group)
    return group


def people(request: HttpRequest, slug: str) -> HttpResponse:
    """The members; for those who admit, also who asks to join, and an invitation."""
    group, user = manageable(request, slug), person(request)
    admits = may_admit(user, group)
    form = InviteForm(request.POST or None, group=group)
    if request.method == "POST" and admits and form.is_valid() and invited(request, group, form):
        return redirect("workgroups:people", slug)
    waiting = group.admissions.filter(decided_at=None).select_related("user", "organisation")
    context = {
        "group": group, "members": members_of(group), "admits": admits, "form": form,
        "waiting": waiting if admits else [], "roles": Role.choices,
        "openings": group.openings.select_related("user")[:5] if admits else [],
    }  # fmt: skip
    return render(request, "workgroups/people.html", context)


def invited(request: HttpRequest, group: Workgroup, form: InviteForm) -> bool:
    """Send the invitation; a fault stands at its field."""
    data = form.cleaned_data
    user = data["email"]
    organisation = organisations_of(user).first()
    assert organisation is not None
    try:
        invite_to_group(
            group, user, organisation, data["role"], reads_history=data["reads_history"], by=person(request)
        )
    except ValidationError as fault:
        form.add_error("email", fault)
        return False
    messages.success(request, _("The invitation was sent."))
    return True


def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to be let in."""
    group, user = get_object_or_404(Workgroup, slug=slug), person(request)
    if not may_ask_to_join(user, group):
        raise Http404
    shown = organisations_of(user) if request.POST else acting_with(request, "view_internal")
    form = JoinForm(request.POST or None, organisations=shown)
    if request.method == "POST" and form.is_valid():
        try:
            ask_to_join(group, form.cleaned_data["organisation"], form.cleaned_data["text"], by=user)
        except ValidationError as fault:
            form.add_error("text", fault.messages)
        else:
            messages.success(request, _("Your request was sent. The coordinator answers it."))
            return redirect("workgroups:list")
    return render(request, "workgroups/join.html", {"group": group, "form": form})


@require_POST
def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say yes or no to a request or an invitation."""
    admission = get_object_or_404(
        Admission.objects.select_related("workgroup", "user"), pk=pk, workgroup__slug=slug, decided_at=None
    )
    history = "history" in request.POST if admission.kind == Admission.Kind.ASKED else None
    try:
        answer_admission(admission, "yes" in request.POST, by=person(request), reads_history=history)
    except PermissionDenied:
        raise Http404 from None
    except ValidationError as fault:
        messages.warning(request, fault.messages[0])
    mine = admission.user == person(request)
    return redirect("workgroups:list") if mine else redirect("workgroups:people", slug)


@require_POST
def member(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change what somebody is in the group, or end it; oneself may leave."""
    found = get_object_or_404(
        WorkgroupMembership.objects.live().select_related("user", "workgroup", "organisation"),
        pk=pk, workgroup__slug=slug,
    )  # fmt: skip
    user = person(request)
    try:
        if "end" in request.POST:
            end_group_membership(found, by=user)
        elif request.POST.get("role") in Role.values:
            begin_group_membership(
                found.user, found.workgroup, found.organisation, request.POST["role"], by=user,
                history_from=found.history_from,
            )  # fmt: skip
    except PermissionDenied:
        raise Http404 from None
    if may_admit(user, found.workgroup):
        return redirect("workgroups:people", slug)
    return redirect("workgroups:list")


def open_group(request: HttpRequest, slug: str) -> HttpResponse:
    """Break-glass: the secretariat says why it must read a group, and reads it for an hour."""
    group, user = get_object_or_404(Workgroup, slug=slug), person(request)
    if not may_break_glass(user, group):
        raise Http404
    form = BreakGlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            break_glass(group, form.cleaned_data["reason"], by=user)
        except ValidationError as fault:
            form.add_error("reason", fault.messages)
        else:
            return redirect("workgroups:group", slug)
    return render(request, "workgroups/open.html", {"group": group, "form": form})
