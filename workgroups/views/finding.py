"""What every page of a group begins with: who asks, and whether the thing is there for them."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from members.acting import on_behalf, ones_organisations
from protect.accounts.models import User
from workgroups.models import Post, Thread, Workgroup
from workgroups.queries import groups_with, membership_in


def person(request: HttpRequest) -> User:
    """Who is signed in."""
    assert isinstance(request.user, User)
    return request.user


def find_group(request: HttpRequest, slug: str) -> Workgroup:
    """The group, for those who read it; 404 for everybody else."""
    found = get_object_or_404(groups_with(request.user, "read_workgroup"), slug=slug)
    sit_for(request, found)
    return found


def sit_for(request: HttpRequest, group: Workgroup) -> None:
    """Whoever works for two organisations acts for the one for which they sit in the group."""
    if len(ones_organisations(request)) > 1:
        seat = membership_in(person(request), group)
        if seat:
            on_behalf(request, seat.organisation)


def find_thread(request: HttpRequest, slug: str, pk: int) -> Thread:
    """A thread of the group, for those who read its last post."""
    threads = Thread.objects.visible_to(person(request)).select_related("workgroup", "summary_by")
    found = get_object_or_404(threads, pk=pk, workgroup__slug=slug)
    sit_for(request, found.workgroup)
    return found


def find_post(request: HttpRequest, slug: str, pk: int) -> Post:
    """A post of the group, for those who read it."""
    posts = Post.objects.visible_to(person(request)).select_related(
        "thread__workgroup", "author", "organisation"
    )
    found = get_object_or_404(posts, pk=pk, thread__workgroup__slug=slug)
    sit_for(request, found.thread.workgroup)
    return found


def number(request: HttpRequest, name: str) -> int | None:
    """A number from the address, None where it holds none."""
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else None
