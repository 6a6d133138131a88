"""An organisation leaves: proposed by one person, carried out by another; nothing is deleted.

The profile is withdrawn, services and memberships end, sockets close, each lower room ends what is its
own; statistics stay as they are.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from members.actions.staff import end_membership
from members.exporting import Export, export_of
from members.leaving import Holding, rooms
from members.models import Departure, Invitation, Membership, Organisation, Role, ServiceOffer
from members.queries import secretariat, staff_with
from members.rules import may_carry_out_departure, may_export, may_propose_departure
from members.search import follow
from protect.accounts.models import User
from protect.audit.actions import record
from protect.notices.actions import notify


def holdings(organisation: Organisation) -> list[Holding]:
    """What the organisation still has, in every room; what blocks comes first."""
    found = [holding for room in rooms() for holding in room.holdings(organisation)]
    return sorted(found, key=lambda holding: not holding.blocks)


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
def carry_out_departure(departure: Departure, *, by: User) -> Departure:
    """The second person: everything ends at once, or nothing does."""
    departure = Departure.objects.select_for_update(of=("self",)).get(pk=departure.pk)
    refuse(may_carry_out_departure(by, departure))
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=departure.organisation_id)
    blocking = [holding.text for holding in holdings(organisation) if holding.blocks]
    if blocking:
        raise ValidationError(blocking)
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
    organisation.published_revision = None
    organisation.left_on = timezone.localdate()
    organisation.save(update_fields=["published_revision", "left_on"])
    follow(organisation)


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
