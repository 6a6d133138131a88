"""What waits for a person in the groups: decisions without their organisation's answer, tasks to be done."""

import datetime

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from protect.accounts.models import User
from protect.notices.waiting import Waiting, waits
from workgroups.models import Ballot, Proposal, Task, WorkgroupMembership


def unanswered(user: User) -> list[Proposal]:
    """Open proposals that one's organisation has not answered, soonest first."""
    votes = (
        WorkgroupMembership.objects.live()
        .filter(user=user, workgroup=OuterRef("workgroup"))
        .exclude(role=WorkgroupMembership.Role.OBSERVER)
    )
    seen = Proposal.objects.visible_to(user).open().filter(closes_at__gt=timezone.now())
    waiting = seen.filter(Exists(votes)).annotate(ours=Subquery(votes.values("organisation")[:1]))
    answered = Ballot.objects.filter(proposal=OuterRef("pk"), organisation=OuterRef("ours"))
    return list(waiting.exclude(Exists(answered)).select_related("workgroup").order_by("closes_at"))


def my_tasks(user: User) -> list[Task]:
    """Open tasks of one's own, and of one's organisation where they are nobody's in particular."""
    mine = WorkgroupMembership.objects.live().filter(user=user)
    ours = Q(person=user) | Q(
        Exists(mine.filter(workgroup=OuterRef("workgroup"), organisation=OuterRef("organisation"))),
        person=None,
    )
    seen = Task.objects.visible_to(user).open().filter(ours)
    return list(seen.select_related("workgroup", "organisation").order_by("due_on"))


@waits
def decisions_that_wait(user: User) -> list[Waiting]:
    """For the home page."""
    return [
        Waiting(
            text=proposal.sentence,
            kind=_("Decision"),
            url=proposal.get_absolute_url(),
            due=timezone.localtime(proposal.closes_at).date(),
            where=str(proposal.workgroup),
            organisation=proposal.ours,  # type: ignore[attr-defined]
        )
        for proposal in unanswered(user)
    ]


@waits
def tasks_that_wait(user: User) -> list[Waiting]:
    """For the home page."""
    soon = timezone.localdate() + datetime.timedelta(days=60)
    return [
        Waiting(
            text=task.what,
            kind=_("Task"),
            url=task.get_absolute_url(),
            due=task.due_on,
            where=str(task.workgroup),
            organisation=task.organisation_id,
        )
        for task in my_tasks(user)
        if task.due_on <= soon
    ]
