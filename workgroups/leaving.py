"""What an organisation holds in the working groups when it leaves the platform."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from members.exporting import as_json
from members.leaving import File, Holding, Room, register_room
from members.models import Organisation
from workgroups.actions.membership import end_group_membership
from workgroups.models import Post, WorkgroupMembership

COORDINATOR = WorkgroupMembership.Role.COORDINATOR


def holdings(organisation: Organisation) -> Iterable[Holding]:
    """Seats in groups. A group without another coordinator gets one before the organisation leaves."""
    seats = WorkgroupMembership.objects.live().filter(organisation=organisation)
    for seat in seats.select_related("user", "workgroup"):
        others = WorkgroupMembership.objects.live().filter(workgroup=seat.workgroup, role=COORDINATOR)
        alone = seat.role == COORDINATOR and not others.exclude(organisation=organisation).exists()
        words = _("%(who)s coordinates the group %(group)s") if alone else _("%(who)s in the group %(group)s")
        yield Holding(words % {"who": seat.user, "group": seat.workgroup}, blocks=alone)


def end(organisation: Organisation) -> None:
    """Every seat ends; what was written keeps the organisation's name."""
    for seat in WorkgroupMembership.objects.filter(organisation=organisation, until=None):
        end_group_membership(seat, by=None)


def export(organisation: Organisation) -> Iterable[File]:
    """Seats, and the posts that were written for the organisation."""
    seats = WorkgroupMembership.objects.filter(organisation=organisation).order_by("since", "pk")
    yield (
        "memberships.json",
        as_json(
            [
                {
                    "who": s.user.name,
                    "group": s.workgroup.slug,
                    "role": s.role,
                    "since": s.since,
                    "until": s.until,
                }
                for s in seats.select_related("user", "workgroup")
            ]
        ),
    )
    posts = Post.objects.filter(organisation=organisation).select_related("author", "thread__workgroup")
    yield "posts.json", as_json([post_data(post) for post in posts.order_by("pk")])


def post_data(post: Post) -> dict[str, object]:
    """A post as it stands; a redacted one holds no text any more."""
    return {
        "group": post.thread.workgroup.slug,
        "thread": post.thread.title,
        "author": post.author.name,
        "at": post.made_at,
        "text": post.text,
    }


def register() -> None:
    """Called once, when the app is ready."""
    register_room(Room("workgroups", holdings, end, export))
