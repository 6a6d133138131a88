"""System checks: what would make an installation unsafe, said in words before it starts."""

import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from protect import SAFE_SQLITE

PRIVATE_CACHES = ("LocMemCache", "DummyCache")
OWN_MACHINE = {"127.0.0.1", "localhost", "[::1]", "testserver"}


@register(Tags.database)
def sqlite_is_safe(**_: Any) -> list[CheckMessage]:
    """SQLite 3.7.0 to 3.51.2 can corrupt a WAL database (https://sqlite.org/wal.html#walresetbug)."""
    used = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    if not used or sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return []
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} can corrupt the database under two writers.",
            hint="Install pysqlite3, or use PostgreSQL.",
            id="protect.W001",
        )
    ]


@register(Tags.security)
def limits_survive_a_restart(**_: Any) -> list[CheckMessage]:
    """Sign-in limits and used codes live in the cache: it must be shared and last."""
    backend = settings.CACHES["default"]["BACKEND"].rsplit(".", 1)[-1]
    if backend not in PRIVATE_CACHES or not settings.ACCOUNT_RATE_LIMITS:
        return []
    return [
        Error(
            f"{backend} forgets the sign-in limits at every restart, and each process has its own.",
            hint="Use the database cache or Redis.",
            id="protect.E002",
        )
    ]


@register(Tags.security)
def keys_are_set(**_: Any) -> list[CheckMessage]:
    """The audit log and the second factors each need a key of their own."""
    missing = [name for name in ("AUDIT_KEY", "MFA_KEY") if not getattr(settings, name, "")]
    found: list[CheckMessage] = [Error(f"{name} is not set.", id="protect.E003") for name in missing]
    if not missing and len({settings.SECRET_KEY, settings.AUDIT_KEY, settings.MFA_KEY}) < 3:
        found.append(Error("SECRET_KEY, AUDIT_KEY and MFA_KEY must differ.", id="protect.E004"))
    return found


@register(Tags.security)
def demonstration_stays_at_home(**_: Any) -> list[CheckMessage]:
    """One click signs in as anybody of the demonstration: never where strangers reach it."""
    at_home = all(
        host in ("127.0.0.1", "localhost", "[::1]", "testserver") for host in settings.ALLOWED_HOSTS
    )
    if not settings.DEMO_SIGN_IN or at_home:
        return []
    return [Error("DEMO_SIGN_IN is on where strangers can reach it.", id="protect.E005")]
