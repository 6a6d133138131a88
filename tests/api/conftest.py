"""Asking the API as somebody: a token of theirs, and a client that sends what every write needs."""

import itertools
import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from members.actions import begin_membership
from members.models import Organisation, Role
from protect.accounts.models import PlatformRole, User
from protect.api.actions import make_token
from protect.api.models import Token
from tests.world import World, person

keys = itertools.count(1)
ALL = {"secretariat", "auditor"}
ROLES = ("nobody", "reader", "reporter", "coordinator", "stranger", "secretariat", "auditor")


@dataclass
class Programme:
    """A programme with a token."""

    token: Token | None
    secret: str
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = {"HTTP_AUTHORIZATION": f"Bearer {self.secret}"} if self.secret else {}
        sent |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        content = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return self.client.generic(method, f"/api/v1{path}", **content, **sent)  # type: ignore[arg-type]

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def act(self, method: str, path: str, body: Any, etag: str = "", **headers: str) -> Any:
        """A write with a new key."""
        headers.setdefault("idempotency_key", f"test-key-{next(keys)}")
        if etag:
            headers["if_match"] = etag
        return self.ask(method, path, body, **headers)


@pytest.fixture
def programme():  # type: ignore[no-untyped-def]
    """`programme(user, organisation)`: with every scope unless told otherwise."""

    def make(
        user: User, organisation: Organisation | None, write: bool = True, submit: bool = True
    ) -> Programme:
        User.objects.filter(pk=user.pk).update(is_demo=True)  # stands for a second factor, as in `as_`
        if organisation is None:
            write = submit = False
        token, secret = make_token(
            user, organisation, f"test {next(keys)}", days=30, write=write, submit=submit
        )
        return Programme(token, secret)

    return make


@pytest.fixture
def as_role(world: World, programme):  # type: ignore[no-untyped-def]
    """A programme of each of ROLES."""

    def make(role: str) -> Programme:
        if role == "nobody":
            return Programme(None, "")
        if role == "auditor":
            auditor = person("auditor")
            PlatformRole.objects.create(user=auditor, role=PlatformRole.Role.AUDITOR)
            return programme(auditor, None)
        if role == "reader":
            reader = person("reader")
            begin_membership(reader, world.organisation, Role.READER, by=None)
            return programme(reader, world.organisation)
        organisation = world.other if role == "stranger" else world.organisation
        return programme(getattr(world, role), None if role in ALL else organisation)

    return make
