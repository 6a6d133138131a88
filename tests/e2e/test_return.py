"""Journey a: a reporter fills, sees what was saved, asks for the signature; the coordinator signs it."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from beneficiaries.models import Count, Explanation, Report
from tests.browser import PHONE
from tests.e2e.looking import look_at, tab_through
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def number(page: Page, cell: int):  # type: ignore[no-untyped-def]
    return page.locator(f"#served-{cell}")


def test_a_return_goes_from_the_first_number_to_its_reference(world: World, sit, device) -> None:  # type: ignore[no-untyped-def]
    world.verified([3, 1, 2, 0, 0], 2024)
    world.period(2025)
    page = sit(world.reporter, **device)
    page.goto("/en/returns/")
    page.get_by_role("button", name=re.compile("Start")).click()
    report = Report.objects.get(period__year=2025)
    look_at(page, "Return")

    page.get_by_role("link", name="Fill in beneficiaries").click()
    look_at(page, "Fill in beneficiaries")
    if device["java_script_enabled"]:
        tab_through(page)
    cells = world.people_cells
    number(page, cells[0].pk).fill("204")
    number(page, cells[1].pk).fill("2")
    page.get_by_role("button", name=re.compile("The rest are zero.*residential")).click()
    expect(number(page, cells[4].pk)).to_have_value("0")
    expect(number(page, cells[0].pk)).to_have_value("204")
    page.get_by_role("button", name="Save and continue").click()
    number(page, world.cell("informed").pk).fill("78.970")
    page.get_by_role("button", name="Save and continue").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Check your answers")
    look_at(page, "Check your answers")
    for reason in page.get_by_label("It is right, because").all():
        reason.fill("Two new centres have opened.")
    page.get_by_role("button", name="Ask for the signature").click()
    assert Explanation.objects.filter(text="Two new centres have opened.").exists()

    page = sit(world.coordinator, **device)
    page.goto(reverse("beneficiaries:check", args=[report.pk]).replace("/returns", "/en/returns"))
    expect(page.get_by_text("206").first).to_be_visible()
    page.get_by_role("button", name="Sign and send the return").click()
    expect(page.get_by_role("alert")).to_be_visible()  # the declaration was not ticked
    look_at(page, "Check your answers")
    page.get_by_label("The numbers are right and hold no personal data.").check()
    page.get_by_role("button", name="Sign and send the return").click()
    expect(page.get_by_text("PT-2025-001")).to_be_visible()
    look_at(page, "Return sent")
    page.get_by_role("link", name="Printable copy").click()
    expect(page.get_by_text("206").first).to_be_visible()
    look_at(page, "Ours, 2025")


def test_a_period_without_beneficiaries_takes_three_pages(world: World, sit, device) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    page = sit(world.coordinator, **device)
    page.goto(f"/en/returns/{report.pk}/")
    page.get_by_role("link", name="Say that everything not yet answered is zero").click()
    page.get_by_role("main").get_by_role("button").click()
    page.goto(f"/en/returns/{report.pk}/check/")
    page.get_by_label("The numbers are right and hold no personal data.").check()
    page.get_by_role("button", name="Sign and send the return").click()
    expect(page.get_by_text("PT-2025-001")).to_be_visible()
    assert set(Count.objects.values_list("served", flat=True)) == {0}


def test_enter_saves_and_never_makes_the_rest_zero(world: World, sit, device) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    page = sit(world.reporter, **device)
    page.goto(f"/en/returns/{report.pk}/fill/beneficiaries/")
    first = number(page, world.people_cells[0].pk)
    first.fill("7")
    first.press("Enter")
    if device["java_script_enabled"]:
        last = number(page, world.people_cells[-1].pk)
        last.focus()
        last.press("Enter")
        expect(page.get_by_role("button", name="Save and continue")).to_be_focused()
        first.focus()
        first.press("Enter")
        expect(number(page, world.people_cells[1].pk)).to_be_focused()
        expect(page.get_by_role("status").first).to_contain_text("Saved at")
    else:
        expect(first).to_have_value("7")
    assert list(Count.objects.values_list("served", flat=True)) == [7]


def test_what_is_not_a_number_is_said_at_its_field(world: World, sit, device) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    page = sit(world.reporter, **device)
    page.goto(f"/en/returns/{report.pk}/fill/beneficiaries/")
    field = number(page, world.people_cells[0].pk)
    field.fill("about ten")
    page.get_by_role("button", name="Save and continue").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_visible()
    summary.get_by_role("link").first.click()
    expect(field).to_be_focused()
    expect(field).to_have_value("about ten")
    assert page.title().startswith("Error")
    look_at(page, "Fill in beneficiaries")


def test_numbers_are_pasted_through_a_preview(world: World, sit, device) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    page = sit(world.reporter, **device)
    page.goto(f"/en/returns/{report.pk}/paste/residential/")
    page.get_by_role("textbox").first.fill("4\n5\nmany\n")
    page.get_by_role("main").get_by_role("button").first.click()
    assert not Count.objects.exists()
    look_at(page, "Paste")
    page.get_by_role("button", name=re.compile("Use these")).click()
    assert sorted(Count.objects.filter(computed=False).values_list("served", flat=True)) == [4, 5]


def test_cells_of_a_spreadsheet_pasted_into_a_field_are_shown_before_they_are_saved(
    world: World, sit
) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    page = sit(world.reporter)
    page.goto(f"/en/returns/{report.pk}/fill/beneficiaries/")
    page.wait_for_selector(".govuk-frontend-supported")
    first = number(page, world.people_cells[0].pk)
    first.focus()
    first.evaluate(
        """(field, text) => {
            const data = new DataTransfer();
            data.setData("text", text);
            const how = {clipboardData: data, bubbles: true, cancelable: true};
            field.dispatchEvent(new ClipboardEvent("paste", how));
        }""",
        "4\n5\nmany",
    )
    expect(page.get_by_role("heading", level=1)).to_contain_text("Paste from a spreadsheet")
    assert not Count.objects.exists()
    page.get_by_role("button", name="Use these values").click()
    expect(page.get_by_text("Left out, write them yourself")).to_contain_text("many")
    assert sorted(Count.objects.filter(computed=False).values_list("served", flat=True)) == [4, 5]


def test_the_words_about_saving_stay_in_sight(world: World, sit) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    page = sit(world.reporter, viewport=PHONE)
    page.goto(f"/en/returns/{report.pk}/fill/beneficiaries/")
    number(page, world.people_cells[0].pk).fill("7")
    status = page.locator("[data-save-status]")
    expect(status).to_contain_text("Saved at")
    expect(status).to_be_in_viewport()
