"""Somebody who has the database's password, and not AUDIT_KEY."""

from django.db import connection

from protect.audit.guards import guards


def drop_triggers() -> None:
    """Take every guard away, until the test's transaction is rolled back."""
    name = "SQLITE_UNDO" if connection.vendor == "sqlite" else "POSTGRESQL_UNDO"
    run(*(statement for guard in guards() for statement in getattr(guard, name)))


def make_triggers_again() -> None:
    """Put every guard back, so that nothing is missing."""
    name = "SQLITE" if connection.vendor == "sqlite" else "POSTGRESQL"
    run(*(statement for guard in guards() for statement in getattr(guard, name)))


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
