"""The list of groups for everybody who signed in, and a group's page for those who read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from workgroups.models import Workgroup, reads
from workgroups.queries import audience_of, members_of
from workgroups.sections import sections_of
from workgroups.views.finding import find_group, person


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """The five groups and which of them one belongs to."""
    mine = set(reads(person(request)))
    return render(request, "workgroups/list.html", {"groups": Workgroup.objects.all(), "mine": mine})


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
