"""Somebody who looks for help, on a phone or a desk, with scripts or without; and the weight of the pages."""

import gzip
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import DESK, PHONE
from tests.e2e.looking import look_at, tab_through
from tests.published import offer, organisation, publish
from workgroups.models import Workgroup

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WEATHER = "https://weather.example.org/"
PAGES = {
    "/": "Împreună", "/en/": "Together", "/gaseste/": "Cine te poate ajuta",
    "/en/gaseste/cluj/?need=talk": "Cluj", "/iesire/": "Ieșirea rapidă",
    "/organizatii/?county=CJ&need=home": "Organizațiile", "/en/organizatii/casa/": "Casa",
    "/cauta/?q=consiliere": "Căutare",
}  # fmt: skip
LIMIT = 100_000
Visit = Callable[..., Page]


@pytest.fixture
def members(db, settings) -> None:  # type: ignore[no-untyped-def]
    """A shelter and a counsellor, and a page of weather at the other end of the exit control."""
    settings.EXIT_URL = WEATHER
    casa = publish(
        organisation("Casa", "casa"), "CJ MM", "women girls", mission_ro="Un adăpost, consiliere.",
        website="https://example.org/", email="casa@example.org",
    )  # fmt: skip
    offer(casa, "residential", "CJ", "women", "ro uk", name_ro="Locuință protejată", phone="0264 000 001")
    offer(
        casa, "counselling", "CJ", "women men", name_ro="Consiliere", phone="0264 000 002", is_anonymous=True
    )
    offer(casa, "counselling", "B", name_ro="Consiliere la distanță", phone="0264 000 003", nationwide=True)
    Workgroup.objects.create(slug="policy", name_ro="P", name_en="P", purpose_ro="x", purpose_en="x")


@pytest.fixture
def visit(browser: Browser, live_server) -> Iterator[Visit]:  # type: ignore[no-untyped-def]
    """`visit(device)`: a page of somebody nobody knows; `page.asked` are the addresses it asked for."""
    opened = []

    def come(**device: object) -> Page:
        context = browser.new_context(base_url=live_server.url, locale="ro-RO", **device)
        context.set_default_timeout(10_000)
        context.route(f"{WEATHER}**", lambda route: route.fulfill(body="<title>Vremea</title>Soare"))
        opened.append(context)
        page = context.new_page()
        page.asked = []  # type: ignore[attr-defined]
        page.on("request", lambda request: page.asked.append(request.url))  # type: ignore[attr-defined]
        return page

    yield come
    for context in opened:
        context.close()


def test_somebody_finds_a_number_to_call_in_two_acts(members, visit, device, live_server) -> None:  # type: ignore[no-untyped-def]
    page = visit(**device)
    page.goto("/")
    page.get_by_label("Unde ești?").select_option("cluj")
    page.get_by_label("De ce ai nevoie?").select_option("talk")
    page.get_by_role("button", name="Arată cine poate ajuta").click()  # the first
    number = page.get_by_role("link", name="0264 000 002")  # the second is to call it
    expect(number).to_have_attribute("href", "tel:0264000002")
    expect(number).to_be_visible()
    expect(page.get_by_text("Nu trebuie să spui cum te cheamă.")).to_be_visible()
    expect(page).to_have_title("Cluj")
    assert page.context.cookies() == []
    assert [url for url in page.asked if not url.startswith(live_server.url)] == []


def test_on_the_map_it_is_one(members, visit, device) -> None:  # type: ignore[no-untyped-def]
    page = visit(**device)
    page.goto("/gaseste/")
    page.get_by_role("link", name="CJ Cluj").click()
    expect(page.get_by_role("link", name="0264 000 001")).to_be_visible()


def test_the_exit_control_replaces_the_page(members, visit) -> None:  # type: ignore[no-untyped-def]
    page = visit(viewport=PHONE)
    page.goto("/")
    page.goto("/gaseste/cluj/")
    page.wait_for_selector(".js-enabled")
    page.get_by_role("link", name="Ieși repede", exact=True).click()
    page.wait_for_url(WEATHER)
    page.go_back()
    expect(page).not_to_have_url("/gaseste/cluj/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Împreună")


def test_shift_three_times_within_five_seconds_leaves(members, visit) -> None:  # type: ignore[no-untyped-def]
    page = visit(viewport=DESK)
    page.clock.install()
    page.goto("/iesire/")
    page.wait_for_selector(".js-enabled")
    page.keyboard.press("Shift")
    expect(page.locator("[data-exit-status]")).to_have_text("Apasă Shift de încă 2 ori ca să ieși.")
    page.clock.fast_forward(6_000)
    for _again in (1, 2):
        page.keyboard.press("Shift")
    expect(page).to_have_title("Ieșire rapidă")  # the first was too long ago
    page.keyboard.press("Shift")
    page.wait_for_url(WEATHER)


def test_without_scripts_the_exit_control_is_a_link(members, visit) -> None:  # type: ignore[no-untyped-def]
    page = visit(viewport=PHONE, java_script_enabled=False)
    page.goto("/gaseste/cluj/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # right after the link to the main content
    page.keyboard.press("Enter")
    page.wait_for_url(WEATHER)


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_can_be_read_by_everybody(members, visit, viewport) -> None:  # type: ignore[no-untyped-def]
    page = visit(viewport=viewport, bypass_csp=True)
    for path, heading in PAGES.items():
        page.goto(path)
        look_at(page, heading)


@pytest.mark.parametrize("path", ["/gaseste/", "/organizatii/"])
def test_the_focus_is_never_covered(members, visit, path) -> None:  # type: ignore[no-untyped-def]
    page = visit(viewport=PHONE)
    page.goto(path)
    assert tab_through(page) > 10


def test_no_page_asks_another_host_breaks_its_policy_or_weighs_too_much(members, visit, live_server) -> None:  # type: ignore[no-untyped-def]
    page = visit(viewport=PHONE)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    for path in PAGES:
        weights: dict[str, int] = {}

        def weigh(response, weights=weights) -> None:  # type: ignore[no-untyped-def]
            # WhiteNoise serves the assets compressed; the page itself counts as it is written.
            body = response.body()
            packed = "/static/" in response.url and not response.url.endswith("woff2")
            weights[response.url] = len(gzip.compress(body)) if packed else len(body)

        page.on("response", weigh)
        page.goto(path)
        page.wait_for_load_state("networkidle")
        page.remove_listener("response", weigh)
        assert sum(weights.values()) <= LIMIT, (path, weights)
    assert complaints == []
    assert [url for url in page.asked if not url.startswith(live_server.url)] == []
