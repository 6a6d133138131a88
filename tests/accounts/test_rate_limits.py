import pytest
from allauth.account import app_settings
from allauth.account.adapter import get_adapter

from protect.accounts.adapters import place_of
from tests.accounts.people import PASSWORD, make_user, sign_in


@pytest.fixture(autouse=True)
def limits(settings):
    settings.ACCOUNT_RATE_LIMITS = {
        "login": "120/m/ip",
        "login_failed": "60/m/ip,5/5m/key,30/d/key",
        "login_account": "300/d/key",
    }


def fail(client, email, **headers):
    return client.post("/account/login/", {"login": email, "password": "wrong"}, **headers)


def locked(client, user, **headers) -> bool:
    sign_in(client, user, **headers)
    return "_auth_user_id" not in client.session


def test_the_tests_run_with_the_limits_of_the_portal(settings):
    from protect.settings import base

    assert base.ACCOUNT_RATE_LIMITS == settings.ACCOUNT_RATE_LIMITS
    assert app_settings.RATE_LIMITS["login_account"] == "300/d/key"


def test_forty_people_of_one_office_sign_in(client_class, db):
    for number in range(40):
        user = make_user(f"om{number}@ong.example")
        assert not locked(client_class(), user, REMOTE_ADDR="192.0.2.7")


def test_an_account_is_locked_after_five_wrong_passwords(client_class, ana):
    for _ in range(5):
        fail(client_class(), ana.email)
    assert locked(client_class(), ana)


def test_four_wrong_passwords_do_not_lock(client_class, ana):
    for _ in range(4):
        fail(client_class(), ana.email)
    assert not locked(client_class(), ana)


@pytest.mark.parametrize("spelling", ["ANA@ong.example", "Ana@ONG.example"])
def test_the_case_of_the_address_does_not_start_anew(client_class, ana, spelling):
    for _ in range(5):
        fail(client_class(), spelling)
    assert locked(client_class(), ana)


def test_a_forged_forwarded_address_does_not_help(client_class, ana):
    for number in range(5):
        fail(client_class(), ana.email, headers={"X-Forwarded-For": f"203.0.113.{number}"})
    assert locked(client_class(), ana, headers={"X-Forwarded-For": "203.0.113.99"})


def test_one_address_does_not_lock_another_account(client_class, ana, db):
    other = make_user("ion@ong.example")
    for _ in range(5):
        fail(client_class(), ana.email)
    assert not locked(client_class(), other)


def test_a_stranger_elsewhere_does_not_lock_the_owner_out(client_class, ana):
    for number in range(40):
        fail(client_class(), ana.email, REMOTE_ADDR=f"203.0.113.{number}")
    assert locked(client_class(), ana, REMOTE_ADDR="203.0.113.99")  # nor does a neighbour get further
    assert not locked(client_class(), ana, REMOTE_ADDR="192.0.2.7")


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:7:1234::1", "2001:db8:7::/48"),
        ("", ""),
        ("unknown", "unknown"),
    ],
)
def test_a_place_is_what_one_attacker_easily_has_all_of(address, place):
    assert place_of(address) == place


def test_one_place_cannot_use_up_what_all_places_have_together(client_class, ana, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_account": "6/d/key"}
    for _ in range(20):
        fail(client_class(), ana.email, REMOTE_ADDR="203.0.113.1")
    assert not locked(client_class(), ana, REMOTE_ADDR="192.0.2.7")


def test_many_places_guess_no_further_and_a_new_password_opens_again(client_class, ana, settings, rf):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_account": "8/d/key"}
    for number in range(8):
        fail(client_class(), ana.email, REMOTE_ADDR=f"203.0.{number}.1")
    page = client_class().post(
        "/account/login/", {"login": ana.email, "password": PASSWORD}, REMOTE_ADDR="192.0.2.7"
    )
    assert "Sign in with a passkey" in page.content.decode()
    get_adapter()._delete_login_attempts_cached_email(rf.get("/"), email=ana.email)  # as a reset does
    assert not locked(client_class(), ana, REMOTE_ADDR="192.0.2.7")


def test_the_right_password_uses_nothing_up(client_class, ana, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_account": "2/d/key"}
    for _ in range(5):
        assert not locked(client_class(), ana)


def test_sixty_wrong_passwords_a_minute_close_the_address(client_class, ana):
    for number in range(60):
        fail(client_class(), f"nobody{number}@ong.example", REMOTE_ADDR="192.0.2.7")
    assert locked(client_class(), ana, REMOTE_ADDR="192.0.2.7")
    assert not locked(client_class(), ana, REMOTE_ADDR="192.0.2.8")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "198.51.100.4", "127.0.0.1"),
        (1, "198.51.100.4", "198.51.100.4"),
        (1, "203.0.113.66, 198.51.100.4", "198.51.100.4"),
    ],
)
def test_the_address_is_the_one_that_our_proxy_saw(client, ana, settings, proxies, forwarded, expected):
    from allauth.usersessions.models import UserSession

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    sign_in(client, ana, headers={"X-Forwarded-For": forwarded})
    assert UserSession.objects.get().ip == expected


def test_wrong_codes_are_limited_too(client, client_class, secretary):
    from tests.accounts.people import enrol, totp_code

    secret = enrol(secretary)
    client.post("/account/login/", {"login": secretary.email, "password": PASSWORD})
    for _ in range(5):
        client.post("/account/2fa/authenticate/", {"code": "000000"})
    client.post("/account/2fa/authenticate/", {"code": totp_code(secret)})
    assert "_auth_user_id" not in client.session
