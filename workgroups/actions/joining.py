"""Ways into a group: a request, the coordinator's invitation, the secretariat's broken glass."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Organisation
from protect.accounts.models import User
from protect.accounts.rules import forget
from protect.audit.actions import record
from protect.notices.actions import notify
from workgroups.actions.membership import begin_group_membership
from workgroups.actions.moderating import romanian_path
from workgroups.models import Admission, Opening, Workgroup, WorkgroupMembership
from workgroups.queries import leaders_of, membership_in, organisations_of
from workgroups.rules import may_admit, may_ask_to_join, may_break_glass


def _make(admission: Admission) -> Admission:
    if admission.workgroup.admissions.filter(user=admission.user, decided_at=None).exists():
        raise ValidationError(_("An answer is still awaited."))
    admission.text = admission.text.strip()
    admission.full_clean(exclude=["workgroup", "user", "organisation", "made_by", "decided_by"])
    admission.save()
    record("admission." + admission.kind, admission, by=admission.made_by, group=admission.workgroup.slug)
    return admission


@transaction.atomic
def ask_to_join(group: Workgroup, organisation: Organisation, text: str = "", *, by: User) -> Admission:
    """Ask those who lead a group to be let in for one's organisation."""
    allowed = may_ask_to_join(by, group)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    if not organisations_of(by).filter(pk=organisation.pk).exists():
        raise PermissionDenied
    asked = _make(
        Admission(
            workgroup=group, user=by, organisation=organisation, kind=Admission.Kind.ASKED,
            text=text, made_by=by,
        )
    )  # fmt: skip
    notify(
        leaders_of(group),
        "admission",
        lambda: (_("Somebody asks to join your group"), _("Look at the request and answer it.")),
        romanian_path("workgroups:people", group.slug),
    )
    return asked


@transaction.atomic
def invite_to_group(
    group: Workgroup, user: User, organisation: Organisation, role: str, *, reads_history: bool, by: User
) -> Admission:
    """Invite staff of a member organisation; they are in once they say yes."""
    if not may_admit(by, group) or not organisations_of(user).filter(pk=organisation.pk).exists():
        raise PermissionDenied
    if membership_in(user, group):
        raise ValidationError(_("This person belongs to the group already."))
    invited = _make(
        Admission(
            workgroup=group, user=user, organisation=organisation, kind=Admission.Kind.INVITED,
            role=role, reads_history=reads_history, made_by=by,
        )
    )  # fmt: skip
    notify(
        [user],
        "admission",
        lambda: (_("You are invited to a working group"), _("Say on the portal whether you join.")),
        romanian_path("workgroups:list"),
    )
    return invited


@transaction.atomic
def answer_admission(
    admission: Admission, accepted: bool, *, by: User, reads_history: bool | None = None
) -> WorkgroupMembership | None:
    """Say yes or no: to a request those who lead the group, to an invitation whoever was invited.

    A yes counts only while the person still belongs to the organisation, and whoever invited still may.
    """
    admission = Admission.objects.select_for_update().get(pk=admission.pk)
    asked = admission.kind == Admission.Kind.ASKED
    may = may_admit(by, admission.workgroup) if asked else by == admission.user
    if not may or admission.decided_at:
        raise PermissionDenied
    if accepted and not stands(admission):
        raise ValidationError(_("This no longer holds: ask, or invite, once more."))
    if reads_history is not None and asked:
        admission.reads_history = reads_history
    now = timezone.now()
    admission.decided_at, admission.decided_by, admission.accepted = now, by, accepted
    admission.save(update_fields=["decided_at", "decided_by", "accepted", "reads_history"])
    record("admission.answer", admission, by=by, accepted=accepted)
    if asked:
        notify(
            [admission.user],
            "admission",
            lambda: (_("Your request to join a group was answered"), _("See the answer on the portal.")),
            romanian_path("workgroups:list"),
        )
    if not accepted:
        return None
    return begin_group_membership(
        admission.user, admission.workgroup, admission.organisation, admission.role,
        by=None if not asked else by, history_from=None if admission.reads_history else now,
    )  # fmt: skip


def stands(admission: Admission) -> bool:
    """Whether what a request or an invitation rests on is still so."""
    if not organisations_of(admission.user).filter(pk=admission.organisation_id).exists():
        return False
    return admission.kind == Admission.Kind.ASKED or may_admit(admission.made_by, admission.workgroup)


@transaction.atomic
def break_glass(group: Workgroup, reason: str, *, by: User) -> Opening:
    """Let the secretariat read a group for an hour; those who lead it are told who, and why, at once."""
    allowed = may_break_glass(by, group)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    now = timezone.now()
    opening = Opening(
        user=by, workgroup=group, reason=reason.strip(), since=now,
        until=now + datetime.timedelta(hours=Opening.HOURS),
    )  # fmt: skip
    if not opening.reason:
        raise ValidationError({"reason": _("Write why you must read this group.")})
    opening.full_clean(exclude=["user", "workgroup"])
    opening.save()
    record("workgroup.break_glass", opening, by=by, reason=opening.reason, group=group.slug)
    notify(
        leaders_of(group),
        "break-glass",
        lambda: (
            _("The secretariat reads your group"),
            _("The secretariat reads your group for one hour. The reason stands on the group's page."),
        ),
        romanian_path("workgroups:people", group.slug),
    )
    forget(by)
    return opening
