"""Journey b, its end: the secretariat looks, cuts, publishes; everybody reads the release."""

import re

import pytest
from playwright.sync_api import expect

from services.models import Release
from tests.e2e.looking import look_at, tab_through
from tests.services.crowd import counted
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FEW_BOYS = [[9, 2, 30, 12, 0], [8, 1, 28, 14, 0], [10, 0, 31, 13, 0], [9, 1, 29, 12, 0]]


def test_from_the_preview_to_the_public_page(world: World, sit, device) -> None:  # type: ignore[no-untyped-def]
    counted(world, FEW_BOYS)
    page = sit(world.secretariat, **device)
    page.goto("/en/totals/2025/release/")
    look_at(page, "What would be published")
    expect(page.get_by_text(re.compile("would give away")).first).to_be_visible()
    if device["java_script_enabled"]:
        tab_through(page)
    page.get_by_role("button", name="Cut the release").click()
    look_at(page, "2025 r1")
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("2025 r1 is public.")).to_be_visible()
    assert Release.objects.published().count() == 1

    public = page.context.browser.new_context(**device).new_page()
    public.goto(page.url.split("/en/")[0] + "/en/cifre/")
    look_at(public, "How many people")
    public.get_by_role("link", name="2025").click()
    look_at(public, "People helped in 2025")
    expect(public.get_by_text("[c]").first).to_be_visible()
    assert not public.context.cookies()
    with public.expect_download() as download:
        public.get_by_role("link", name="CSV", exact=True).click()
    assert download.value.suggested_filename == "protect-2025-r1-figures.csv"
    public.context.close()
