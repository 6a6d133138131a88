"""Decisions: proposed, answered by organisations, closed with a sentence of outcome, or withdrawn."""

import uuid
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from protect.accounts.models import User
from protect.audit.actions import record
from workgroups.actions.telling import listeners, tell_of
from workgroups.models import Ballot, Meeting, Proposal, Workgroup
from workgroups.queries import membership_in
from workgroups.standing import standing_of
from workgroups.thing_rules import may_add, may_answer, may_close, may_withdraw

FOREIGN = ["workgroup", "meeting", "made_by", "organisation", "closed_by", "proposal", "by"]


def propose(
    group: Workgroup,
    sentence: str,
    closes_at: datetime,
    *,
    by: User,
    explanation: str = "",
    meeting: Meeting | None = None,
    key: uuid.UUID | None = None,
) -> Proposal:
    """Put a sentence to the organisations of the group; the same key, sent twice, proposes once."""
    allowed = may_add(by, group)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    key = key or uuid.uuid4()
    sent = Proposal.objects.filter(key=key, made_by=by).first()
    if sent:
        return sent
    if closes_at <= timezone.now():
        raise ValidationError({"closes_at": _("Choose a time that is still to come.")})
    membership = membership_in(by, group)
    assert membership is not None
    proposal = Proposal(
        key=key, workgroup=group, sentence=sentence.strip(), explanation=explanation.strip(),
        closes_at=closes_at, made_by=by, organisation=membership.organisation,
        meeting=meeting if meeting and meeting.workgroup_id == group.pk else None,
    )  # fmt: skip
    proposal.full_clean(exclude=FOREIGN, validate_constraints=False)
    try:
        with transaction.atomic():
            proposal.save(force_insert=True)
            record(
                "decision.propose", proposal, by=by, organisation_id=membership.organisation_id,
                group=group.slug,
            )  # fmt: skip
            tell_of(proposal, listeners(group, besides=by))
    except IntegrityError:
        return Proposal.objects.get(key=key, made_by=by)
    return proposal


def _locked(proposal: Proposal) -> Proposal:
    """The proposal, held until the act is through: no answer slips in beside its closing."""
    return Proposal.objects.select_for_update(of=("self",)).select_related("workgroup").get(pk=proposal.pk)


@transaction.atomic
def answer(proposal: Proposal, choice: str, reason: str = "", *, by: User) -> Ballot:
    """Answer for one's organisation, or change its answer: whoever of it answered last counts."""
    found = _locked(proposal)
    allowed = may_answer(by, found)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    if choice not in (
        Ballot.Choice.AGREE,
        Ballot.Choice.ABSTAIN,
        Ballot.Choice.DISAGREE,
        Ballot.Choice.OBJECT,
    ):
        raise ValidationError({"choice": _("Choose one of the four answers.")})
    if choice == Ballot.Choice.OBJECT and not reason.strip():
        raise ValidationError({"reason": _("Write why your organisation objects.")})
    membership = membership_in(by, found.workgroup)
    assert membership is not None
    ballot = Ballot.objects.filter(proposal=found, organisation=membership.organisation).first()
    ballot = ballot or Ballot(proposal=found, organisation=membership.organisation)
    before = ballot.choice
    ballot.choice, ballot.reason, ballot.by, ballot.at = choice, reason.strip(), by, timezone.now()
    ballot.full_clean(exclude=FOREIGN, validate_constraints=False)
    ballot.save()
    record(
        "decision.answer", found, by=by, organisation_id=membership.organisation_id,
        choice=choice, before=before,
    )  # fmt: skip
    return ballot


@transaction.atomic
def close(proposal: Proposal, result: str, outcome: str, *, by: User) -> Proposal:
    """Make a decision of it: outcome, the next number of the group's year, and who did not answer."""
    found = _locked(proposal)
    allowed = may_close(by, found, len(standing_of(found).missing))
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    if result not in (Proposal.Result.ADOPTED, Proposal.Result.REJECTED):
        raise ValidationError({"result": _("Say whether it was adopted.")})
    return _finish(found, result, outcome, by)


@transaction.atomic
def withdraw(proposal: Proposal, outcome: str, *, by: User) -> Proposal:
    """Take a proposal back, with the sentence why; it keeps its place in the register."""
    found = _locked(proposal)
    allowed = may_withdraw(by, found)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    return _finish(found, Proposal.Result.WITHDRAWN, outcome, by)


def _finish(found: Proposal, result: str, outcome: str, by: User) -> Proposal:
    if not outcome.strip():
        raise ValidationError({"outcome": _("Write the outcome in one sentence.")})
    Workgroup.objects.select_for_update().get(pk=found.workgroup_id)  # one number at a time
    now = timezone.now()
    year = timezone.localtime(now).year
    last = Proposal.objects.filter(workgroup=found.workgroup, year=year).aggregate(last=Max("number"))["last"]
    Ballot.objects.bulk_create(
        Ballot(proposal=found, organisation=organisation, choice=Ballot.Choice.SILENT, at=now)
        for organisation in standing_of(found).missing
    )
    found.closed_at, found.closed_by = now, by
    found.result, found.outcome = result, outcome.strip()
    found.year, found.number = year, (last or 0) + 1
    found.full_clean(exclude=FOREIGN, validate_constraints=False)
    found.save()
    record("decision.close", found, by=by, result=result, reference=found.reference)
    tell_of(found, listeners(found.workgroup, besides=by))
    return found
