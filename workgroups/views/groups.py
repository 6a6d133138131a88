"""The list of groups for everybody who signed in, and a group's page for those who read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from protect.accounts.rules import is_secretariat
from workgroups.models import Admission, Workgroup, reads
from workgroups.queries import audience_of, members_of, organisations_of
from workgroups.sections import sections_of
from workgroups.views.finding import find_group, person


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """The five groups: which one reads, which one may ask to join, to which one is invited."""
    user = person(request)
    waiting = Admission.objects.filter(user=user, decided_at=None).select_related(
        "workgroup", "organisation", "made_by"
    )
    asked = {one.workgroup_id for one in waiting if one.kind == Admission.Kind.ASKED}
    staff = organisations_of(user).exists()
    mine = reads(user)

    def standing(group: Workgroup) -> str:
        if group.pk in mine:
            return "reads"
        if group.pk in asked:
            return "asked"
        return "may ask" if staff else ""

    context = {
        "rows": [(group, standing(group)) for group in Workgroup.objects.all()],
        "invitations": [one for one in waiting if one.kind == Admission.Kind.INVITED],
        "manages": is_secretariat(user),
    }
    return render(request, "workgroups/list.html", context)


@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """A group: its discussions, and what other rooms add, part by part; its members."""
    found = find_group(request, slug)
    parts = [
        render_to_string(template, context, request)
        for template, context in sections_of(person(request), found)
    ]
    context = {
        "group": found,
        "parts": parts,
        "members": members_of(found),
        "audience": audience_of(found),
    }
    return render(request, "workgroups/group.html", context)
