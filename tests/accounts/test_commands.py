import io

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from protect.accounts.models import User
from protect.accounts.rules import is_secretariat
from tests.accounts.people import PASSWORD, enrol, make_user, sign_in, totp_code


def invite(email="first@protect.example", name="Prima Persoana") -> str:
    out = io.StringIO()
    call_command("invite_secretariat", email, name, stdout=out)
    return out.getvalue().strip().split("8000", 1)[1]


def test_the_first_secretariat_sets_a_password_signs_in_and_owes_a_second_factor(client, db):
    link = invite()
    assert client.get(link).status_code == 200
    assert client.post(link, {"new_password1": PASSWORD, "new_password2": PASSWORD}).url == "/account/login/"
    user = User.objects.get()
    assert is_secretariat(user)
    sign_in(client, user)
    assert client.get("/home/").url.startswith("/account/second-factor/")


def test_the_link_works_once(client, db):
    link = invite()
    client.post(link, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert client.get(link).status_code == 404


def test_asking_again_before_it_is_used_prints_another_link(db):
    invite()
    invite()
    assert User.objects.count() == 1


def test_somebody_with_a_password_gets_no_link(ana):
    with pytest.raises(CommandError):
        invite(ana.email)


@pytest.mark.parametrize("link", ["/account/first-password/AAAA/x-y/", "/account/first-password/!!/x/"])
def test_a_made_up_link_is_not_there(client, db, link):
    assert client.get(link).status_code == 404


def test_a_new_mfa_key_takes_over_and_the_old_one_can_go(settings, db):
    user = make_user()
    secret = enrol(user)
    settings.MFA_KEY = f"the-new-key,{settings.MFA_KEY}"
    call_command("rotate_mfa_key", stdout=io.StringIO())
    settings.MFA_KEY = "the-new-key"
    assert Authenticator.objects.get().wrap().validate_code(totp_code(secret))
