"""What an organisation holds in the working groups when it leaves: seats, roles and tasks that go to others.

`seat-12` and `task-12` name a role and a task. A role goes to somebody else's seat in the group, a task to
another organisation of the group.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from members.leaving import Choice, Holding, Room, register_room
from members.models import Organisation
from protect.audit.actions import record
from protect.notices.actions import notify
from workgroups.actions.membership import begin_group_membership, end_group_membership
from workgroups.actions.telling import listeners, tell_of
from workgroups.models import Task, Workgroup, WorkgroupMembership
from workgroups.queries import members_of
from workgroups.taking_along import export

Role = WorkgroupMembership.Role


def holdings(organisation: Organisation) -> Iterable[Holding]:
    """Seats, which end; roles and open tasks, which others take on or nobody does any more."""
    seats = WorkgroupMembership.objects.live().filter(organisation=organisation)
    for seat in seats.select_related("user", "workgroup"):
        if seat.role in WorkgroupMembership.LEADING:
            yield role_of(seat, organisation)
        else:
            yield Holding(_("%(who)s in the group %(group)s") % {"who": seat.user, "group": seat.workgroup})
    for task in Task.objects.open().filter(organisation=organisation).select_related("workgroup"):
        yield Holding(
            _("Task in the group %(group)s: %(what)s") % {"group": task.workgroup, "what": task.what},
            key=f"task-{task.pk}",
            choices=tuple((o.slug, str(o)) for o in organisations_left_in(task.workgroup, organisation)),
        )


def role_of(seat: WorkgroupMembership, organisation: Organisation) -> Holding:
    """A leading role. The last coordinator's is not laid down while somebody else could take it on."""
    rest = others(seat.workgroup, organisation)
    last = seat.role == Role.COORDINATOR and not rest.filter(role=Role.COORDINATOR).exists()
    choices: tuple[Choice, ...] = tuple((str(one.user_id), f"{one.user}, {one.organisation}") for one in rest)
    return Holding(
        _("%(who)s is %(role)s of the group %(group)s")
        % {"who": seat.user, "role": seat.get_role_display(), "group": seat.workgroup},
        key=f"seat-{seat.pk}",
        choices=choices,
        may_lay_down=not (last and choices),
    )


def others(group: Workgroup, organisation: Organisation) -> QuerySet[WorkgroupMembership]:
    """The seats of everybody else in the group who writes there."""
    return members_of(group).exclude(organisation=organisation).exclude(role=Role.OBSERVER)


def organisations_left_in(group: Workgroup, organisation: Organisation) -> list[Organisation]:
    """Who else could do a task of the group."""
    return list(Organisation.objects.filter(pk__in=others(group, organisation).values("organisation")))


def hand_over(organisation: Organisation, key: str, to: str) -> None:
    """Give a role or a task to whom it was promised."""
    kind, _dash, pk = key.partition("-")
    if kind == "seat":
        hand_over_role(WorkgroupMembership.objects.live().get(pk=pk, organisation=organisation), to)
    else:
        hand_over_task(Task.objects.open().get(pk=pk, organisation=organisation), to)


def hand_over_role(seat: WorkgroupMembership, to: str) -> None:
    """The other takes the role, unless they lead already; they read what they read before."""
    heir = others(seat.workgroup, seat.organisation).filter(user=int(to)).select_related("user").first()
    if heir is None:
        raise ValidationError(_("Whoever was to take on a role has left the group. Choose again."))
    if heir.role != Role.COORDINATOR:
        begin_group_membership(
            heir.user, seat.workgroup, heir.organisation, seat.role, by=None, history_from=heir.history_from
        )
    with override("ro"):
        path = reverse("workgroups:group", args=[seat.workgroup.slug])

    def compose() -> tuple[str, str]:
        subject = _("You take on a role in a working group")
        return subject, _("The organisation that had it left the platform.")

    notify([heir.user], "handed-over", compose, path)


def hand_over_task(task: Task, to: str) -> None:
    """The other organisation does it; its people in the group are told."""
    heir = next((o for o in organisations_left_in(task.workgroup, task.organisation) if o.slug == to), None)
    if heir is None:
        raise ValidationError(_("Whoever was to take on a task has left the group. Choose again."))
    task.organisation, task.person = heir, None
    task.save(update_fields=["organisation", "person"])
    record("task.hand_over", task, by=None, organisation_id=heir.pk, group=task.workgroup.slug)
    theirs = members_of(task.workgroup).filter(organisation=heir).values("user")
    told = listeners(task.workgroup).filter(pk__in=theirs)
    tell_of(task, told)


def end(organisation: Organisation) -> None:
    """Every seat ends; what was written keeps the organisation's name."""
    for seat in WorkgroupMembership.objects.filter(organisation=organisation, until=None):
        end_group_membership(seat, by=None)


def register() -> None:
    """Called once, when the app is ready."""
    register_room(Room("workgroups", holdings, end, export, hand_over))
