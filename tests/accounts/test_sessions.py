import datetime
import time

import pytest
from allauth.usersessions.models import UserSession
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from protect.accounts.actions import deactivate
from protect.accounts.sessions import BEGAN, SEEN
from protect.accounts.sockets import session_group
from tests.accounts.people import PASSWORD, enrol, sign_in

HOUR = 3600


def age(client, *, began: float = 0, seen: float = 0) -> None:
    session = client.session
    session[BEGAN] -= began
    session[SEEN] -= seen
    session.save()


@pytest.mark.parametrize(("idle", "expected"), [(8 * HOUR - 5, 200), (8 * HOUR + 5, 302)])
def test_a_member_stays_eight_idle_hours(client, ana, idle, expected):
    sign_in(client, ana)
    client.get("/home/")
    age(client, seen=idle)
    assert client.get("/home/").status_code == expected


@pytest.mark.parametrize(("idle", "expected"), [(4 * HOUR - 5, 200), (4 * HOUR + 5, 302)])
def test_the_secretariat_stays_four_idle_hours(client, secretary, idle, expected):
    sign_in(client, secretary, enrol(secretary))
    client.get("/home/")
    age(client, seen=idle)
    assert client.get("/home/").status_code == expected


@pytest.mark.parametrize(("lived", "expected"), [(24 * HOUR - 5, 200), (24 * HOUR + 5, 302)])
def test_no_session_outlives_a_day_however_busy(client, ana, lived, expected):
    sign_in(client, ana)
    client.get("/home/")
    age(client, began=lived)
    assert client.get("/home/").status_code == expected


def test_an_ended_session_asks_to_sign_in_and_comes_back(client, ana):
    sign_in(client, ana)
    client.get("/home/")
    age(client, seen=9 * HOUR)
    assert client.get("/figures/").url == "/account/login/?next=/figures/"


def test_a_page_writes_nothing_within_the_same_minute(client, ana):
    sign_in(client, ana)
    client.get("/figures/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/figures/")
    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}


def test_signed_in_pages_stay_out_of_caches_and_indexes(client, ana):
    sign_in(client, ana)
    for url in ("/figures/", "/files/1/", "/missing/"):
        answer = client.get(url)
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex"


def test_signing_out_clears_the_browser_and_takes_a_post(client, ana):
    sign_in(client, ana)
    assert client.get("/account/logout/").status_code == 200
    assert client.get("/home/").status_code == 200
    answer = client.post("/account/logout/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert answer["Cache-Control"] == "private, no-store"
    assert client.get("/home/").status_code == 302


def test_a_session_that_ran_out_keeps_what_the_browser_holds(client, ana):
    sign_in(client, ana)
    client.get("/home/")
    age(client, seen=9 * HOUR)
    assert "Clear-Site-Data" not in client.post("/figures/")


def test_the_session_key_changes_at_sign_in(client, ana):
    client.get("/account/login/")
    session = client.session
    session["x"] = 1
    session.save()
    before = client.session.session_key
    sign_in(client, ana)
    assert client.session.session_key != before


def test_ending_the_other_sessions_ends_them_and_tells_their_sockets(
    client, client_b, ana, django_capture_on_commit_callbacks
):
    sign_in(client_b, ana)
    sign_in(client, ana)
    layer = get_channel_layer()
    async_to_sync(layer.group_add)(session_group(client_b.session.session_key), "other")
    page = client.get("/account/sessions/").content.decode()
    assert page.count(">127.0.0.1<") == 2
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/sessions/")
    assert async_to_sync(layer.receive)("other") == {"type": "session.ended"}
    assert client.get("/home/").status_code == 200
    assert client_b.get("/home/").status_code == 302


def test_a_new_password_ends_every_session(client, client_b, ana):
    sign_in(client_b, ana)
    sign_in(client, ana)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    new = "alte patru cuvinte potrivite"
    answer = client.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer.status_code == 302
    assert client_b.get("/home/").status_code == 302


def test_a_deactivated_person_is_out_at_once(client, ana, secretary):
    sign_in(client, ana)
    deactivate(ana, by=secretary, reason="left the organisation")
    assert not UserSession.objects.filter(user=ana).exists()
    assert not Session.objects.exists()
    assert client.get("/home/").status_code == 302
    sign_in(client, ana)
    assert client.get("/home/").status_code == 302


def test_the_clock_of_a_session_starts_at_sign_in(client, ana):
    sign_in(client, ana)
    client.get("/home/")
    assert abs(client.session[BEGAN] - time.time()) < 5
    assert UserSession.objects.get().created_at > ana.joined_at - datetime.timedelta(seconds=1)
