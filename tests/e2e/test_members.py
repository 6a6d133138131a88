"""Journey: an editor writes the profile, the secretariat returns it, the editor mends, it becomes public.

And a stranger applies to join. Both with and without JavaScript, on a phone and at a desk.
"""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from members.models import Application, Organisation, ProfileRevision
from protect.notices.models import Notice
from tests.e2e.looking import look_at
from tests.files.made import pdf
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PROFILE = "/en/organisation/ours/profile/"


@pytest.fixture(autouse=True)
def nobody_applied_before() -> None:
    """Applications from one place are limited, and all tests sit at one."""
    cache.clear()


def test_a_profile_is_written_returned_mended_and_approved(world: World, sit, device) -> None:
    page = sit(world.coordinator, **device)
    page.goto(PROFILE)
    look_at(page, "Profile")
    page.get_by_role("button", name="Begin the profile").click()
    look_at(page, "Write the profile")
    page.get_by_label("In one sentence (Romanian)").fill("Sprijinim femei.")
    page.get_by_label("Mission (Romanian)").fill("Ca fiecare om să fie liber.")
    page.get_by_label("What we do (Romanian)").fill("Consiliere și adăpost.")
    page.get_by_label("Cluj", exact=True).check()
    if device["java_script_enabled"]:
        expect(page.get_by_role("status")).to_contain_text("Saved at")
    page.get_by_role("button", name="Save and look it over").click()
    look_at(page, "Look the profile over and send it")
    page.get_by_role("button", name="Send to the secretariat").click()
    expect(page.get_by_text("The profile is with the secretariat.")).to_be_visible()

    page = sit(world.secretariat, **device)
    page.goto("/en/organisation/waiting/")
    look_at(page, "Members: what waits")
    page.get_by_role("link", name="Ours").click()
    look_at(page, "Ours")
    mission = page.get_by_role("region", name="Mission (Romanian)")
    mission.locator("summary").click()
    mission.get_by_label("Your question").fill("Liber de ce?")
    mission.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_role("button", name="Return with the questions").click()

    page = sit(world.coordinator, **device)
    page.goto(PROFILE)
    page.get_by_role("link", name="Go on writing").click()
    expect(page.get_by_text("Liber de ce?")).to_be_visible()
    page.get_by_label("Mission (Romanian)").fill("Ca fiecare om să fie liber de exploatare.")
    page.get_by_role("button", name="Save and look it over").click()
    page.get_by_role("button", name="Send to the secretariat").click()

    page = sit(world.secretariat, **device)
    revision = ProfileRevision.objects.get()
    page.goto(f"{PROFILE}{revision.number}/review/")
    expect(page.locator("ins").filter(has_text="liber de exploatare")).to_be_visible()
    page.get_by_role("button", name=re.compile("Approve")).click()
    expect(page.get_by_text("The profile is public.")).to_be_visible()
    assert Organisation.objects.public().get(slug="ours").published_revision == revision


def test_an_organisation_applies_with_a_file(world: World, device, browser, live_server) -> None:
    context = browser.new_context(base_url=live_server.url, locale="en-GB", bypass_csp=True, **device)
    page = context.new_page()
    page.goto("/en/aderare/")
    look_at(page, "Join the platform")
    page.get_by_role("button", name="Send the application").click()
    look_at(page, "Join the platform")  # with everything that is missing
    page.get_by_label("Name of the organisation").fill("Asociația Nouă")
    page.get_by_label("Fiscal code").fill("RO 18547290")
    page.get_by_label("Year of founding").fill("2015")
    page.get_by_label("What you do against trafficking, and since when").fill("Mergem în școli.")
    page.get_by_label("What you want to do together with the others").fill("Să învățăm.")
    page.get_by_label("Who writes for the organisation").fill("Ana Exemplu")
    page.get_by_label("E-mail address").fill("noi@example.org")
    page.get_by_label("Cluj", exact=True).check()
    page.get_by_label("A member that knows you").select_option(label="Ours")
    page.get_by_label("Another member that knows you").select_option(label="Other")
    file = {"name": "statut.pdf", "mimeType": "application/pdf", "buffer": pdf("Statut")}
    page.get_by_label("The statutes, as a PDF").set_input_files([file])
    page.get_by_role("button", name="Send the application").click()
    look_at(page, "Confirm your e-mail address")
    assert context.cookies() == []
    page.goto(Notice.objects.get(kind="application.confirm").path)
    look_at(page, "Your application")
    page.get_by_role("button", name="Confirm and send the application").click()
    expect(page.get_by_text("It is with the secretariat.")).to_be_visible()
    context.close()
    assert Application.objects.get().status == "submitted"
