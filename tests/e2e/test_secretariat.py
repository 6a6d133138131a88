"""Journey b: the secretariat sees who is late, reminds, asks, and verifies; the total moves."""

import re

import pytest
from playwright.sync_api import Page, expect

from beneficiaries.models import Query, Report
from protect.notices.models import Notice
from services.models import Total
from tests.e2e.looking import look_at, tab_through
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_the_board_to_the_total(world: World, sit, device) -> None:  # type: ignore[no-untyped-def]
    report = world.sent([4, 3, 2, 1, 0], 2025)
    page = sit(world.secretariat, **device)
    remind_from_the_board(page, device)
    return_with_a_question(page, device)
    answer_and_send(sit(world.coordinator, **device), report)

    page = sit(world.secretariat, **device)
    page.goto(f"/en/secretariat/review/{report.pk}/")
    expect(page.get_by_text("A centre was closed for repairs.")).to_be_visible()
    page.get_by_role("button", name="Verify").click()
    assert Report.objects.get().status == Report.Status.VERIFIED
    assert Query.objects.get().state == Query.State.SETTLED
    assert Total.objects.get(cell=world.cell("residential")).served == 10
    page.goto("/en/totals/2025/")
    expect(page.get_by_text("10").first).to_be_visible()
    look_at(page, "Totals")


def remind_from_the_board(page: Page, device: dict[str, object]) -> None:
    """Whoever has not sent: chosen, shown what they get, reminded."""
    page.goto("/en/secretariat/")
    page.get_by_role("link", name="2025").click()
    expect(page.get_by_text("1 of 2 sent")).to_be_visible()
    look_at(page, "Board")
    if device["java_script_enabled"]:
        tab_through(page)
    page.get_by_role("checkbox").last.check()
    page.get_by_role("button", name="Send a reminder to those selected").click()
    look_at(page, "Reminder")
    page.get_by_role("main").get_by_role("button").first.click()
    assert Notice.objects.filter(kind__contains="remind").exists()


def return_with_a_question(page: Page, device: dict[str, object]) -> None:
    """Not without a question; with one the return goes back."""
    page.goto("/en/secretariat/2025/")
    page.get_by_role("link", name="Ours").first.click()
    look_at(page, "Ours")
    if device["java_script_enabled"]:
        tab_through(page)
    page.get_by_role("button", name="Return with the questions").click()
    expect(page.get_by_text(re.compile("Ask at least one question"))).to_be_visible()
    page.get_by_text("Ask about this line").first.click()
    page.get_by_label("Your question").first.fill("Why fewer than last year?")
    page.get_by_role("button", name="Ask", exact=True).first.click()
    page.get_by_role("button", name="Return with the questions").click()
    assert Report.objects.get().status == Report.Status.RETURNED


def answer_and_send(page: Page, report: Report) -> None:
    """The coordinator answers above the line, and sends again."""
    page.goto("/en/returns/")
    page.get_by_role("link", name=re.compile("Continue")).first.click()
    page.get_by_role("link", name="Fill in beneficiaries").click()
    page.get_by_label("Your answer").fill("A centre was closed for repairs.")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fill in information and training")
    page.goto(f"/en/returns/{report.pk}/check/")
    page.get_by_label("The numbers are right and hold no personal data.").check()
    page.get_by_role("button", name="Sign and send the return").click()
    expect(page.get_by_text("PT-2025-001")).to_be_visible()
