"""What somebody owes: the open periods of their organisations, with where each return stands."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from beneficiaries.models import Obligation, Period, Report
from members.models import Organisation
from members.queries import organisations_with
from protect.accounts.models import User
from protect.romanian.sorting import RomanianOrder


@dataclass(frozen=True)
class Owed:
    """A period of an organisation: what is due when, and the newest revision of its return."""

    organisation: Organisation
    period: Period
    due_on: datetime.date
    report: Report | None
    may_fill: bool
    may_sign: bool = False

    @property
    def is_to_be_signed(self) -> bool:
        """It is ready, and this person is one of those who sign."""
        return bool(self.may_sign and self.report and self.report.waits_for_signature)

    @property
    def days_left(self) -> int:
        """Negative when late; the day of the deadline itself has 0 left."""
        return (self.due_on - timezone.localdate()).days

    @property
    def days_late(self) -> int:
        return -self.days_left

    @property
    def is_waiting(self) -> bool:
        """Something is to be done by the organisation."""
        return self.report is None or self.report.status in Report.EDITABLE

    @property
    def is_late(self) -> bool:
        return self.is_waiting and self.days_left < 0 and not self.period.closed_at


def owed_returns(user: User, mine: QuerySet[Organisation]) -> list[Owed]:
    """Every period of these organisations that is not only planned; what waits comes first."""
    signs = set(organisations_with(user, "sign_reports").values_list("pk", flat=True))
    fills = set(organisations_with(user, "fill_reports").values_list("pk", flat=True))
    newest: dict[tuple[int, int], Report] = {}
    for report in Report.objects.filter(organisation__in=mine).order_by("revision"):
        newest[report.organisation_id, report.period_id] = report
    obligations = (
        Obligation.objects.filter(
            organisation__in=mine, exempt=False, period__opens_on__lte=timezone.localdate()
        )
        .select_related("organisation", "period")
        .order_by("-period__starts_on", RomanianOrder("organisation__name"))
    )
    found = [
        Owed(
            o.organisation,
            o.period,
            o.due_on,
            newest.get((o.organisation_id, o.period_id)),
            o.organisation_id in fills,
            o.organisation_id in signs,
        )
        for o in obligations
    ]
    for owed in found:
        if owed.report:
            owed.report.period, owed.report.organisation = owed.period, owed.organisation
    return sorted(found, key=lambda owed: bool(owed.period.closed_at) or not owed.is_waiting)
