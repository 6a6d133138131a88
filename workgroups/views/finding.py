"""What every page of a group begins with: who asks, and whether the thing is there for them."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from protect.accounts.models import User
from workgroups.models import Workgroup
from workgroups.queries import groups_with


def person(request: HttpRequest) -> User:
    """Who is signed in."""
    assert isinstance(request.user, User)
    return request.user


def find_group(request: HttpRequest, slug: str) -> Workgroup:
    """The group, for those who read it; 404 for everybody else."""
    return get_object_or_404(groups_with(request.user, "read_workgroup"), slug=slug)
