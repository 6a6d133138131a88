import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from protect.accounts import invitations
from protect.accounts.invitations import PendingInvitation
from protect.accounts.models import User
from protect.audit.models import Entry

NEW = {"name": "Ion Rus", "password1": "alte patru cuvinte bune", "password2": "alte patru cuvinte bune"}


@pytest.fixture
def invite(monkeypatch):
    """Put a live invitation into every session; returns who accepted."""
    accepted: list[User] = []
    monkeypatch.setattr(invitations, "_gates", [])

    def gate_for(email: str, accept=None):
        invitation = PendingInvitation(
            email=email,
            accept=accept or (lambda user, request: accepted.append(user)),
            introduction="Ana Pop invites you.",
        )
        invitations.register_gate(lambda request: invitation)

    gate_for.accepted = accepted
    return gate_for


def test_nobody_signs_up_without_an_invitation(client, db, monkeypatch):
    monkeypatch.setattr(invitations, "_gates", [])
    answer = client.get("/account/signup/")
    assert "This invitation cannot be used" in answer.content.decode()
    client.post("/account/signup/", {"email": "ion@ong.example", **NEW})
    assert not User.objects.exists()


def test_who_was_invited_signs_up_accepts_and_is_in(client, db, invite):
    invite("ion@ong.example")
    page = client.get("/account/signup/").content.decode()
    assert "Ana Pop invites you." in page
    answer = client.post("/account/signup/", NEW)
    assert answer.url == "/home/"
    user = User.objects.get()
    assert (user.email, user.name) == ("ion@ong.example", "Ion Rus")
    assert invite.accepted == [user]
    assert client.get("/home/").status_code == 200


def test_the_link_proved_the_address_so_no_code_is_mailed(client, db, invite):
    invite("ion@ong.example")
    client.post("/account/signup/", NEW)
    assert EmailAddress.objects.get().verified
    assert not mail.outbox


def test_another_address_than_the_invited_cannot_be_smuggled_in(client, db, invite):
    invite("ion@ong.example")
    client.post("/account/signup/", {"email": "mihai@evil.example", **NEW})
    assert User.objects.get().email == "ion@ong.example"


def test_an_invitation_that_fails_makes_no_account(client, db, invite):
    def refuse(user, request):
        raise RuntimeError("withdrawn meanwhile")

    invite("ion@ong.example", refuse)
    with pytest.raises(RuntimeError):
        client.post("/account/signup/", NEW)
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["scurt1", "password1234", "123456789012", "ion@ong.example"])
def test_a_weak_password_is_refused(client, db, invite, password):
    invite("ion@ong.example")
    client.post("/account/signup/", NEW | {"password1": password, "password2": password})
    assert not User.objects.exists()


def test_a_sign_up_is_in_the_audit_log(client, db, invite):
    invite("ion@ong.example")
    client.post("/account/signup/", NEW)
    assert Entry.objects.filter(action="accounts.sign_up").count() == 1
