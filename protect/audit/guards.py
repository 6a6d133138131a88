"""The triggers that keep rows as they are; they step aside only to empty a demonstration or a test.

A migration that makes such triggers names its statements `SQLITE`, `SQLITE_UNDO`, `POSTGRESQL` and
`POSTGRESQL_UNDO`; they are found by these names.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from django.db import connection
from django.db.migrations.loader import MigrationLoader


def guards() -> list[ModuleType]:
    """The migrations of all apps that make triggers, in their order."""
    found = MigrationLoader(None).disk_migrations
    modules = [sys.modules[type(found[name]).__module__] for name in sorted(found)]
    return [module for module in modules if hasattr(module, "SQLITE_UNDO")]


@contextmanager
def stepped_aside() -> Iterator[None]:
    """Without the triggers. PostgreSQL empties tables by TRUNCATE, which they don't see: nothing to do."""
    if connection.vendor == "sqlite":
        _run("SQLITE_UNDO")
    yield
    if connection.vendor == "sqlite":
        _run("SQLITE")


def _run(name: str) -> None:
    with connection.schema_editor() as editor:
        for guard in guards():
            for statement in getattr(guard, name):
                editor.execute(statement, params=None)
