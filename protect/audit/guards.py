"""The triggers that keep rows as they are; they step aside only to empty a demonstration or a test.

A migration that makes such triggers names its statements `SQLITE`, `SQLITE_UNDO`, `POSTGRESQL` and
`POSTGRESQL_UNDO`; they are found by these names.
"""

import re
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


CREATED = re.compile(r"CREATE TRIGGER (\w+) (.+?) ON (\w+)", re.DOTALL)
FUNCTION = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION (\w+)\(\).*?\$\$(.*)\$\$", re.DOTALL)
EVENTS = {"INSERT": 4, "DELETE": 8, "UPDATE": 16}
BEFORE_EACH_ROW = 3


def missing_guards() -> list[str]:
    """Triggers of ours that are gone, switched off, or no longer do what ours do; by name."""
    name = "SQLITE" if connection.vendor == "sqlite" else "POSTGRESQL"
    statements = [text for guard in guards() for text in getattr(guard, name)]
    wanted = _of_sqlite(statements) if connection.vendor == "sqlite" else _of_postgresql(statements)
    with connection.cursor() as cursor:
        cursor.execute(FOUND[connection.vendor])
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    if connection.vendor == "sqlite":
        found = {name: (_plain(text),) for name, (text,) in found.items()}
    return sorted(name for name, what in wanted.items() if found.get(name) != what)


FOUND = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """SELECT t.tgname, c.relname, t.tgtype::int, p.proname, p.prosrc
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND t.tgattr::text = ''
        AND c.relnamespace = current_schema()::regnamespace""",
}


def _of_sqlite(statements: list[str]) -> dict[str, tuple]:
    """SQLite keeps the text of a trigger."""
    found = ((CREATED.match(text), text) for text in statements)
    return {made[1]: (_plain(text),) for made, text in found if made}


def _of_postgresql(statements: list[str]) -> dict[str, tuple]:
    """PostgreSQL keeps the table, the events and the function with its text."""
    sources = {made[1]: made[2] for text in statements if (made := FUNCTION.match(text))}
    wanted: dict[str, tuple] = {}
    for text in statements:
        made = CREATED.match(text)
        if made:
            function = text.rsplit("FUNCTION", 1)[1].strip(" ();")
            kind = BEFORE_EACH_ROW + sum(bit for event, bit in EVENTS.items() if event in made[2])
            wanted[made[1]] = (made[3], kind, function, sources[function])
    return wanted


def _plain(text: str) -> str:
    """Without what SQLite changes when a table is renamed: quotes and spaces."""
    return " ".join(text.replace('"', "").split())
