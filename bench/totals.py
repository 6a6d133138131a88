"""The main job at 21 and at 20,000 organisations, each figure beside its yardstick."""

import statistics
import time
from collections.abc import Callable

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.world import platform, secretariat
from beneficiaries.actions.filling import Entry, save_entries
from beneficiaries.actions.handing_in import start_report, verify_report
from beneficiaries.actions.periods import plan_period
from beneficiaries.models import Cell, CountChange, Form, Period, Report
from members.actions import begin_membership
from members.models import Organisation
from protect.accounts.models import User
from protect.accounts.second_factor import DEMO_SESSION_KEY

SMALL, LARGE = 21, 20_000
SUMS = """
SELECT c.cell_id, SUM(c.served), SUM(c.repeat), COUNT(*) FROM beneficiaries_count c
JOIN beneficiaries_reportline l ON l.id = c.line_id
JOIN beneficiaries_report r ON r.id = l.report_id
WHERE r.status = 'verified' AND r.period_id = %s GROUP BY c.cell_id
"""


def milliseconds(act: Callable[[], object], runs: int = 7) -> float:
    """The median of `runs`, after one that is not counted."""
    act()
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def line(name: str, measured: float, yardstick: str, other: float, note: str = "") -> str:
    ratio = measured / other if other else float("inf")
    return f"{name} / {yardstick}: {ratio:.2f} ({measured:.1f} ms / {other:.1f} ms){note}"


def signed_in() -> Client:
    client = Client()
    client.force_login(secretariat())
    session = client.session
    session[DEMO_SESSION_KEY] = True
    session.save()
    return client


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def measure() -> list[str]:
    """All figures of this file; makes the platforms that it needs."""
    periods = {SMALL: platform(SMALL, 2001), LARGE: platform(LARGE, 2002)}
    return [*pages(periods), *verifying(periods), *autosaving()]


def pages(periods: dict[int, Period]) -> list[str]:
    """Totals and board against a trivial view and plain SQL."""
    client = signed_in()
    trivial = milliseconds(lambda: client.get(reverse("healthz")), 15)
    said = []
    for size, period in periods.items():
        for name, address in (
            ("totals page", reverse("services:year", args=[period.year])),
            ("board", reverse("secretariat:board", args=[period.code])),
        ):
            taken = milliseconds(lambda address=address: client.get(address))
            note = f", {queries(client, address)} queries"
            said.append(line(f"{name}, {size:,} organisations", taken, "trivial view", trivial, note))
            if name == "totals page":
                plain = milliseconds(lambda period=period: sums(period), 5)
                said.append(
                    line(f"{name}, {size:,} organisations", taken, "plain SQL on the raw counts", plain)
                )
    return said


def sums(period: Period) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(SUMS, [period.pk])
        return cursor.fetchall()


class Undone(Exception):
    """Takes a measured act back."""


def verifying(periods: dict[int, Period]) -> list[str]:
    """One verification on each platform (target: no more than 1.5 times)."""
    waiting = {
        size: Report.objects.get(period=period, status="submitted") for size, period in periods.items()
    }

    def act(report: Report) -> None:
        try:
            with transaction.atomic():
                verify_report(report, by=secretariat(), reason="bench")
                raise Undone
        except Undone:
            pass

    # In turns, so that whatever else the machine does falls on both alike.
    runs: dict[int, list[float]] = {size: [] for size in periods}
    for _ in range(15):
        for size, report in waiting.items():
            runs[size].append(milliseconds(lambda report=report: act(report), 1))
    taken = {size: statistics.median(found) for size, found in runs.items()}
    name = f"verifying one report, {LARGE:,} organisations"
    return [line(name, taken[LARGE], f"{SMALL} organisations", taken[SMALL], " (target 1.5)")]


def autosaving() -> list[str]:
    """Autosaves a second against bare INSERTs through the ORM."""
    organisation = Organisation.objects.create(slug="bench", name="Bench", joined_on="2003-01-01")
    by = User.objects.create_user("reporter@example.org", name="Reporter")
    begin_membership(by, organisation, "reporter", by=None)
    form = Form.objects.first()
    period = plan_period(2003, None, form, due_on="2030-01-01", by=secretariat())
    report = start_report(organisation, period, by=by)
    cell = Cell.objects.filter(block__kind="total", block__indicator__code="informed").get()
    number = iter(range(1, 1_000_000))

    def save() -> None:
        save_entries(report, [Entry(cell.pk, "served", str(next(number)))], by=by)

    saving = milliseconds(save, 60)
    stored = report.lines.first()
    inserting = milliseconds(lambda: CountChange.objects.create(line=stored, cell=cell, new="1"), 60)
    note = f", {1000 / saving:.0f} autosaves a second"
    return [line("autosave", saving, "bare INSERT", inserting, note)]
