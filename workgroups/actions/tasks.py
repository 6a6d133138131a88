"""Tasks: given, done, opened again."""

import datetime
import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Organisation
from protect.accounts.models import User
from protect.audit.actions import record
from workgroups.actions.telling import listeners, tell_of
from workgroups.models import Meeting, Proposal, Task, Workgroup
from workgroups.queries import members_of
from workgroups.thing_rules import may_add, may_settle

FOREIGN = ["workgroup", "organisation", "person", "meeting", "proposal", "made_by", "done_by"]


def give_task(
    group: Workgroup,
    what: str,
    organisation: Organisation,
    due_on: datetime.date,
    *,
    by: User,
    person: User | None = None,
    meeting: Meeting | None = None,
    proposal: Proposal | None = None,
    key: uuid.UUID | None = None,
) -> Task:
    """Give a task to an organisation of the group, or to one of its people there."""
    allowed = may_add(by, group)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    key = key or uuid.uuid4()
    sent = Task.objects.filter(key=key, made_by=by).first()
    if sent:
        return sent
    theirs = members_of(group).filter(organisation=organisation)
    if not theirs.exists() or (person and not theirs.filter(user=person).exists()):
        raise ValidationError({"organisation": _("Choose an organisation or a person of the group.")})
    task = Task(
        key=key, workgroup=group, what=what.strip(), organisation=organisation, person=person, due_on=due_on,
        meeting=meeting if meeting and meeting.workgroup_id == group.pk else None,
        proposal=proposal if proposal and proposal.workgroup_id == group.pk else None, made_by=by,
    )  # fmt: skip
    task.full_clean(exclude=FOREIGN, validate_constraints=False)
    try:
        with transaction.atomic():
            task.save(force_insert=True)
            record("task.give", task, by=by, organisation_id=organisation.pk, group=group.slug)
            _tell_whose_it_is(task, by)
    except IntegrityError:
        return Task.objects.get(key=key, made_by=by)
    return task


def _tell_whose_it_is(task: Task, by: User) -> None:
    """The person, or everybody of the organisation in the group."""
    theirs = members_of(task.workgroup).filter(organisation=task.organisation)
    told = listeners(task.workgroup, besides=by).filter(pk__in=theirs.values("user"))
    told = told.filter(pk=task.person_id) if task.person_id else told
    tell_of(task, told)


@transaction.atomic
def settle(task: Task, done: bool, *, by: User) -> Task:
    """Say that a task is done, or that it is not after all."""
    task = Task.objects.select_for_update(of=("self",)).select_related("workgroup").get(pk=task.pk)
    allowed = may_settle(by, task)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    if done != bool(task.done_at):
        task.done_at, task.done_by = (timezone.now(), by) if done else (None, None)
        task.save(update_fields=["done_at", "done_by"])
        record("task.done" if done else "task.reopen", task, by=by, organisation_id=task.organisation_id)
    return task
