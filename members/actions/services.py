"""Services offered: written, confirmed by the secretariat, ended; a change is the next version."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import OfferAudience, OfferCounty, OfferLanguage, Organisation, Role, ServiceOffer
from members.queries import secretariat, staff_with
from members.rules import may_confirm_offer, may_edit_profile
from members.search import follow
from members.wholeness import address_in
from protect.accounts.models import User
from protect.audit.actions import record
from protect.notices.actions import notify
from protect.romanian.dates import day

REMIND = datetime.timedelta(days=60)
TEXTS = ("name_ro", "name_en", "description_ro", "description_en", "hours_ro", "hours_en")
Lists = Mapping[str, Sequence[str]]


def check_offer(offer: ServiceOffer) -> None:
    """What the fields together must say; the database says the same, in other words."""
    faults: dict[str, str] = {}
    if offer.kind == "residential" and not offer.with_accommodation:
        faults["with_accommodation"] = _("People sleep in a residential service: tick this.")
    if offer.nomenclature_code.startswith("8790") and not offer.with_accommodation:
        faults["nomenclature_code"] = _("8790 means care with accommodation: tick that people sleep there.")
    if offer.with_accommodation:
        if offer.address:
            faults["address"] = _("No address is kept of a place where people sleep. Delete it.")
        for name in TEXTS:
            if found := address_in(getattr(offer, name)):
                faults[name] = _("This looks like an address: %(what)s. Delete it.") % {"what": found}
    if faults:
        raise ValidationError(faults)


@transaction.atomic
def save_offer(
    organisation: Organisation,
    fields: Mapping[str, Any],
    lists: Lists,
    *,
    by: User,
    replaces: ServiceOffer | None = None,
) -> ServiceOffer:
    """Write a service, or the next version of one; the public sees it once it is confirmed.

    The version that the public sees stays until then; one that waits is replaced at once.
    """
    allowed = may_edit_profile(by, organisation)
    if not allowed or (replaces and (replaces.ended_at or replaces.organisation_id != organisation.pk)):
        raise PermissionDenied(allowed.why_not)
    offer = ServiceOffer(organisation=organisation, created_by=by, **fields)
    if replaces:
        offer.public_id = replaces.public_id
        waiting = ServiceOffer.objects.waiting().filter(public_id=replaces.public_id)
        waiting.update(ended_at=timezone.now())
        if offer.licence_expires_on == replaces.licence_expires_on:
            offer.licence_reminded_on = replaces.licence_reminded_on
    check_offer(offer)
    offer.full_clean()
    offer.save()
    write_lists(offer, lists)
    record("offer.save", offer, by=by, organisation_id=organisation.pk, kind=offer.kind)
    tell_secretariat(offer)
    return offer


def write_lists(offer: ServiceOffer, lists: Lists) -> None:
    """Where, for whom and in which languages."""
    OfferCounty.objects.bulk_create(OfferCounty(offer=offer, county=code) for code in lists["counties"])
    for code in lists["audiences"]:
        OfferAudience.objects.create(offer=offer, audience=code)
    for code in lists["languages"]:
        OfferLanguage.objects.create(offer=offer, language=code)


def tell_secretariat(offer: ServiceOffer) -> None:
    """A service waits."""

    def compose() -> tuple[str, str]:
        subject = _("A service of %(organisation)s waits to be confirmed")
        return subject % {"organisation": offer.organisation}, _("It becomes public when you confirm it.")

    path = reverse("members:offer", args=[offer.organisation.slug, offer.pk])
    notify(secretariat(), "offer.waits", compose, path)


@transaction.atomic
def confirm_offer(offer: ServiceOffer, *, by: User) -> ServiceOffer:
    """Let the public see it; the version before ends with the same act."""
    offer = (
        ServiceOffer.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=offer.pk)
    )
    allowed = may_confirm_offer(by, offer)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    check_offer(offer)
    now = timezone.now()
    earlier = ServiceOffer.objects.live().filter(public_id=offer.public_id, confirmed_at__isnull=False)
    earlier.update(ended_at=now)
    offer.confirmed_at, offer.confirmed_by = now, by
    offer.save(update_fields=["confirmed_at", "confirmed_by"])
    follow(offer.organisation)
    follow(offer.organisation)
    record("offer.confirm", offer, by=by, organisation_id=offer.organisation_id)
    return offer


@transaction.atomic
def end_offer(offer: ServiceOffer, *, by: User) -> None:
    """The service is offered no more: every version of it ends, nothing is deleted."""
    allowed = may_edit_profile(by, offer.organisation)
    if not allowed:
        raise PermissionDenied(allowed.why_not)
    now = timezone.now()
    if ServiceOffer.objects.live().filter(public_id=offer.public_id).update(ended_at=now):
        follow(offer.organisation)
        follow(offer.organisation)
        record("offer.end", offer, by=by, organisation_id=offer.organisation_id)


def remind_of_licences() -> int:
    """Write to the coordinators of every service whose licence runs out within sixty days; once a licence."""
    today = timezone.localdate()
    soon = ServiceOffer.objects.live().filter(
        licence_reminded_on=None,
        licence_expires_on__range=(today, today + REMIND),
        organisation__in=Organisation.objects.members_on(today),
    )
    reminded = {offer.public_id: offer for offer in soon.select_related("organisation")}
    for offer in reminded.values():
        remind(offer)
    ServiceOffer.objects.live().filter(public_id__in=reminded).update(licence_reminded_on=today)
    return len(reminded)


def remind(offer: ServiceOffer) -> None:
    """The letter to the coordinators."""

    def compose() -> tuple[str, str]:
        expires = day(offer.licence_expires_on) if offer.licence_expires_on else ""
        return (
            _("The licence of “%(service)s” expires on %(day)s") % {"service": offer.name, "day": expires},
            _("Renew it in time, then write the new date here."),
        )

    people = staff_with(offer.organisation, [Role.COORDINATOR])
    notify(people, "offer.licence", compose, reverse("members:offers", args=[offer.organisation.slug]))
