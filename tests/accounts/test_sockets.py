import pytest
from allauth.mfa.models import Authenticator
from asgiref.sync import async_to_sync
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.contrib.sessions.models import Session
from django.urls import path

from protect.accounts.actions import appoint
from protect.accounts.models import PlatformRole
from protect.accounts.sockets import protected, session_group, socket_allowed, user_group
from tests.accounts.people import enrol, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

OURS = "http://testserver"


class Guarded(AsyncWebsocketConsumer):
    """Opens for those who may, and answers whether it still may."""

    async def connect(self):
        if await socket_allowed(self.scope):
            await self.accept()
        else:
            await self.close(4401)

    async def receive(self, text_data=None, bytes_data=None):
        await self.send("yes" if await socket_allowed(self.scope) else "no")


routes = URLRouter([path("live/", Guarded.as_asgi())])


def socket_of(client, origin=OURS, application=None):
    application = application or protected(routes)
    headers = [(b"origin", origin.encode())] if origin else []
    if "sessionid" in client.cookies:
        headers.append((b"cookie", f"sessionid={client.cookies['sessionid'].value}".encode()))
    return WebsocketCommunicator(application, "/live/", headers=headers)


def opens(client, origin=OURS, application=None) -> bool:
    async def trial() -> bool:
        socket = socket_of(client, origin, application)
        opened, _ = await socket.connect()
        await socket.disconnect()
        return opened

    return async_to_sync(trial)()


def still_may(client, meanwhile) -> str:
    """What an open socket answers after `meanwhile` happened elsewhere."""
    from channels.db import database_sync_to_async

    async def trial() -> str:
        socket = socket_of(client)
        assert (await socket.connect())[0]
        await socket.send_to("?")
        assert await socket.receive_from() == "yes"
        await database_sync_to_async(meanwhile)()
        await socket.send_to("?")
        answer = await socket.receive_from()
        await socket.disconnect()
        return answer

    return async_to_sync(trial)()


def test_a_signed_in_person_has_a_socket(client, ana):
    sign_in(client, ana)
    assert opens(client)


def test_nobody_else_has(client):
    assert not opens(client)


@pytest.mark.parametrize("origin", ["http://evil.example", "http://testserver.evil.example", "null", ""])
def test_a_page_of_another_origin_opens_none(client, ana, origin):
    sign_in(client, ana)
    assert not opens(client, origin)


@pytest.mark.parametrize(
    ("origin", "expected"),
    [("https://testserver", True), ("http://testserver", False), ("https://testserver:9999", False)],
)
def test_in_production_scheme_and_port_must_be_ours_too(client, ana, settings, origin, expected):
    settings.SOCKET_ORIGINS = ["https://testserver"]
    sign_in(client, ana)
    assert opens(client, origin, protected(routes)) is expected


def test_the_secretariat_has_no_socket_with_a_password_alone(client, secretary):
    sign_in(client, secretary)
    assert not opens(client)


def test_with_the_second_factor_it_has(client, secretary):
    sign_in(client, secretary, enrol(secretary))
    assert opens(client)


@pytest.mark.parametrize("what", ["session", "person", "password", "factor", "role"])
def test_an_open_socket_loses_its_right_with_what_gave_it(client, secretary, ana, what):
    person = ana if what == "role" else secretary
    sign_in(client, person, "" if what == "role" else enrol(person))

    def meanwhile() -> None:
        if what == "session":
            Session.objects.all().delete()
        elif what == "person":
            type(person).objects.filter(pk=person.pk).update(is_active=False)
        elif what == "password":
            person.set_password("cu totul alta parola")
            person.save()
        elif what == "factor":
            Authenticator.objects.all().delete()
        else:
            appoint(person, PlatformRole.Role.AUDITOR, by=None)

    assert still_may(client, meanwhile) == "no"


def test_a_new_secret_key_neither_closes_the_socket_nor_signs_out(client, ana, settings):
    sign_in(client, ana)
    key = client.session.session_key
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the next one", [settings.SECRET_KEY]
    assert opens(client)
    assert Session.objects.filter(session_key=key).exists()


def test_group_names_fit_the_layer_and_hide_the_key():
    assert user_group(7) == "u.7"
    group = session_group("abcdefghijklmnopqrstuvwxyz012345")
    assert len(group) < 100
    assert "abcdef" not in group
