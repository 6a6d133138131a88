import pytest

from protect.accounts.actions import appoint
from protect.accounts.models import PlatformRole
from protect.accounts.second_factor import DEMO_SESSION_KEY
from tests.accounts.people import make_user, sign_in


@pytest.fixture
def demo_secretary(db):
    user = make_user("demo@protect.example", name="Demo Ilie", is_demo=True, demo_role="secretariat")
    appoint(user, PlatformRole.Role.SECRETARIAT, by=None)
    return user


def test_one_click_signs_in_as_a_person_of_the_demonstration(client, demo_secretary):
    page = client.get("/demo/").content.decode()
    assert "Demo Ilie: secretariat" in page
    assert client.post(f"/demo/{demo_secretary.pk}/").url == "/home/"
    assert client.get("/figures/").status_code == 200


def test_a_click_is_a_post(client, demo_secretary):
    assert client.get(f"/demo/{demo_secretary.pk}/").status_code == 405


def test_a_real_person_is_not_listed_and_not_signed_in_as(client, ana, secretary):
    assert ana.name not in client.get("/demo/").content.decode()
    for person in (ana, secretary):
        assert client.post(f"/demo/{person.pk}/").status_code == 404
    assert client.get("/home/").status_code == 302


def test_where_it_is_off_it_is_not_there(client, demo_secretary, settings):
    settings.DEMO_SIGN_IN = False
    assert client.get("/demo/").status_code == 404
    assert client.post(f"/demo/{demo_secretary.pk}/").status_code == 404


def test_switching_it_off_ends_the_waiver_of_open_sessions(client, demo_secretary, settings):
    client.post(f"/demo/{demo_secretary.pk}/")
    settings.DEMO_SIGN_IN = False
    assert client.get("/figures/").status_code == 302


def test_the_waiver_is_not_for_real_people(client, demo_secretary, secretary):
    client.post(f"/demo/{demo_secretary.pk}/")
    client.post("/account/logout/")
    sign_in(client, secretary)
    session = client.session
    session[DEMO_SESSION_KEY] = True
    session.save()
    assert client.get("/figures/").status_code == 302


def test_a_demo_person_with_a_password_still_needs_the_factor(client, demo_secretary):
    sign_in(client, demo_secretary)
    assert client.get("/figures/").status_code == 302


def test_a_base_installation_has_it_off():
    from protect.settings import base

    assert base.DEMO_SIGN_IN is False
