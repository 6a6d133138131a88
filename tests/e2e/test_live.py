"""Two browsers in one thread: nothing is missed, nothing comes twice, nobody reads on without the right."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
import redis
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page, WebSocket, expect

from protect.accounts.models import User
from protect.accounts.second_factor import DEMO_SESSION_KEY
from tests.e2e.looking import look_at, tab_through
from tests.e2e.proxying import Proxy
from tests.e2e.serving import REDIS, Server
from tests.workgroups.conftest import Circle, make_circle
from tests.world import World
from workgroups.actions.discussing import write_post
from workgroups.models import Post, Thread

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CONNECTED = "Connected: new messages appear by themselves."
At = Callable[..., Page]


@pytest.fixture
def circle(world: World) -> Circle:
    return make_circle(world)


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Server processes that end with the test."""
    made: list[Server] = []

    def begin(redis: str = "") -> Server:
        made.append(Server(redis))
        return made[-1].start(wait=False)

    yield begin
    for server in made:
        server.kill()
    connection.close()


@pytest.fixture
def at(browser: Browser) -> Iterator[At]:
    """`at(server, user)`: a browser of this person's own, signed in there."""
    opened = []

    def down(server: Server | Proxy, user: User, **device: object) -> Page:
        User.objects.filter(pk=user.pk).update(is_demo=True)
        client = Client()
        client.force_login(user)
        session = client.session
        session[DEMO_SESSION_KEY] = True
        session.save()
        server.wait()
        context = browser.new_context(base_url=server.url, locale="en-GB", **device)
        context.set_default_timeout(60_000)
        key = client.cookies["sessionid"].key
        context.add_cookies([{"name": key, "value": session.session_key, "url": server.url}])
        opened.append(context)
        return context.new_page()

    yield down
    for context in opened:
        context.close()


def opened(page: Page, thread: Thread) -> Page:
    page.goto(f"/en/groups/policy/threads/{thread.pk}/")
    expect(page.locator("[data-live-state]")).to_have_text(CONNECTED, timeout=60_000)
    return page


def say(page: Page, text: str) -> None:
    page.get_by_label("Your message").fill(text)
    page.get_by_role("button", name="Send to the group").click()
    expect(page.get_by_label("Your message")).to_have_value("")


def texts(page: Page) -> list[str]:
    return [found.strip() for found in page.locator(".app-post .app-prose").all_inner_texts()]


def has(page: Page, *wanted: str) -> None:
    expect(page.locator(".app-post .app-prose")).to_have_text(list(wanted), timeout=90_000)


def test_who_was_offline_finds_three_posts_in_order_and_once(circle: Circle, serve, at) -> None:  # type: ignore[no-untyped-def]
    thread, server = circle.thread(text="Întâi"), serve()
    ana, dan = opened(at(server, circle.ana), thread), opened(at(server, circle.dan), thread)
    say(dan, "Live")
    has(ana, "Întâi", "Live")
    ana.context.set_offline(True)
    expect(ana.locator("[data-live-state]")).to_have_text("No internet. New messages appear when it returns.")
    for text in ("unu", "doi", "trei"):
        say(dan, text)
    assert texts(ana) == ["Întâi", "Live"]
    ana.context.set_offline(False)
    has(ana, "Întâi", "Live", "unu", "doi", "trei")
    expect(ana.locator("[data-live-state]")).to_have_text(CONNECTED, timeout=60_000)
    say(dan, "patru")
    has(ana, "Întâi", "Live", "unu", "doi", "trei", "patru")
    expect(ana.locator("[data-live-here]")).to_contain_text("dan")


def test_a_redaction_and_an_end_of_membership_reach_open_pages(
    circle: Circle,
    serve,
    at,  # type: ignore[no-untyped-def]
) -> None:
    thread, server = circle.thread(text="Întâi"), serve()
    secret = write_post(thread, "De eliminat", by=circle.dan)
    write_post(thread, "Citez", by=circle.leader, quoted=secret)
    dan, leader = opened(at(server, circle.dan), thread), at(server, circle.leader)
    expect(dan.get_by_text("De eliminat").first).to_be_visible()
    leader.goto(f"/en/groups/policy/posts/{secret.pk}/take-away/")
    leader.get_by_label("a person can be recognised").check()
    leader.get_by_role("button", name="Remove it everywhere").click()
    expect(leader.get_by_text("The text was removed on")).to_be_visible()
    expect(dan.get_by_text("De eliminat")).to_have_count(0, timeout=30_000)
    expect(dan.get_by_text("The text was removed on")).to_be_visible()

    happened = followed(dan)
    opened(dan, thread)
    leader.goto("/en/groups/policy/people/")
    leader.get_by_text("Change the membership dan").click()
    leader.get_by_role("button", name="End the membership dan").click()
    expect(dan.get_by_role("alert")).to_contain_text(
        "You can no longer read this discussion.", timeout=30_000
    )
    assert [what for what in happened if what in ("gone", "closed")] == ["gone", "closed"]
    assert "Întâi" not in dan.content() and dan.title() == "ProTECT"


def test_a_session_ended_on_another_device_closes_the_socket_and_empties_the_page(
    circle: Circle,
    serve,
    at,  # type: ignore[no-untyped-def]
) -> None:
    thread, server = circle.thread(text="Întâi"), serve()
    page = at(server, circle.ana)
    happened = followed(page)
    opened(page, thread)
    other = at(server, circle.ana)
    other.goto("/en/account/sessions/")
    other.get_by_role("button", name="End the others").click()
    expect(page.get_by_role("alert")).to_contain_text("Your session has ended.", timeout=30_000)
    assert happened[-1] == "closed" and "gone" not in happened
    assert "Întâi" not in page.content() and page.title() == "ProTECT"


def followed(page: Page) -> list[str]:
    """What a page's socket hears from now on, in order: the kinds of messages, and that it was closed."""
    happened: list[str] = []

    def of_socket(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: happened.append(json.loads(frame)["t"]))
        socket.on("close", lambda _socket: happened.append("closed"))

    page.on("websocket", of_socket)
    return happened


def test_where_sockets_do_not_pass_the_page_asks_by_itself(circle: Circle, serve, at) -> None:  # type: ignore[no-untyped-def]
    thread, server = circle.thread(text="Întâi"), serve()
    page = at(server, circle.ana)
    page.route_web_socket(re.compile("/live/"), lambda ws: ws.close())
    page.goto(f"/en/groups/policy/threads/{thread.pk}/")
    expect(page.locator("[data-live-state]")).to_contain_text("asks for new messages")
    write_post(thread, "Pe ocolite", by=circle.dan)
    has(page, "Întâi", "Pe ocolite")


@pytest.fixture
def behind() -> Iterator[Callable[..., Proxy]]:
    """A proxy that ends with the test."""
    made: list[Proxy] = []

    def begin(*servers: Server) -> Proxy:
        made.append(Proxy(servers))
        return made[-1].start()

    yield begin
    for proxy in made:
        proxy.stop()


@pytest.mark.redis
def test_two_servers_behind_one_proxy_and_one_killed_lose_nothing(circle: Circle, serve, behind, at) -> None:  # type: ignore[no-untyped-def]
    """What is sent to the one is live on the other; the page of the one that dies goes on with the other."""
    try:
        redis.Redis.from_url(REDIS).ping()
    except redis.ConnectionError:
        pytest.skip("no Redis server on this machine")
    thread, servers = circle.thread(text="Întâi"), (serve(REDIS), serve(REDIS))
    proxy = behind(*servers)
    ana, dan = opened(at(proxy, circle.ana), thread), opened(at(proxy, circle.dan), thread)
    of_ana, of_dan = proxy.who_took("socket")
    assert of_ana != of_dan
    say(dan, "unu")
    say(dan, "doi")
    assert set(proxy.who_took(f"POST /en/groups/policy/threads/{thread.pk}/")) == {of_ana, of_dan}
    has(ana, "Întâi", "unu", "doi")
    servers[of_ana].kill()
    say(dan, "trei")
    say(dan, "patru")
    has(ana, "Întâi", "unu", "doi", "trei", "patru")
    expect(ana.locator("[data-live-state]")).to_have_text(CONNECTED, timeout=90_000)
    assert proxy.who_took("socket")[-1] == of_dan
    say(dan, "cinci")
    has(ana, "Întâi", "unu", "doi", "trei", "patru", "cinci")
    assert Post.objects.filter(thread=thread).count() == 6


def test_a_discussion_is_held_on_any_device(circle: Circle, sit, device) -> None:  # type: ignore[no-untyped-def]
    page = sit(circle.ana, **device)
    page.goto("/en/groups/policy/")
    look_at(page, "Policy")
    page.get_by_role("link", name="Begin a discussion").click()
    look_at(page, "Begin a discussion")
    page.get_by_role("button", name="Send to the group").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look_at(page, "Begin a discussion")
    page.get_by_label("Subject").fill("Ghid")
    page.get_by_label("Your message").fill("Cine **citește** ghidul? @Dan")
    page.get_by_role("button", name="Send to the group").click()
    look_at(page, "Ghid")
    page.get_by_role("link", name=re.compile("^Quote")).click()
    page.get_by_label("Your message").fill("Eu")
    page.get_by_role("button", name="Send to the group").click()
    expect(page.locator(".app-quotation")).to_contain_text("Cine citește ghidul?")
    look_at(page, "Ghid")
    if device["java_script_enabled"]:
        tab_through(page)


@pytest.mark.parametrize("device", [({"width": 360, "height": 740}, True)], indirect=True, ids=["phone"])
def test_the_other_pages_of_a_group_are_in_order(circle: Circle, sit, device) -> None:  # type: ignore[no-untyped-def]
    post = circle.thread().posts.get()
    page = sit(circle.leader, **device)
    for address, heading in (
        ("/en/groups/", "Working groups"),
        ("/en/groups/notices/", "How often we write"),
        ("/en/groups/policy/people/", "Members"),
        ("/en/groups/policy/threads/", "Discussions"),
        ("/en/groups/policy/moderation/", "Reported texts"),
        (f"/en/groups/policy/posts/{post.pk}/flag/", "Report a text"),
        (f"/en/groups/policy/posts/{post.pk}/take-away/", "Take a text away"),
        (f"/en/groups/policy/threads/{post.thread_id}/summary/", "In short"),
    ):
        page.goto(address)
        look_at(page, heading)
    page = sit(circle.world.secretariat, **device)
    page.goto("/en/groups/policy/open/")
    look_at(page, "Read a group that is not yours")
