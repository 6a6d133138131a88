"""Who may do what with resources, meetings, decisions and tasks: one function a question."""

from django.utils import timezone
from django.utils.translation import gettext as _

from protect.accounts.models import User
from protect.accounts.rules import YES, Answer, no
from workgroups.models import Meeting, Proposal, Resource, Task, Workgroup
from workgroups.queries import membership_in
from workgroups.rules import may_moderate, may_write


def may_add(user: User, group: Workgroup) -> Answer:
    """Members of the group; observers read only."""
    return may_write(user, group)


def may_change_resource(user: User, resource: Resource) -> Answer:
    """Members give new versions and mend descriptions; who added it or leads decides who sees it."""
    if resource.removed_at:
        return no(_("This was taken away."))
    return may_write(user, resource.workgroup)


def may_open_up(user: User, resource: Resource) -> Answer:
    """Who sees a resource is decided by whoever added it while in the group, and by those who lead."""
    change = may_change_resource(user, resource)
    if not change:
        return change
    if resource.made_by_id == user.pk or may_moderate(user, resource.workgroup):
        return YES
    return no(_("Whoever added it and the group's coordinator decide about this."))


def may_publish(user: User, group: Workgroup) -> Answer:
    """Only those who lead a group show something to the public."""
    if may_moderate(user, group):
        return YES
    return no(_("Only the group's coordinator shows something to the public. Ask them."))


def may_run_meeting(user: User, meeting: Meeting) -> Answer:
    """Members set up meetings; who did and those who lead change them."""
    write = may_write(user, meeting.workgroup)
    if not write:
        return write
    if meeting.made_by_id == user.pk or may_moderate(user, meeting.workgroup):
        return YES
    return no(_("Whoever set the meeting up and the group's coordinator change it."))


def may_answer(user: User, proposal: Proposal) -> Answer:
    """A member of the group, for their organisation, until the closing time."""
    write = may_write(user, proposal.workgroup)
    if not write:
        return write
    if not proposal.takes_answers:
        return no(_("Answers are no longer taken."))
    if membership_in(user, proposal.workgroup) is None:
        return no(_("You answer for an organisation of the group."))
    return YES


def may_close(user: User, proposal: Proposal, missing: int) -> Answer:
    """Those who lead, once the time is over or nobody is missing."""
    if not may_moderate(user, proposal.workgroup):
        return no(_("The group's coordinator closes a decision."))
    if proposal.closed_at:
        return no(_("This decision is closed."))
    if missing and timezone.now() < proposal.closes_at:
        return no(_("It can be closed when everybody has answered, or when the time is over."))
    return YES


def may_withdraw(user: User, proposal: Proposal) -> Answer:
    """Whoever made a proposal, and those who lead, before it is closed."""
    if proposal.closed_at:
        return no(_("This decision is closed."))
    if proposal.made_by_id == user.pk and may_write(user, proposal.workgroup):
        return YES
    if may_moderate(user, proposal.workgroup):
        return YES
    return no(_("Whoever made the proposal and the group's coordinator withdraw it."))


def may_settle(user: User, task: Task) -> Answer:
    """The person, their organisation's people in the group, whoever gave the task, and those who lead."""
    write = may_write(user, task.workgroup)
    if not write:
        return write
    membership = membership_in(user, task.workgroup)
    ours = membership is not None and membership.organisation_id == task.organisation_id
    if ours or user.pk in (task.person_id, task.made_by_id) or may_moderate(user, task.workgroup):
        return YES
    return no(_("The organisation that has the task says that it is done."))
