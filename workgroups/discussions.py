"""The discussions on a group's page: the threads that moved last, and what is new in them."""

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from protect.accounts.models import User
from workgroups.models import ReadPosition, Thread, Workgroup, reads
from workgroups.rules import may_moderate, may_write
from workgroups.sections import section

ON_THE_PAGE = 8


def threads_of(group: Workgroup, user: User) -> QuerySet[Thread]:
    """What `user` reads of the group's threads: pinned ones first, each with the number of new posts."""
    read = ReadPosition.objects.filter(user=user, thread=OuterRef("pk")).values("sequence")
    since = reads(user).get(group.pk)
    theirs = Q(posts__made_at__gte=since) if since else Q()
    return (
        Thread.objects.visible_to(user)
        .filter(workgroup=group)
        .select_related("workgroup")
        .annotate(position=Coalesce(Subquery(read), 0))
        .annotate(
            new=Count("posts", filter=Q(posts__sequence__gt=F("position")) & ~Q(posts__author=user) & theirs)
        )
        .order_by(F("pinned_at").desc(nulls_last=True), "-last_post_at")
    )


def register() -> None:
    """Called once, when the app is ready."""

    @section("discussions", "workgroups/_discussions.html", position=20)
    def discussions(user: User, group: Workgroup) -> dict[str, object]:
        found = list(threads_of(group, user)[: ON_THE_PAGE + 1])
        return {
            "threads": found[:ON_THE_PAGE],
            "more": len(found) > ON_THE_PAGE,
            "may_write": may_write(user, group),
            "may_moderate": may_moderate(user, group),
        }
