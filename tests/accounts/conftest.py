"""Fixtures of the account's tests."""

import pytest
from django.core.cache import cache
from django.test import Client

from protect.accounts.actions import appoint
from protect.accounts.models import PlatformRole, User
from tests.accounts.people import make_user


@pytest.fixture(autouse=True)
def own_addresses(settings):
    settings.ROOT_URLCONF = "tests.accounts.urls"
    settings.LANGUAGE_CODE = "en"
    cache.clear()


@pytest.fixture
def ana(db) -> User:
    return make_user()


@pytest.fixture
def secretary(db) -> User:
    user = make_user("secretariat@protect.example", name="Ioana Ilie")
    appoint(user, PlatformRole.Role.SECRETARIAT, by=None)
    return user


@pytest.fixture
def other_secretary(db) -> User:
    user = make_user("secretariat2@protect.example", name="Mara Dan")
    appoint(user, PlatformRole.Role.SECRETARIAT, by=None)
    return user


@pytest.fixture
def client_b() -> Client:
    """A second browser."""
    return Client()


@pytest.fixture
def client_class() -> type[Client]:
    return Client
