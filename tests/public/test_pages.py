"""The public pages: no cookie, right language, right words when something goes wrong."""

import pytest
from django.test import Client
from django.urls import reverse

from protect.accounts.actions import appoint
from protect.accounts.models import PlatformRole, User

pytestmark = pytest.mark.django_db
PAGES = ["/", "/accesibilitate/", "/confidentialitate/", "/contact/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_public_page_opens_for_everybody_and_sets_no_cookie(client, path, prefix):
    answer = client.get(prefix + path)
    assert answer.status_code == 200
    assert not answer.cookies
    assert f'<html lang="{prefix.strip("/") or "ro"}"' in answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_the_other_language_is_one_link_away_on_the_same_page(client, path):
    assert f'href="/en{path}"' in client.get(path).content.decode()
    assert f'href="{path}" hreflang="ro"' in client.get(f"/en{path}").content.decode()


def test_the_other_language_keeps_the_query(client):
    assert "/en/contact/?from=footer" in client.get("/contact/?from=footer").content.decode()


def test_the_home_page_leads_a_person_in_danger_to_a_phone(client):
    html = client.get("/").content.decode()
    assert 'href="tel:112"' in html
    assert 'href="tel:0800800678"' in html


def test_an_unknown_address_answers_404_in_words_and_offers_the_other_language(client):
    answer = client.get("/nu-exista/")
    assert answer.status_code == 404
    html = answer.content.decode()
    assert "<h1" in html
    assert 'href="/en/" hreflang="en"' in html


def test_a_broken_page_says_so_without_the_database(client, django_assert_num_queries):
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        answer = client.get("/broken/")
    assert answer.status_code == 500
    assert "ProTECT" in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_words():
    answer = Client(enforce_csrf_checks=True).post("/sample/", {"name": "x"})
    assert answer.status_code == 403
    assert "<h1" in answer.content.decode()


def test_health_tells_only_that_the_database_answers(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}


def test_the_demonstration_is_marked_on_every_page(client):
    assert "app-demo" not in client.get("/").content.decode()
    User.objects.create_user("demo@ong.example", name="Demo", is_demo=True)
    for path in [*PAGES, "/nu-exista/"]:
        assert 'class="app-demo"' in client.get(path).content.decode()


def test_the_public_has_its_own_menu_and_a_person_sees_the_pages_that_exist(client):
    assert 'href="/gaseste/" class="app-nav__link"' in client.get("/").content.decode()
    client.force_login(User.objects.create_user("ana@ong.example", name="Ana Pop"))
    html = client.get(reverse("home")).content.decode()
    assert html.count('class="app-nav__link" aria-current="true"') == 1
    assert 'name="htmx-config"' in html


def test_the_menu_of_the_secretariat_is_its_own(rf):
    from protect.public.context import SECRETARIAT_MENU, STAFF_MENU, Portal

    user = User.objects.create_user("secretariat@protect.example", name="Ioana Ilie")
    request = rf.get("/")
    request.user = user
    assert Portal(request)._menu() is STAFF_MENU
    appoint(user, PlatformRole.Role.SECRETARIAT, by=None)
    assert Portal(request)._menu() is SECRETARIAT_MENU


def test_an_anonymous_page_asks_the_database_once(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        client.get("/contact/")
    with django_assert_max_num_queries(3):  # and the newest totals and chapter
        client.get("/")


def test_public_pages_leave_compressed_and_those_with_a_secret_do_not(client):
    asks = {"HTTP_ACCEPT_ENCODING": "gzip"}
    assert client.get("/", **asks)["Content-Encoding"] == "gzip"
    signing_in = client.get("/account/login/", **asks)
    assert signing_in.cookies and "Content-Encoding" not in signing_in
    client.force_login(User.objects.create_user("ana@example.org", name="Ana"))
    assert "Content-Encoding" not in client.get("/contact/", **asks)
