import io

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from protect.accounts.models import User
from protect.accounts.rules import is_secretariat
from protect.audit.models import Entry
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


class TestPeople:
    """What docs/operations.md says to do when somebody leaves or an account was stolen."""

    def run(self, *arguments: str, reason: str | None = "A plecat.") -> str:
        out = io.StringIO()
        why = [] if reason is None else [f"--reason={reason}"]
        call_command("people", *arguments, *why, stdout=out)
        return out.getvalue()

    def test_the_list_says_who_has_which_role(self, ana, secretary):
        enrol(secretary)
        assert self.run("list", reason=None).splitlines() == [
            "ana@ong.example\tAna Pop\topen\tno second factor\tnever\t",
            "secretariat@protect.example\tIoana Ilie\topen\tsecond factor\tnever\tsecretariat",
        ]
        assert "ana@" not in self.run("list", "--role=secretariat", reason=None)

    @pytest.mark.parametrize("act", ["end-access", "reset-factor", "deactivate", "reactivate"])
    @pytest.mark.parametrize("reason", [None, "", " "])
    def test_every_act_says_why(self, ana, act, reason):
        with pytest.raises(CommandError):
            self.run(act, ana.email, reason=reason)
        assert User.objects.get().is_active and not Entry.objects.exists()

    def test_nobody_of_this_address(self, db):
        with pytest.raises(CommandError, match="Nobody has the address"):
            self.run("deactivate", "x@ong.example")

    def test_a_role_goes_from_one_person_to_the_next(self, ana, secretary):
        with pytest.raises(CommandError):  # nobody could appoint the next
            self.run("end-role", secretary.email, "secretariat")
        self.run("appoint", ana.email, "secretariat")
        self.run("end-role", secretary.email, "secretariat")
        assert is_secretariat(ana) and not is_secretariat(secretary)
        entry = Entry.objects.get(action="accounts.end_appointment")
        assert (entry.object_id, entry.reason, entry.actor) == (str(secretary.pk), "A plecat.", None)
        with pytest.raises(CommandError, match="is not secretariat"):
            self.run("end-role", secretary.email, "secretariat")

    def test_a_stolen_session_ends_and_the_person_signs_in_again(self, client, ana):
        sign_in(client, ana)
        assert "1 sessions" in self.run("end-access", ana.email.upper())
        assert client.get("/home/").status_code == 302
        assert Entry.objects.get(action="accounts.end_access").reason == "A plecat."
        sign_in(client, ana)
        assert client.get("/home/").status_code == 200

    def test_a_lost_second_factor_is_set_up_anew(self, client, client_b, secretary):
        sign_in(client, secretary, enrol(secretary))
        self.run("reset-factor", secretary.email)
        assert client.get("/home/").status_code == 302
        assert not Authenticator.objects.exists()
        assert Entry.objects.get(action="accounts.factors_taken").details == {"factors": ["totp"]}
        sign_in(client_b, secretary)
        assert client_b.get("/home/").url.startswith("/account/second-factor/")

    def test_a_closed_account_opens_again_without_its_roles(self, client, secretary, other_secretary):
        sign_in(client, secretary, enrol(secretary))
        self.run("deactivate", secretary.email)
        assert client.get("/home/").status_code == 302 and not is_secretariat(secretary)
        assert "closed" in self.run("list", reason=None)
        self.run("reactivate", secretary.email)
        assert User.objects.get(pk=secretary.pk).is_active and not is_secretariat(secretary)
        with pytest.raises(CommandError):
            self.run("reactivate", secretary.email)
