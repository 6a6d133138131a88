"""What every test needs: the tables that refuse deletion let themselves be emptied between tests."""

from collections.abc import Iterator

import pytest
from django.test import Client, TransactionTestCase
from django.utils import translation

from protect.accounts.models import User
from protect.accounts.second_factor import DEMO_SESSION_KEY
from protect.audit.guards import stepped_aside
from tests.browser import browser, context, page  # noqa: F401 (fixtures)
from tests.world import World, make_world

flush = TransactionTestCase._fixture_teardown


def flush_without_guards(self: TransactionTestCase) -> None:
    """Empty all tables, those as well whose rows are kept by triggers."""
    with stepped_aside():
        flush(self)


TransactionTestCase._fixture_teardown = flush_without_guards


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
