"""The working groups: the list for everybody who signed in, a group for its members."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from protect.accounts.models import User
from workgroups.models import Workgroup
from workgroups.queries import groups_with


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """The five groups and which of them one belongs to."""
    assert isinstance(request.user, User)
    mine = set(groups_with(request.user, "read_workgroup").values_list("pk", flat=True))
    return render(request, "workgroups/list.html", {"groups": Workgroup.objects.all(), "mine": mine})


@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """A group with its members, for those who read it."""
    assert isinstance(request.user, User)
    found = get_object_or_404(groups_with(request.user, "read_workgroup"), slug=slug)
    members = found.memberships.filter(until=None).select_related("user", "organisation")
    return render(request, "workgroups/group.html", {"group": found, "members": members})
