"""Who compiles, who answers, who approves: one function a question."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from beneficiaries.rules import YES, Answer, no
from members.rules import holds
from protect.accounts.models import User
from protect.accounts.rules import is_secretariat, may_see_all
from protect.chapter.models import Chapter, Contribution
from workgroups.models import Workgroup
from workgroups.queries import groups_with


def may_compile(user: User) -> bool:
    """Outline, texts, acceptance, editions: the secretariat."""
    return is_secretariat(user)


def may_read_drafts(user: User, chapter: Chapter) -> bool:
    """The secretariat and auditors at any time; group coordinators once their word is asked for."""
    if may_see_all(user):
        return True
    return chapter.approval_asked_at is not None and coordinates(user).exists()


def coordinates(user: User) -> QuerySet[Workgroup]:
    """The groups that `user` coordinates."""
    return groups_with(user, "moderate_workgroup")


def may_answer(user: User, contribution: Contribution) -> Answer:
    """The editors of the organisation's profile, or the group's coordinators, until it is accepted."""
    if contribution.organisation is not None:
        if not holds(user, "edit_profile", contribution.organisation):
            return no(_("You do not write for this organisation."))
    elif contribution.workgroup not in coordinates(user):
        return no(_("The group's coordinator answers for the group."))
    if contribution.section.completed_at is not None:
        return no(_("The section is finished. Write to the secretariat if something has to change."))
    if not contribution.is_open:
        return no(_("This text was accepted. Write to the secretariat if something has to change."))
    return YES


def may_decide(user: User, contribution: Contribution) -> Answer:
    """The secretariat, on an answer that was sent."""
    if not may_compile(user):
        return no(_("Only the secretariat accepts contributions."))
    if contribution.state == Contribution.State.ASKED:
        return no(_("There is no answer yet."))
    return YES


def may_approve(user: User, chapter: Chapter, group: Workgroup) -> Answer:
    """The group's coordinator, once the secretariat has asked for approval."""
    if not coordinates(user).filter(pk=group.pk).exists():
        return no(_("The group's coordinator speaks for the group."))
    if chapter.approval_asked_at is None:
        return no(_("The secretariat has not asked for approval yet."))
    return YES


def may_comment(user: User, chapter: Chapter) -> bool:
    """The secretariat, and the coordinators who are asked for their word."""
    return may_compile(user) or (chapter.approval_asked_at is not None and coordinates(user).exists())
