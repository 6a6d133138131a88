"""An organisation leaves: proposed by one person, carried out by another; nothing is deleted.

The profile is withdrawn, services and memberships end, sockets close, each lower room ends what is its
own; statistics stay as they are.
"""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from members.actions.staff import end_membership
from members.exporting import Export, export_of
from members.handovers import LAID_DOWN, allows, standings
from members.leaving import rooms
from members.models import Departure, Invitation, Membership, Organisation, Role, ServiceOffer
from members.queries import secretariat, staff_with
from members.rules import may_carry_out_departure, may_export, may_propose_departure
from members.search import follow
from protect.accounts.models import User
from protect.accounts.rules import may_see_all
from protect.accounts.sessions import end_all_sessions
from protect.audit.actions import record
from protect.notices.actions import notify


@transaction.atomic
def propose_departure(organisation: Organisation, reason: str, *, by: User) -> Departure:
    """The first of the two people says that the organisation leaves, and why."""
    refuse(may_propose_departure(by, organisation))
    departure = Departure(organisation=organisation, reason=reason.strip(), proposed_by=by)
    departure.full_clean(exclude=["carried_out_by"])
    departure.save()
    record("departure.propose", departure, by=by, organisation_id=organisation.pk, reason=reason)

    def compose() -> tuple[str, str]:
        subject = _("%(organisation)s wants to leave the platform") % {"organisation": organisation}
        return subject, _("A second person looks at what ends and carries it out, or calls it off.")

    path = reverse("members:leaving", args=[organisation.slug])
    people = (secretariat() | staff_with(organisation, [Role.COORDINATOR])).distinct()
    notify(people.exclude(pk=by.pk), "departure.proposed", compose, path)
    return departure


@transaction.atomic
def call_off_departure(departure: Departure, *, by: User) -> Departure:
    """The organisation stays after all."""
    departure = Departure.objects.select_for_update(of=("self",)).get(pk=departure.pk)
    if not departure.is_open:
        raise PermissionDenied
    refuse(may_propose_departure(by, departure.organisation, again=True))
    departure.called_off_at = timezone.now()
    departure.save(update_fields=["called_off_at"])
    record("departure.call_off", departure, by=by, organisation_id=departure.organisation_id)
    return departure


@transaction.atomic
def decide_handovers(departure: Departure, words: Mapping[str, str], *, by: User) -> int:
    """Say who takes each thing on (a value of its field), or that it is laid down; how many are still open.

    Nothing moves yet: that happens when the second person carries the departure out.
    """
    departure = Departure.objects.select_for_update(of=("self",)).get(pk=departure.pk)
    organisation = departure.organisation
    if not departure.is_open:
        raise PermissionDenied
    refuse(may_propose_departure(by, organisation, again=True))
    for standing in standings(organisation, departure):
        word = words.get(standing.name, "")
        if not standing.holding.key or word in ("", standing.chosen):
            continue
        to = "" if word == LAID_DOWN else word
        if not allows(standing.holding, to):
            raise ValidationError(_("Choose again: %(what)s") % {"what": standing.holding.text})
        departure.handovers.update_or_create(
            room=standing.room.name,
            key=standing.holding.key,
            defaults={
                "what": standing.holding.text[:400], "to": to,
                "to_name": dict(standing.holding.choices).get(to, "")[:300],
                "decided_by": by, "decided_at": timezone.now(),
            },
        )  # fmt: skip
        record(
            "departure.hand_over", departure, by=by, organisation_id=organisation.pk,
            room=standing.room.name, key=standing.holding.key, to=to,
        )  # fmt: skip
    return sum(standing.is_undecided for standing in standings(organisation, departure))


@transaction.atomic
def carry_out_departure(departure: Departure, *, by: User) -> Departure:
    """The second person: everything ends at once, or nothing does."""
    departure = Departure.objects.select_for_update(of=("self",)).get(pk=departure.pk)
    refuse(may_carry_out_departure(by, departure))
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=departure.organisation_id)
    held = standings(organisation, departure)
    undecided = [standing.holding.text for standing in held if standing.is_undecided]
    if undecided:
        raise ValidationError([_("Say first what becomes of it: %(what)s") % {"what": w} for w in undecided])
    for standing in held:
        if standing.said and standing.said.to:
            standing.room.hand_over(organisation, standing.holding.key, standing.said.to)
    for room in rooms():
        room.end(organisation)
    end_what_is_ours(organisation, by)
    departure.carried_out_by, departure.carried_out_at = by, timezone.now()
    departure.export_digest = export_of(organisation).manifest_digest
    departure.save()
    record(
        "departure.carry_out", departure, by=by, organisation_id=organisation.pk, reason=departure.reason,
        manifest=departure.export_digest,
    )  # fmt: skip
    return departure


def end_what_is_ours(organisation: Organisation, by: User) -> None:
    """Profile, services, invitations, staff: withdrawn and ended, never deleted."""
    now = timezone.now()
    if organisation.published_revision:
        record("profile.withdraw", organisation.published_revision, by=by, organisation_id=organisation.pk)
    ServiceOffer.objects.live().filter(organisation=organisation).update(ended_at=now)
    Invitation.objects.filter(organisation=organisation, accepted_at=None, revoked_at=None).update(
        revoked_at=now
    )
    for membership in Membership.objects.filter(organisation=organisation, until=None):
        end_membership(membership, by=by, reason="departure")
        sign_out_who_has_nothing_left(membership.user, by)
    organisation.published_revision = None
    organisation.left_on = timezone.localdate()
    organisation.save(update_fields=["published_revision", "left_on"])
    follow(organisation)


def sign_out_who_has_nothing_left(user: User, by: User) -> None:
    """Sessions, sockets and keys of those who belong nowhere any more end; others keep what is theirs."""
    if not Membership.objects.live().filter(user=user).exists() and not may_see_all(user):
        end_all_sessions(user, by=by)


def take_export(organisation: Organisation, *, by: User) -> Export:
    """Everything that is theirs, for whoever leads the organisation, and for the secretariat."""
    refuse(may_export(by, organisation))
    export = export_of(organisation)
    record(
        "organisation.export", organisation, by=by, organisation_id=organisation.pk,
        manifest=export.manifest_digest,
    )  # fmt: skip
    return export


def refuse(answer: object) -> None:
    """Raise where a rule said no, with its words."""
    if not answer:
        raise PermissionDenied(getattr(answer, "why_not", ""))
