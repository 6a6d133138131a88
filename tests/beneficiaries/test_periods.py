"""Periods: who owes what, when; reminded at most every 48 hours; closed and reopened with a reason."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from beneficiaries.actions.periods import (
    bounds,
    close_period,
    exempt,
    move_deadline,
    plan_period,
    remind,
    reopen_period,
)
from beneficiaries.models import Obligation, Period
from protect.audit.models import Entry
from protect.notices.models import Notice
from tests.world import World

DUE = datetime.date(2030, 1, 31)


def obligation(world: World, quarter: int | None = None) -> Obligation:
    return Obligation.objects.get(organisation=world.organisation, period=world.period(quarter=quarter))


@pytest.mark.parametrize(
    ("quarter", "first", "last"),
    [
        (None, "2025-01-01", "2025-12-31"),
        (1, "2025-01-01", "2025-03-31"),
        (2, "2025-04-01", "2025-06-30"),
        (3, "2025-07-01", "2025-09-30"),
        (4, "2025-10-01", "2025-12-31"),
    ],
)
def test_a_period_has_the_days_of_its_calendar(quarter: int | None, first: str, last: str) -> None:
    assert tuple(day.isoformat() for day in bounds(2025, quarter)) == (first, last)


def test_every_member_of_the_last_day_owes_a_return(world: World) -> None:
    world.other.left_on = datetime.date(2025, 2, 1)
    world.other.save()
    first, second = world.period(2024), world.period(2025)
    assert first.obligations.count() == 2
    assert [o.organisation for o in second.obligations.all()] == [world.organisation]


def test_a_year_is_counted_as_a_whole_or_by_quarters_never_both(world: World) -> None:
    world.period(2025, 1)
    with pytest.raises(ValidationError):
        plan_period(2025, None, world.form, due_on=DUE, by=world.secretariat)


def test_only_the_secretariat_runs_periods(world: World) -> None:
    with pytest.raises(PermissionDenied):
        plan_period(2025, None, world.form, due_on=DUE, by=world.coordinator)
    with pytest.raises(PermissionDenied):
        close_period(world.period(), "Gata.", by=world.coordinator)


def test_a_deadline_moves_with_a_reason_that_is_logged(world: World) -> None:
    owed = obligation(world)
    with pytest.raises(ValidationError):
        move_deadline(owed, DUE, "", by=world.secretariat)
    move_deadline(owed, datetime.date(2030, 3, 1), "Inundație la sediu.", by=world.secretariat)
    assert Entry.objects.get(action="obligation.move").reason == "Inundație la sediu."


def test_the_day_of_the_deadline_is_not_late(world: World) -> None:
    owed = obligation(world)
    assert not owed.is_late(DUE)
    assert owed.is_late(DUE + datetime.timedelta(days=1))


def test_nobody_is_reminded_twice_within_48_hours(world: World) -> None:
    owed = obligation(world)
    with time_machine.travel("2027-02-01 10:00+00:00", tick=False) as clock:
        assert remind([owed], by=world.secretariat).reminded
        assert Notice.objects.filter(kind="report.reminder").count() == 2
        clock.shift(datetime.timedelta(hours=47, minutes=59))
        assert remind([owed], by=world.secretariat).skipped
        clock.shift(datetime.timedelta(minutes=2))
        assert remind([owed], by=world.secretariat).reminded


def test_an_exempt_organisation_is_not_reminded(world: World) -> None:
    owed = exempt(obligation(world), "Activitate suspendată.", by=world.secretariat)
    assert not remind([owed], by=world.secretariat).reminded


def test_a_period_with_returns_to_check_does_not_close(world: World) -> None:
    report = world.sent([1, 0, 0, 0, 0])
    with pytest.raises(ValidationError):
        close_period(report.period, "Gata.", by=world.secretariat)


def test_closing_and_reopening_are_logged_with_their_reasons(world: World) -> None:
    period = world.period()
    assert close_period(period, "Toate au venit.", by=world.secretariat).state == Period.State.CLOSED
    with pytest.raises(ValidationError):
        reopen_period(period, " ", by=world.secretariat)
    assert reopen_period(period, "O raportare târzie.", by=world.secretariat).is_open
    assert [e.reason for e in Entry.objects.filter(action__startswith="period.").exclude(reason="")] == [
        "Toate au venit.",
        "O raportare târzie.",
    ]


def test_a_period_opens_on_its_day(world: World) -> None:
    period = plan_period(2027, None, world.form, due_on=DUE, by=world.secretariat)
    with time_machine.travel("2027-12-31 12:00+00:00", tick=False):
        assert period.state == Period.State.PLANNED
    with time_machine.travel("2028-01-01 12:00+00:00", tick=False):
        assert period.state == Period.State.OPEN
