"""What resources, meetings, decisions and tasks show on their group's page."""

from django.utils import timezone

from protect.accounts.models import User
from workgroups.models import Meeting, Proposal, Resource, Task, Workgroup
from workgroups.sections import section
from workgroups.standing import standings

SHOWN = 5


@section("decisions", "workgroups/_decisions.html", position=10)
def decisions(user: User, group: Workgroup) -> dict[str, object]:
    """What waits for an answer, with how it stands."""
    seen = Proposal.objects.visible_to(user).filter(workgroup=group).select_related("workgroup")
    waiting = list(seen.open().order_by("closes_at")[:SHOWN])
    standing = standings(waiting)
    return {"waiting": [(proposal, standing[proposal.pk]) for proposal in waiting]}


@section("resources", "workgroups/_resources.html", position=30)
def resources(user: User, group: Workgroup) -> dict[str, object]:
    """The newest."""
    seen = Resource.objects.visible_to(user).filter(workgroup=group)
    return {"resources": seen.with_newest()[:SHOWN], "number": seen.count()}


@section("meetings", "workgroups/_meetings.html", position=40)
def meetings(user: User, group: Workgroup) -> dict[str, object]:
    """The next ones."""
    seen = Meeting.objects.visible_to(user).filter(workgroup=group, ends_at__gt=timezone.now())
    return {"meetings": seen.order_by("starts_at")[:SHOWN]}


@section("tasks", "workgroups/_tasks.html", position=50)
def tasks(user: User, group: Workgroup) -> dict[str, object]:
    """What is to be done soonest."""
    seen = Task.objects.visible_to(user).filter(workgroup=group).select_related("organisation", "person")
    return {"tasks": seen.open()[:SHOWN]}
