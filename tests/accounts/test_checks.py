import sqlite3

import pytest
from django.conf import settings as live

from protect.accounts import checks


def ids(found) -> list[str]:
    return [message.id for message in found]


def test_an_old_sqlite_is_named(monkeypatch, settings):
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    assert ids(checks.sqlite_is_safe()) == ["protect.W001"]
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 53, 4))
    assert ids(checks.sqlite_is_safe()) == []


@pytest.mark.parametrize("backend", ["locmem.LocMemCache", "dummy.DummyCache"])
def test_a_cache_that_forgets_is_an_error(settings, backend):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    settings.CACHES = {"default": {"BACKEND": f"django.core.cache.backends.{backend}"}}
    assert ids(checks.limits_survive_a_restart()) == ["protect.E002"]


def test_a_missing_key_is_an_error(settings):
    settings.MFA_KEY = ""
    assert ids(checks.keys_are_set()) == ["protect.E003"]


def test_one_key_for_two_things_is_an_error(settings):
    settings.MFA_KEY = live.SECRET_KEY
    assert ids(checks.keys_are_set()) == ["protect.E004"]


def test_the_demonstration_on_a_public_host_is_an_error(settings):
    settings.ALLOWED_HOSTS = ["portal.example"]
    assert ids(checks.demonstration_stays_at_home()) == ["protect.E005"]
    settings.DEMO_SIGN_IN = False
    assert ids(checks.demonstration_stays_at_home()) == []
