"""The frame and every component in a real browser: axe finds nothing, nothing scrolls sideways."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PUBLIC = ["/", "/en/contact/", "/accesibilitate/", "/confidentialitate/"]
PATHS = [*PUBLIC, "/sample/", "/sample/?errors", "/grid/"]
CONTROLS = "input:not([type=file]), select, textarea, button"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def violations(page: Page) -> list[str]:
    """What axe finds on the open page: rule and place."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [
        f"{v['id']}: {n['target']} {n['failureSummary']}" for v in found["violations"] for n in v["nodes"]
    ]


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_no_violation_and_nothing_scrolls_sideways(browser: Browser, live_server, path, width):
    context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(live_server.url + path)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_a_page_with_errors_moves_the_focus_to_the_summary(page: Page, live_server):
    page.goto(live_server.url + "/sample/?errors")
    page.wait_for_selector(".govuk-frontend-supported")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"


def test_no_page_asks_another_host_or_breaks_its_own_policy(page: Page, live_server):
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for path in PATHS:
        page.goto(live_server.url + path)
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert complaints == []


def test_every_control_is_large_enough_for_a_thumb(page: Page, live_server):
    page.goto(live_server.url + "/sample/")
    small = page.evaluate(
        """controls => [...document.querySelectorAll(controls)]
            .map(e => [e.getBoundingClientRect().height, e.outerHTML.slice(0, 80)])
            .filter(([height]) => height && height < 44)""",
        CONTROLS,
    )
    assert small == []


def test_a_form_that_works_once_is_sent_once(page: Page, live_server):
    page.goto(live_server.url + "/sample/")
    page.wait_for_selector(".govuk-frontend-supported")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.route("**/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.evaluate("for (const _ of [1, 2, 3]) document.querySelector('form[data-once] button').click()")
    page.wait_for_timeout(300)
    assert len(sent) == 1
