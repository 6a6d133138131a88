"""Periods: planned with who owes a return, closed and reopened with a reason, deadlines, reminders."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.models import Form, Obligation, Period, Report
from beneficiaries.rules import may_run_periods
from members.models import Organisation, Role
from members.queries import staff_with
from protect.accounts.models import User
from protect.audit.actions import record
from protect.notices.actions import notify
from protect.romanian.dates import long_date

REMIND_AGAIN_AFTER = datetime.timedelta(hours=48)


def only_secretariat(user: User) -> None:
    """Refuse everybody but the secretariat."""
    if not may_run_periods(user):
        raise PermissionDenied


def reason_given(reason: str) -> str:
    """The reason, which must be there."""
    if not reason.strip():
        raise ValidationError(_("Write the reason: it stays in the log."))
    return reason.strip()


@transaction.atomic
def plan_period(
    year: int,
    quarter: int | None,
    form: Form,
    *,
    due_on: datetime.date,
    by: User,
    opens_on: datetime.date | None = None,
) -> Period:
    """Plan a year or a quarter; every member of its last day owes a return.

    A year is counted either as a whole or by quarters: never both, or people would count twice.
    """
    only_secretariat(by)
    if Period.objects.filter(year=year).exclude(kind="quarter" if quarter else "year").exists():
        raise ValidationError(_("This year is already counted the other way: as a whole, or by quarters."))
    starts_on, ends_on = bounds(year, quarter)
    period = Period(
        code=f"{year}-T{quarter}" if quarter else str(year),
        kind=Period.Kind.QUARTER if quarter else Period.Kind.YEAR,
        year=year, quarter=quarter, starts_on=starts_on, ends_on=ends_on,
        opens_on=opens_on or ends_on + datetime.timedelta(days=1), due_on=due_on, form=form,
    )  # fmt: skip
    period.full_clean(exclude=["form"])
    period.save()
    Obligation.objects.bulk_create(
        Obligation(organisation=organisation, period=period, due_on=due_on)
        for organisation in Organisation.objects.members_on(ends_on)
    )
    record("period.plan", period, by=by, due_on=due_on)
    return period


def bounds(year: int, quarter: int | None) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a year or of one of its quarters."""
    if quarter is None:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    first = datetime.date(year, 3 * quarter - 2, 1)
    after = datetime.date(year + quarter // 4, 3 * quarter % 12 + 1, 1)
    return first, after - datetime.timedelta(days=1)


@transaction.atomic
def move_deadline(obligation: Obligation, due_on: datetime.date, reason: str, *, by: User) -> Obligation:
    """Give one organisation another day, with the reason."""
    only_secretariat(by)
    obligation.reason, obligation.due_on = reason_given(reason), due_on
    obligation.full_clean(exclude=["organisation", "period"])
    obligation.save(update_fields=["due_on", "reason"])
    record(
        "obligation.move", obligation, by=by, organisation_id=obligation.organisation_id,
        reason=obligation.reason, due_on=due_on,
    )  # fmt: skip
    return obligation


@transaction.atomic
def exempt(obligation: Obligation, reason: str, *, by: User) -> Obligation:
    """Say that an organisation owes no return for the period, and why."""
    only_secretariat(by)
    obligation.exempt, obligation.reason = True, reason_given(reason)
    obligation.full_clean(exclude=["organisation", "period"])
    obligation.save(update_fields=["exempt", "reason"])
    record(
        "obligation.exempt", obligation, by=by, organisation_id=obligation.organisation_id,
        reason=obligation.reason,
    )  # fmt: skip
    return obligation


@transaction.atomic
def close_period(period: Period, reason: str, *, by: User) -> Period:
    """Close: nothing is filled any more. Drafts are kept; returns still to check stand in the way."""
    only_secretariat(by)
    period = Period.objects.select_for_update().get(pk=period.pk)
    waiting = Report.objects.filter(period=period, status=Report.Status.SUBMITTED).count()
    if waiting:
        raise ValidationError(_("Returns wait for a check. Verify or return them before you close."))
    if period.closed_at is None:
        period.closed_at = timezone.now()
        period.save(update_fields=["closed_at"])
        record("period.close", period, by=by, reason=reason_given(reason))
    return period


@transaction.atomic
def reopen_period(period: Period, reason: str, *, by: User) -> Period:
    """Open a closed period again, with the reason."""
    only_secretariat(by)
    period = Period.objects.select_for_update().get(pk=period.pk)
    period.closed_at = None
    period.save(update_fields=["closed_at"])
    record("period.reopen", period, by=by, reason=reason_given(reason))
    return period


@dataclass(frozen=True)
class Reminders:
    """Who was reminded, and who was left in peace because a reminder went out less than 48 hours ago."""

    reminded: list[Obligation]
    skipped: list[Obligation]


def sort_out(obligations: Sequence[Obligation]) -> Reminders:
    """The preview: nothing is sent."""
    recent = timezone.now() - REMIND_AGAIN_AFTER
    due = [o for o in obligations if not (o.reminded_at and o.reminded_at > recent)]
    return Reminders(due, [o for o in obligations if o not in due])


@transaction.atomic
def remind(obligations: Sequence[Obligation], *, by: User) -> Reminders:
    """Remind the staff of organisations that still owe a return; nobody twice within 48 hours."""
    only_secretariat(by)
    rows = Obligation.objects.select_for_update(of=("self",)).filter(
        pk__in=[o.pk for o in obligations], exempt=False
    )
    sorted_out = sort_out(list(rows.select_related("organisation", "period").order_by("pk")))
    for obligation in sorted_out.reminded:
        obligation.reminded_at = timezone.now()
        obligation.save(update_fields=["reminded_at"])
        tell_to_report(obligation)
        record("obligation.remind", obligation, by=by, organisation_id=obligation.organisation_id)
    return sorted_out


def tell_to_report(obligation: Obligation) -> None:
    """Organisation, period, deadline with its weekday, one link; no figures."""

    def compose() -> tuple[str, str]:
        return (
            _("The return of %(period)s is due") % {"period": obligation.period.code},
            _("%(organisation)s: the return is due on %(day)s. What you have written is kept.")
            % {"organisation": obligation.organisation, "day": long_date(obligation.due_on)},
        )

    people = staff_with(obligation.organisation, [Role.REPORTER, Role.COORDINATOR])
    notify(people, "report.reminder", compose, reverse("beneficiaries:returns"))
