import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from protect.accounts import second_factor
from protect.accounts.actions import appoint
from protect.accounts.models import PlatformRole
from protect.accounts.second_factor import Requirement
from tests.accounts.people import enrol, secret_on, sign_in, totp_code

PRIVATE = ["/home/", "/figures/", "/files/1/", "/account/sessions/", "/account/"]


@pytest.fixture
def rules(monkeypatch):
    monkeypatch.setattr(second_factor, "_rules", list(second_factor._rules))


@pytest.mark.parametrize("url", PRIVATE)
def test_the_secretariat_sees_nothing_with_a_password_alone(client, secretary, url):
    sign_in(client, secretary)
    answer = client.get(url)
    assert answer.status_code == 302
    assert answer.url.startswith("/account/second-factor/?next=")


@pytest.mark.parametrize("role", PlatformRole.Role.values)
def test_both_platform_roles_must(client, ana, role):
    appoint(ana, role, by=None)
    sign_in(client, ana)
    assert client.get("/figures/").status_code == 302


@pytest.mark.parametrize("url", PRIVATE)
def test_a_member_without_a_role_needs_only_the_password(client, ana, url):
    sign_in(client, ana)
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", PRIVATE)
def test_with_the_code_the_secretariat_sees_everything(client, secretary, url):
    sign_in(client, secretary, enrol(secretary))
    assert client.get(url).status_code == 200


def test_a_password_alone_is_no_session_at_all_once_a_factor_is_set_up(client, secretary):
    enrol(secretary)
    sign_in(client, secretary)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Accept": "application/json"}])
def test_a_fragment_or_json_is_refused_and_not_redirected(client, secretary, headers):
    sign_in(client, secretary)
    assert client.get("/figures/", headers=headers).status_code == 403


def test_a_refusal_is_logged(client, secretary, caplog):
    sign_in(client, secretary)
    client.get("/figures/")
    assert f"second factor missing: user {secretary.pk} at figures" in caplog.text


def test_the_page_says_why_and_how(client, secretary):
    sign_in(client, secretary)
    page = client.get("/account/second-factor/").content.decode()
    assert "Your role asks for a second factor" in page
    assert "/account/2fa/totp/activate/" in page
    assert "/account/2fa/webauthn/add/" in page


def test_the_way_back_leads_nowhere_else(client, secretary):
    sign_in(client, secretary, enrol(secretary))
    assert client.get("/account/second-factor/?next=https://evil.example/").url == "/home/"
    assert client.get("/account/second-factor/?next=/figures/").url == "/figures/"


def enrol_on_the_pages(client) -> str:
    """Set the app up as a person does, password again first; its secret."""
    assert client.get("/account/2fa/totp/activate/").url.startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/", {"password": "patru cuvinte fara rost"})
    page = client.get("/account/2fa/totp/activate/")
    assert "<svg" in page.content.decode()
    assert "data:image" not in page.content.decode()
    secret = secret_on(page.content.decode())
    answer = client.post("/account/2fa/totp/activate/", {"code": totp_code(secret)})
    assert answer.url == "/account/2fa/recovery-codes/"
    return secret


def test_enrolling_alone_does_not_open_the_door_using_the_factor_does(client, secretary):
    sign_in(client, secretary)
    secret = enrol_on_the_pages(client)
    assert client.get("/account/2fa/recovery-codes/").status_code == 200
    assert client.get("/figures/").status_code == 302
    page = client.get("/account/second-factor/?next=/figures/").content.decode()
    assert "/account/2fa/reauthenticate/?next=/figures/" in page.replace("%2F", "/")
    answer = client.post("/account/2fa/reauthenticate/?next=/figures/", {"code": totp_code(secret)})
    assert answer.url == "/figures/"
    assert client.get("/figures/").status_code == 200


def test_a_recovery_code_read_off_the_page_proves_nothing(client, secretary):
    sign_in(client, secretary)
    enrol_on_the_pages(client)
    codes = Authenticator.objects.get(user=secretary, type="recovery_codes").wrap().get_unused_codes()
    client.post("/account/2fa/reauthenticate/", {"code": codes[0]})
    assert client.get("/figures/").status_code == 302


def test_a_recovery_code_signs_in_once(client, secretary):
    sign_in(client, secretary)
    enrol_on_the_pages(client)
    codes = Authenticator.objects.get(user=secretary, type="recovery_codes").wrap().get_unused_codes()
    for expected in (200, 302):
        client.post("/account/logout/")
        sign_in(client, secretary)
        client.post("/account/2fa/authenticate/", {"code": codes[0]})
        assert client.get("/figures/").status_code == expected


def test_removing_the_factor_closes_the_door_at_once(client, secretary):
    sign_in(client, secretary, enrol(secretary))
    assert client.get("/figures/").status_code == 200
    Authenticator.objects.filter(user=secretary).delete()
    assert client.get("/figures/").status_code == 302


@pytest.mark.parametrize("page", ["/admin/", "/admin/login/", "/en/admin/"])
def test_an_admin_login_without_a_second_factor_is_refused_by_there_being_none(client, db, page: str) -> None:  # type: ignore[no-untyped-def]
    assert client.get(page).status_code == client.post(page, {"username": "x"}).status_code == 404


def test_a_factor_set_up_since_does_not_bless_an_older_session(client, secretary):
    sign_in(client, secretary, enrol(secretary))
    Authenticator.objects.filter(user=secretary).delete()
    enrol(secretary)
    assert client.get("/figures/").status_code == 302


def test_a_role_given_while_signed_in_counts_at_the_next_request(client, ana):
    sign_in(client, ana)
    assert client.get("/figures/").status_code == 200
    appoint(ana, PlatformRole.Role.AUDITOR, by=None)
    assert client.get("/figures/").status_code == 302


@pytest.mark.parametrize(("days", "expected"), [(1, 200), (-1, 302)])
def test_a_grace_ends_when_it_says(client, ana, rules, days, expected):
    until = timezone.now() + datetime.timedelta(days=days)
    second_factor.register_requirement(lambda user: Requirement(must_now=False, grace_until=until))
    sign_in(client, ana)
    assert client.get("/figures/").status_code == expected


def test_another_app_says_who_must(client, ana, rules):
    second_factor.register_requirement(lambda user: Requirement(must_now=True) if user == ana else None)
    sign_in(client, ana)
    assert client.get("/figures/").status_code == 302


def test_nobody_removes_the_key_of_somebody_else(client, ana, secretary):
    enrol(secretary)
    key = Authenticator.objects.create(user=secretary, type="webauthn", data={"name": "key"})
    sign_in(client, ana)
    client.post("/account/reauthenticate/", {"password": "patru cuvinte fara rost"})
    assert client.post(f"/account/2fa/webauthn/keys/{key.pk}/remove/").status_code == 404


def test_the_seed_is_not_readable_in_the_database(secretary):
    secret = enrol(secretary)
    stored = Authenticator.objects.get(user=secretary).data["secret"]
    assert secret not in stored
    assert Authenticator.objects.get(user=secretary).wrap().validate_code(totp_code(secret))


def test_a_code_works_once(client, secretary):
    secret = enrol(secretary)
    code = totp_code(secret)
    factor = Authenticator.objects.get(user=secretary).wrap()
    assert factor.validate_code(code)
    assert not factor.validate_code(code)
    assert not factor.validate_code(f" {code[:3]} {code[3:]} ")


class TestPublicPages:
    """Whoever has yet to set up the factor sees what anybody sees, and no more."""

    @pytest.mark.parametrize("url", ["/organizatii/", "/gaseste/", "/contact/", "/aderare/"])
    def test_they_stay_open(self, client, secretary, url):
        sign_in(client, secretary)
        page = client.get(url)
        assert page.status_code == 200
        assert page.wsgi_request.user.is_anonymous and "Ioana" not in page.content.decode()
        assert page["Cache-Control"] == "private, no-store"
        assert client.get("/figures/").status_code == 302  # she is still signed in, and still owes it

    def test_what_members_alone_see_there_is_not_shown(self, client, secretary):
        sign_in(client, secretary)
        seen = client.get("/organizatii/").content.decode()
        assert "/account/login/" in seen and "/account/logout/" not in seen

    def test_with_the_factor_she_is_known_there(self, client, secretary):
        sign_in(client, secretary, enrol(secretary))
        assert client.get("/organizatii/").wsgi_request.user == secretary

    def test_an_invitation_asks_for_the_factor_first(self, client, secretary):
        sign_in(client, secretary)
        assert client.get(reverse("members:invitation", args=["x"])).url.startswith("/account/second-factor/")
