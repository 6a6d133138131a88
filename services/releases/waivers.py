"""Waivers: which would help, asking for them, and the coordinator's answer in writing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.models import Indicator, IndicatorVersion
from members.models import Organisation, Role
from members.queries import staff_with
from protect.accounts.models import User
from protect.audit.actions import record
from protect.notices.actions import notify
from services.models import Waiver, WaiverWithdrawal
from services.releases.plan import Plan
from services.rules import may_answer_waiver, may_release


@dataclass(frozen=True)
class Helpful:
    """An indicator some of whose figures would be published with the word of these organisations."""

    version: IndicatorVersion
    organisations: list[tuple[Organisation, Waiver | None]]
    about_total: bool


def helpful(plan: Plan) -> list[Helpful]:
    """For each indicator the organisations that stand alone behind a figure, with what they answered."""
    asked: dict[str, set[int]] = defaultdict(set)
    totals, versions = set(), {}
    for figure in plan.figures:
        lifted = set(figure.why)
        if figure.status != "primary" or not lifted or "threshold" in lifted:
            continue
        code = figure.plan.code
        versions[code] = figure.plan.version
        if not figure.place[2] and figure.place[1] == "total":
            totals.add(code)
        tally = figure.tally
        who = [tally.first, tally.second] if "contributors" in lifted else [tally.target]
        asked[code] |= {organisation for people, organisation in who if people}
    organisations = Organisation.objects.in_bulk({pk for found in asked.values() for pk in found})
    waivers = {
        (w.indicator.code, w.organisation_id): w
        for w in Waiver.objects.filter(year=plan.scope.year).select_related("indicator", "withdrawal")
    }
    return [
        Helpful(
            versions[code],
            [(organisations[pk], waivers.get((code, pk))) for pk in sorted(found)],
            code in totals,
        )
        for code, found in asked.items()
    ]


@transaction.atomic
def ask_for_waivers(
    year: int, wanted: Iterable[tuple[Organisation, Indicator]], *, by: User | None
) -> list[Waiver]:
    """Ask organisations for their word; asked twice, they are asked once."""
    if not may_release(by):
        raise PermissionDenied
    made = []
    for organisation, indicator in wanted:
        waiver, new = Waiver.objects.get_or_create(
            organisation=organisation, indicator=indicator, year=year, defaults={"asked_by": by}
        )
        if new:
            made.append(waiver)
            record(
                "waiver.ask", waiver, by=by, organisation_id=organisation.pk,
                indicator=indicator.code, year=year,
            )  # fmt: skip
            tell_coordinators(waiver)
    return made


def tell_coordinators(waiver: Waiver) -> None:
    """A mail without figures to those who can answer."""

    def compose() -> tuple[str, str]:
        return (
            _("The secretariat asks for a waiver"),
            _("Few organisations stand behind a figure of %(year)d. Read what a waiver means and answer.")
            % {"year": waiver.year},
        )

    people = staff_with(waiver.organisation, [Role.COORDINATOR])
    notify(people, "waiver.ask", compose, reverse("services:waivers"))


@transaction.atomic
def answer_waiver(waiver: Waiver, agreed: bool, *, by: User, reason: str = "") -> Waiver:
    """The coordinator's answer, which stays as it is."""
    waiver = Waiver.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=waiver.pk)
    if not may_answer_waiver(by, waiver):
        raise PermissionDenied
    if waiver.answered_at:
        raise ValidationError(_("This was answered already."))
    waiver.agreed, waiver.answered_at, waiver.answered_by = agreed, timezone.now(), by
    waiver.reason = reason.strip()
    waiver.full_clean(exclude=["organisation", "indicator", "asked_by", "answered_by"])
    waiver.save(update_fields=["agreed", "answered_at", "answered_by", "reason"])
    record(
        "waiver.answer", waiver, by=by, organisation_id=waiver.organisation_id,
        reason=waiver.reason, agreed=agreed, year=waiver.year,
    )  # fmt: skip
    return waiver


@transaction.atomic
def withdraw_waiver(waiver: Waiver, *, by: User, reason: str = "") -> WaiverWithdrawal:
    """A coordinator takes the organisation's word back: what was cut stays, later releases do without."""
    waiver = Waiver.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=waiver.pk)
    if not may_answer_waiver(by, waiver):
        raise PermissionDenied
    if not waiver.agreed or WaiverWithdrawal.objects.filter(waiver=waiver).exists():
        raise ValidationError(_("There is no agreement here that could be withdrawn."))
    made = WaiverWithdrawal(waiver=waiver, by=by, reason=reason.strip())
    made.full_clean(exclude=["waiver", "by"])
    made.save()
    record(
        "waiver.withdraw", waiver, by=by, organisation_id=waiver.organisation_id,
        reason=made.reason, year=waiver.year,
    )  # fmt: skip
    return made
