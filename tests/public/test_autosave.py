"""Autosave and the number grid in a real browser, against answers that the test gives."""

import json
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Server:
    """Answers autosave requests as a test wants, and keeps what was asked."""

    def __init__(self, page: Page) -> None:
        self.asked: list[dict[str, list[str]]] = []
        self.mode = "ok"
        self.extra: dict = {}
        page.route("**/autosave/", self.answer)

    def answer(self, route: Route) -> None:
        if self.mode == "offline":
            route.abort()
            return
        self.asked.append(parse_qs(route.request.post_data or "", keep_blank_values=True))
        if self.mode == "signed out":
            route.fulfill(status=302, headers={"location": "/account/login/"})
            return
        body = {"saved_at": "14:32", "version": len(self.asked) + 1, **self.extra}
        route.fulfill(status=200, content_type="application/json", body=json.dumps(body))


@pytest.fixture
def server(page: Page, live_server) -> Server:
    server = Server(page)
    page.goto(live_server.url + "/en/grid/")
    page.wait_for_selector(".govuk-frontend-supported")
    return server


def status(page: Page, state: str) -> str:
    page.wait_for_selector(f"[data-save-status][data-state={state}]")
    return page.inner_text("[data-save-status]")


def test_only_what_changed_is_sent_with_what_was_shown_before(page, server):
    page.fill("#a", "12")
    page.press("#a", "Tab")
    assert status(page, "saved") == "Saved at 14:32"
    (asked,) = server.asked
    assert (asked["a"], asked["a__base"], asked["version"]) == (["12"], ["10"], ["1"])
    assert asked["csrfmiddlewaretoken"][0]
    assert "b" not in asked and "note" not in asked


def test_typing_is_saved_after_a_pause_without_leaving_the_field(page, server):
    page.type("#b", "7")
    status(page, "saved")
    assert server.asked[0]["b"] == ["7"]


def test_the_next_request_carries_the_new_version_and_base(page, server):
    page.fill("#a", "12")
    page.press("#a", "Tab")
    status(page, "saved")
    page.fill("#a", "13")
    with page.expect_response("**/autosave/"):
        page.press("#a", "Tab")
    assert (server.asked[1]["a__base"], server.asked[1]["version"]) == (["12"], ["2"])


def test_without_network_it_says_so_and_sends_when_it_is_back(page, server):
    server.mode = "offline"
    page.fill("#a", "12")
    page.press("#a", "Tab")
    assert status(page, "offline") == "No internet. We try again."
    server.mode = "ok"
    page.evaluate("window.dispatchEvent(new Event('online'))")
    assert status(page, "saved")
    assert server.asked[-1]["a"] == ["12"]


def test_an_error_stands_under_its_field_and_is_not_sent_again(page, server):
    server.extra = {"errors": {"a": "Write a whole number, for example 78.970"}}
    page.fill("#a", "1.5")
    page.press("#a", "Tab")
    assert "mend the field" in status(page, "refused")
    assert "Write a whole number" in page.inner_text("#mark-a")
    assert page.get_attribute("#a", "aria-invalid") == "true"
    assert page.get_attribute("#a", "aria-describedby") == "mark-a"
    page.wait_for_timeout(1200)
    assert len(server.asked) == 1
    server.extra = {}
    page.fill("#a", "15")
    page.press("#a", "Tab")
    status(page, "saved")
    assert page.query_selector("#mark-a") is None


def conflict(page: Page, server: Server) -> None:
    server.extra = {"conflicts": {"a": {"theirs": "14", "who": "Ana P.", "when": "14:30"}}}
    page.fill("#a", "12")
    page.press("#a", "Tab")
    page.wait_for_selector("#mark-a")
    assert "Ana P." in page.inner_text("#mark-a")
    server.extra = {}


def test_of_two_values_mine_can_be_kept(page, server):
    conflict(page, server)
    page.get_by_role("button", name="Keep mine: 12").click()
    status(page, "saved")
    assert (server.asked[-1]["a"], server.asked[-1]["a__base"]) == (["12"], ["14"])


def test_of_two_values_theirs_can_be_taken(page, server):
    conflict(page, server)
    page.get_by_role("button", name="Take theirs: 14").click()
    assert page.input_value("#a") == "14"
    status(page, "saved")
    assert len(server.asked) == 1


def test_numbers_outlive_an_expired_session_and_texts_do_not_stay_behind(page, server):
    server.mode = "signed out"
    page.fill("#a", "12")
    page.fill("#note", "o poveste")
    page.press("#note", "Tab")
    assert "Not saved" in status(page, "failed")
    assert page.get_attribute("[data-save-status] a", "href") == "/en/account/login/?next=/en/grid/"
    kept = page.evaluate("JSON.stringify(sessionStorage)")
    assert "12" in kept and "poveste" not in kept
    server.mode = "ok"
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    status(page, "saved")
    assert page.input_value("#a") == "12"
    assert (server.asked[-1]["a"], server.asked[-1]["a__base"]) == (["12"], ["10"])
    assert page.evaluate("sessionStorage.length") == 0


def test_derived_figures_follow(page, server):
    server.extra = {"derived": {"total": "22"}}
    page.fill("#a", "12")
    page.press("#a", "Tab")
    status(page, "saved")
    assert page.inner_text("#total") == "22"


def test_without_network_the_button_sends_nothing_and_what_was_typed_stays(page, server):
    server.mode = "offline"
    page.fill("#note", "o propoziție lungă")
    page.press("#note", "Tab")
    status(page, "offline")
    page.context.set_offline(True)
    page.get_by_role("button", name="Salvați").click()
    assert status(page, "offline") == "No internet. We try again."
    assert page.input_value("#note") == "o propoziție lungă"
    page.context.set_offline(False)
    server.mode = "ok"
    with page.expect_request(lambda request: request.method == "POST" and "autosave" not in request.url):
        page.get_by_role("button", name="Salvați").click()


def test_leaving_with_something_unsaved_asks_first(page, server):
    server.mode = "offline"
    page.fill("#a", "12")
    page.press("#a", "Tab")
    status(page, "offline")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("about:blank")
    assert asked == ["beforeunload"]


def test_enter_and_arrows_move_in_the_column_and_select(page, server):
    page.focus("#a")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "b"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "a"
    assert page.evaluate("getSelection().toString()") == "10"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
    assert page.url.endswith("/en/grid/")
