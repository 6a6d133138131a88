"""What every test needs: the tables that refuse deletion let themselves be emptied between tests."""

from collections.abc import Iterator

import pytest
from django.test import Client, TransactionTestCase
from django.utils import translation

from protect.accounts.models import User
from protect.accounts.second_factor import DEMO_SESSION_KEY
from tests.browser import browser, context, page  # noqa: F401 (fixtures)
from tests.database import database_of_tests, empty_tables
from tests.world import World, make_world

TransactionTestCase._fixture_teardown = lambda self: empty_tables()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_blocker, django_db_modify_db_settings
) -> Iterator[None]:
    """pytest-django's own, with tables copied from a template."""
    with django_db_blocker.unblock():
        database = database_of_tests()
        database.__enter__()
    yield
    with django_db_blocker.unblock():
        database.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def in_romanian() -> Iterator[None]:
    """Every test begins in Romanian, whatever language the one before asked a page in."""
    with translation.override("ro"):
        yield


@pytest.fixture
def world(db) -> World:
    """The small world, made anew for each test."""
    return make_world()


@pytest.fixture
def as_(client: Client):
    """Sign somebody in, with their second factor: `as_(world.secretariat).get(…)`."""

    def sign_in(user: User) -> Client:
        User.objects.filter(pk=user.pk).update(is_demo=True)
        client.force_login(user)
        session = client.session
        session[DEMO_SESSION_KEY] = True
        session.save()
        return client

    return sign_in
