"""Journey c: the secretariat writes, two texts meet, a coordinator agrees, all can read the edition."""

import re

import pytest
from playwright.sync_api import expect

from protect.chapter.actions.numbers import take_release
from protect.chapter.actions.outline import begin_chapter
from protect.chapter.actions.writing import save_text
from protect.chapter.models import Chapter, Edition, Text
from tests.chapter.releases import publish
from tests.e2e.looking import look_at, tab_through
from tests.world import World
from workgroups.actions import begin_group_membership
from workgroups.models import Workgroup

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def chapter(world: World) -> Chapter:
    publish(world, 2025, {"residential": 41, "informed": 78_970})
    made = begin_chapter(2025, by=world.secretariat)
    made.sections.exclude(code__in=["platform", "beneficiaries"]).delete()
    take_release(made, by=world.secretariat)
    save_text(Text.objects.get(section__code="platform", language="en"), "We work.", 0, by=world.secretariat)
    group = Workgroup.objects.create(slug="policy", name_ro="P", name_en="P", purpose_ro="x", purpose_en="x")
    begin_group_membership(world.stranger, group, world.other, "coordinator", by=None)
    return made


def test_from_an_empty_text_to_an_edition(world: World, chapter: Chapter, sit, device) -> None:  # type: ignore[no-untyped-def]
    page = sit(world.secretariat, **device)
    page.set_default_timeout(60_000)
    page.goto("/en/chapter/2025/")
    look_at(page, "Chapter of 2025")
    page.get_by_role("link", name=re.compile("Romanian text.*The platform")).click()
    look_at(page, "The platform")
    page.get_by_label("Text", exact=True).fill("La noi au stat 41 de persoane.")
    save_text(Text.objects.get(section__code="platform", language="ro"), "Altceva.", 0, by=world.colleague)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Somebody saved another text meanwhile")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("is typed by hand").first).to_be_visible()
    page.get_by_label("Text", exact=True).fill("La noi au stat [#].")
    page.get_by_label("What was counted").select_option("residential")
    page.get_by_role("button", name="Show its numbers").click()
    page.get_by_label("Which number").select_option("{{residential:2025}}")
    page.get_by_role("button", name="Show how it can be written").click()
    look_at(page, "The platform")
    page.get_by_role("button", name="Insert into the text").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("La noi au stat 41 de persoane.")).to_be_visible()
    if device["java_script_enabled"]:
        tab_through(page)
    for address, heading in (
        ("checks", "Checks"), ("numbers", "Numbers"), ("annex", "Annex"), ("preview/ro", "raportul pe 2025"),
        ("section/platform/ro/versions", "Versions"), ("section/platform/pictures", "Pictures"),
        ("editions", "Approval"),
    ):  # fmt: skip
        page.goto(f"/en/chapter/2025/{address}/")
        look_at(page, heading)
    page.get_by_role("button", name="Ask the coordinators").click()

    page = sit(world.stranger, **device)
    page.set_default_timeout(60_000)
    page.goto("/en/chapter/2025/approval/policy/")
    look_at(page, "Your word on the report of 2025")
    page.get_by_role("button", name="I agree").click()
    expect(page.get_by_text("Agreed").first).to_be_visible()

    page = sit(world.secretariat, **device)
    page.set_default_timeout(60_000)
    page.goto("/en/chapter/2025/editions/")
    page.get_by_role("button", name="Publish the edition").click()
    expect(page.get_by_role("link", name="Edition 1")).to_be_visible(timeout=60_000)
    assert Edition.objects.count() == 1
    page.goto("/en/rapoarte/2025/")
    look_at(page, "ProTECT: report of 2025")
    expect(page.get_by_role("link", name="report-2025.pdf")).to_be_visible()
