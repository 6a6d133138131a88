"""After a theft: a new password, or the end of all sessions, ends what opens without a sign-in."""

from collections.abc import Callable

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from protect.accounts.actions import deactivate
from protect.accounts.models import User
from protect.api.actions import make_token
from protect.api.models import Token
from protect.audit.models import Entry
from protect.notices.models import Notice
from protect.notices.outbox import deliver
from tests.world import World
from workgroups.actions.feeds import make_feed
from workgroups.models import CalendarFeed

OLD, NEW = "patru cuvinte fara rost", "alte patru cuvinte potrivite"


@pytest.fixture
def owner(world: World) -> User:
    """Somebody with a password, a token and an address of their calendar."""
    user = world.reporter
    user.set_password(OLD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    make_token(user, world.organisation, "Programul nostru", days=30, write=True, submit=False)
    make_feed(user)
    Notice.objects.all().delete()
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": OLD})
    assert client.get(reverse("home")).status_code == 200
    return client


def new_password_on_the_page(user: User) -> None:
    client = signed_in(user)
    client.post(reverse("account_reauthenticate"), {"password": OLD})
    form = {"oldpassword": OLD, "password1": NEW, "password2": NEW}
    assert client.post(reverse("account_change_password"), form).status_code == 302


def new_password_by_code(user: User) -> None:
    get_adapter().set_password(user, NEW)  # what every way to a new password does


def other_sessions_ended(user: User) -> None:
    signed_in(user)
    client = signed_in(user)
    page = client.get(reverse("usersessions_list")).content.decode()
    assert "jetoanele" in page and "calendarului" in page
    assert client.post(reverse("usersessions_list")).status_code == 302
    assert client.get(reverse("home")).status_code == 200


@pytest.mark.parametrize("act", [new_password_on_the_page, new_password_by_code, other_sessions_ended])
def test_tokens_and_the_calendar_address_end_and_the_person_is_told(
    owner: User, act: Callable[[User], None]
) -> None:
    act(owner)
    assert not Token.objects.live().exists() and not CalendarFeed.objects.exists()
    assert Entry.objects.get(action="token.revoke").actor == owner
    assert Entry.objects.get(action="calendar.end").actor == owner
    assert set(Notice.objects.values_list("kind", flat=True)) == {"token.ended", "calendar.ended"}
    mail.outbox.clear()
    deliver()
    bodies = "\n".join(letter.body for letter in mail.outbox)
    assert "1 jeton nu mai deschide nimic" in bodies and "Faceți o adresă nouă" in bodies


def test_a_closed_account_keeps_none(owner: User, world: World) -> None:
    deactivate(owner, by=world.secretariat, reason="A plecat.")
    assert not Token.objects.live().exists() and not CalendarFeed.objects.exists()
    assert Entry.objects.get(action="accounts.deactivate").details["keys_ended"] == 2


def test_one_s_own_act_ends_nothing_of_others(owner: User, world: World) -> None:
    new_password_by_code(world.coordinator)
    assert Token.objects.live().count() == CalendarFeed.objects.count() == 1
    assert not Notice.objects.exists()


def test_a_letter_says_that_a_token_or_an_address_was_made(owner: User, world: World) -> None:
    token, secret = make_token(owner, world.organisation, "Alt program", days=30, write=False, submit=False)
    address = make_feed(owner)
    assert set(Notice.objects.values_list("kind", "recipient")) == {
        ("token.made", owner.pk),
        ("calendar.made", owner.pk),
    }
    deliver()
    bodies = "\n".join(letter.body for letter in mail.outbox)
    assert token.beginning in bodies and secret not in bodies and address not in bodies


@pytest.mark.parametrize("page", ["account_change_password", "account_set_password"])
def test_the_page_says_so_before(owner: User, page: str) -> None:
    client = signed_in(owner)
    client.post(reverse("account_reauthenticate"), {"password": OLD})
    if page == "account_set_password":
        owner.set_unusable_password()
        owner.save()
        client.force_login(owner)
    assert "jetoanele" in client.get(reverse(page)).content.decode()
