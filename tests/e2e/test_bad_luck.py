"""The network drops, the session ends, a colleague writes too, a button is pressed twice, the server dies."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from beneficiaries.models import Count, Report
from protect.audit.models import Entry
from tests.e2e.serving import Server
from tests.world import World

needs_database = pytest.mark.django_db(transaction=True)
pytestmark = pytest.mark.browser


def opened(sit, user, report: Report) -> Page:  # type: ignore[no-untyped-def]
    page = sit(user)
    page.goto(f"/en/returns/{report.pk}/fill/beneficiaries/")
    return page


def status(page: Page):  # type: ignore[no-untyped-def]
    return page.locator("[data-save-status]")


@needs_database
def test_what_was_typed_without_a_network_is_saved_when_it_returns(world: World, sit) -> None:  # type: ignore[no-untyped-def]
    page = opened(sit, world.reporter, world.started())
    one, two, *_rest = world.people_cells
    page.context.set_offline(True)
    page.fill(f"#served-{one.pk}", "14")
    page.fill(f"#served-{two.pk}", "3")
    page.keyboard.press("Tab")
    expect(status(page)).to_have_text("No internet. We try again.")
    assert not Count.objects.exists()
    page.context.set_offline(False)
    expect(status(page)).to_contain_text("Saved at", timeout=15_000)
    assert dict(Count.objects.values_list("cell_id", "served")) == {one.pk: 14, two.pk: 3}


@needs_database
def test_two_people_in_one_field_see_both_values_and_choose(world: World, sit) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    first, second = opened(sit, world.reporter, report), opened(sit, world.coordinator, report)
    cell = world.people_cells[0]
    first.fill(f"#served-{cell.pk}", "14")
    first.keyboard.press("Tab")
    expect(status(first)).to_contain_text("Saved at")
    second.fill(f"#served-{cell.pk}", "12")
    second.keyboard.press("Tab")
    expect(second.get_by_text("reporter wrote 14 here")).to_be_visible()
    assert Count.objects.get().served == 14
    second.get_by_role("button", name="Keep mine: 12").click()
    expect(status(second)).to_contain_text("Saved at")
    assert Count.objects.get().served == 12


@needs_database
def test_after_an_expired_session_what_was_typed_is_found_again(world: World, sit) -> None:  # type: ignore[no-untyped-def]
    page = opened(sit, world.reporter, world.started())
    cell = world.people_cells[0]
    cookies = page.context.cookies()
    held = [(s.session_key, s.session_data, s.expire_date) for s in Session.objects.all()]
    Session.objects.all().delete()
    page.fill(f"#served-{cell.pk}", "14")
    page.keyboard.press("Tab")
    expect(status(page)).to_contain_text("Sign in again")
    page.goto("/en/contact/")
    assert not Count.objects.exists()
    Session.objects.bulk_create(Session(session_key=k, session_data=d, expire_date=e) for k, d, e in held)
    page.context.add_cookies(cookies)
    page.goto(f"/en/returns/{Report.objects.get().pk}/fill/beneficiaries/")
    expect(page.locator(f"#served-{cell.pk}")).to_have_value("14")
    expect(status(page)).to_contain_text("Saved at")
    assert Count.objects.get().served == 14


@needs_database
@pytest.mark.parametrize("scripts", [True, False])
def test_a_double_click_sends_once(world: World, sit, scripts) -> None:  # type: ignore[no-untyped-def]
    report = world.started()
    world.fill(report, [1, 2, 3, 4, 0])
    page = sit(world.coordinator, java_script_enabled=scripts)
    page.goto(f"/en/returns/{report.pk}/check/")
    page.get_by_label("The numbers are right and hold no personal data.").check()
    page.get_by_role("button", name="Sign and send the return").dblclick()
    expect(page.get_by_text("PT-2025-001")).to_be_visible()
    assert Entry.objects.filter(action="report.submit").count() == 1


@needs_database
def test_what_was_shown_as_saved_outlives_a_killed_server(world: World, sit) -> None:  # type: ignore[no-untyped-def]
    report, cell = world.started(), world.people_cells[0]
    server = Server()
    page = sit(world.reporter, server.url)
    for shown, typed in (("", "14"), ("14", "15")):
        server.start()
        try:
            page.goto(f"/en/returns/{report.pk}/fill/beneficiaries/")
            expect(page.locator(f"#served-{cell.pk}")).to_have_value(shown)
            page.fill(f"#served-{cell.pk}", typed)
            page.keyboard.press("Tab")
            expect(status(page)).to_contain_text("Saved at")
        finally:
            server.kill()
    assert Count.objects.get().served == 15
