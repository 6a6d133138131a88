"""Passkeys in Debian's Chromium, with a virtual authenticator (WebAuthn over the DevTools protocol)."""

import pytest

from tests.accounts.people import PASSWORD

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(page):
    """A page whose device holds passkeys; it fails the test when a script breaks the content policy."""
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield page
    assert not [text for text in complaints if "Content Security Policy" in text]


def sign_in_with_password(page, live_server, user) -> None:
    page.goto(f"{live_server.url}/account/login/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button:has-text('Sign in') >> nth=0")


def test_the_secretariat_adds_a_passkey_proves_it_and_signs_in_with_it_alone(secretary, page, live_server):
    sign_in_with_password(page, live_server, secretary)
    assert "/account/second-factor/" in page.url
    page.click("a[href='/account/2fa/webauthn/add/']")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/account/2fa/recovery-codes/")
    page.click("main a.govuk-button")
    page.wait_for_url("**/account/second-factor/")
    page.click("main a.govuk-button")
    page.click("#mfa_webauthn_reauthenticate")
    page.wait_for_url("**/home/")
    assert page.inner_text("body") == "the figures"

    page.goto(f"{live_server.url}/account/logout/")
    page.click("main button")
    page.goto(f"{live_server.url}/account/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/home/")
    page.goto(f"{live_server.url}/figures/")
    assert page.inner_text("body") == "the figures"


def test_the_qr_code_is_drawn_under_the_content_policy(ana, page, live_server):
    sign_in_with_password(page, live_server, ana)
    page.goto(f"{live_server.url}/account/2fa/totp/activate/")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    box = page.locator(".app-qr svg").bounding_box()
    assert box["width"] > 100
