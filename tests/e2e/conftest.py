"""The portal in Debian's Chromium: who sits at it, and on which device."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from protect.accounts.models import User
from protect.accounts.second_factor import DEMO_SESSION_KEY
from tests.browser import DESK, PHONE

Sit = Callable[..., Page]


@pytest.fixture(params=[(PHONE, True), (DESK, True), (PHONE, False), (DESK, False)], ids=str)
def device(request: pytest.FixtureRequest) -> dict[str, object]:
    """A phone and a desk, with JavaScript and without."""
    viewport, scripts = request.param
    return {"viewport": viewport, "java_script_enabled": scripts}


@pytest.fixture
def sit(browser: Browser, live_server) -> Iterator[Sit]:
    """`sit(user)`: a page of a browser in which this person has signed in, with the second factor."""
    opened = []

    def down(user: User, url: str = live_server.url, **device: object) -> Page:
        User.objects.filter(pk=user.pk).update(is_demo=True)
        client = Client()
        client.force_login(user)
        session = client.session
        session[DEMO_SESSION_KEY] = True
        session.save()
        context = browser.new_context(base_url=url, locale="en-GB", bypass_csp=True, **device)
        context.set_default_timeout(10_000)
        name = client.cookies["sessionid"].key
        context.add_cookies([{"name": name, "value": session.session_key, "url": url}])
        opened.append(context)
        return context.new_page()

    yield down
    for context in opened:
        context.close()
