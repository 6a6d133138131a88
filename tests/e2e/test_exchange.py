"""The return without the pages, as a person begins it: a workbook taken in, a token made and revoked."""

import re

import pytest
from playwright.sync_api import expect

from beneficiaries.models import Count
from protect.api.models import Token
from tests.browser import DESK, PHONE
from tests.e2e.looking import look_at, tab_through
from tests.workbook.books import REPEAT, SERVED, TOTAL, code_of, filled
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DEVICES = pytest.mark.parametrize(
    "device",
    [
        {"viewport": PHONE, "java_script_enabled": False},
        {"viewport": DESK, "java_script_enabled": True},
    ],
    ids=["phone", "desk"],
)


@DEVICES
def test_a_workbook_is_downloaded_corrected_and_taken_in(world: World, sit, device) -> None:  # type: ignore[no-untyped-def]
    report = world.started(2025, 2)
    page = sit(world.reporter, **device)
    page.goto(f"/en/returns/{report.pk}/")
    page.get_by_role("link", name="workbook").first.click()
    look_at(page, "The return as a workbook")
    if device["java_script_enabled"]:
        tab_through(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the workbook").click()
    content = download.value.path().read_bytes()
    adult = code_of(world.people_cells[0])
    upload(page, filled(content, {(TOTAL, SERVED): "many", (adult, SERVED): 3, (adult, REPEAT): 5}))
    look_at(page, "Check what the workbook changes")
    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    expect(summary.get_by_role("listitem")).to_have_count(2)
    with page.expect_download():
        page.get_by_role("button", name="Download the copy with notes").click()
    assert not Count.objects.exists()
    upload(page, filled(content, {(TOTAL, SERVED): 41, (adult, SERVED): 3, (adult, REPEAT): 1}))
    look_at(page, "Check what the workbook changes")
    expect(page.get_by_role("row").filter(has_text="41")).to_be_visible()
    page.get_by_role("button", name="Use these values").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Check")
    assert {(count.served, count.repeat) for count in Count.objects.filter(computed=False)} == {
        (41, 0),
        (3, 1),
    }


def upload(page, content: bytes) -> None:  # type: ignore[no-untyped-def]
    page.get_by_label("The filled workbook").set_input_files(
        {"name": "any name.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Show what would change").click()


@DEVICES
def test_a_token_is_found_from_the_organisation_made_shown_once_and_revoked(
    world: World, sit, device
) -> None:  # type: ignore[no-untyped-def]
    page = sit(world.coordinator, **device)
    page.goto(f"/en/organisation/{world.organisation.slug}/")
    page.get_by_role("link", name="Tokens of the API").click()
    look_at(page, "Tokens of the API")
    if device["java_script_enabled"]:
        tab_through(page)
    page.get_by_role("button", name="Make the token").click()
    expect(page.get_by_role("alert").filter(has_text="There is a problem")).to_be_visible()
    look_at(page, "Tokens of the API")
    page.get_by_label("What is it for?").fill("Our case register")
    page.get_by_role("button", name="Make the token").click()
    secret = page.locator("code.app-secret")
    expect(secret).to_have_text(re.compile("^protect_"))
    look_at(page, "Tokens of the API")
    page.reload()  # sends the form again: no second token
    expect(page.get_by_role("alert").filter(has_text="a token of this name")).to_be_visible()
    expect(secret).to_have_count(0)
    page.get_by_role("button", name="Revoke Our case register").click()
    expect(page.get_by_text("The token opens nothing any more.")).to_be_visible()
    assert not Token.objects.live().exists()
