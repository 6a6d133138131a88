"""The tables of the tests: migrated once, copied by every worker and every later run, emptied in between.

Going through all migrations takes longer than most test files. What they made is kept as a template, named
by the digest of the migrations and of the locked requirements: what changes the tables changes the name.
"""

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

from django.conf import settings
from django.db import connection, connections, transaction
from django.test.utils import setup_databases, teardown_databases

from protect.audit.guards import stepped_aside

ROOT = Path(__file__).parent.parent
PREFIX = "protect_migrated_"
# What the migrations themselves leave in the tables, and no test changes.
MIGRATED = {"django_migrations", "django_content_type", "auth_permission"}


def digest() -> str:
    """What the template depends on, in twelve letters."""
    files = [
        ROOT / "requirements.txt",
        *(f for f in ROOT.glob("**/migrations/0*.py") if not f.is_relative_to(ROOT / ".venv")),
    ]
    found = hashlib.sha256()
    for file in sorted(files):
        found.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return found.hexdigest()[:12]


@contextmanager
def database_of_tests() -> Iterator[None]:
    """The database of one worker, from the template where there is one, making the template where not."""
    copies = SQLiteCopies() if connection.vendor == "sqlite" else PostgreSQLCopies()
    with (Path(gettempdir()) / "protect-tests-migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        is_copied = copies.take()
        old = setup_databases(verbosity=0, interactive=False, serialized_aliases=[], keepdb=is_copied)
        if not is_copied:
            copies.keep()
    yield
    teardown_databases(old, verbosity=0)


class SQLiteCopies:
    """The template is a file beside the tests' own."""

    def __init__(self) -> None:
        self.template = settings.VAR_DIR / f"{PREFIX}{digest()}.sqlite3"
        self.mine = Path(settings.DATABASES["default"]["TEST"]["NAME"])

    def take(self) -> bool:
        """Copy the template to the place of the test database."""
        if not self.template.exists():
            return False
        shutil.copy(self.template, self.mine)
        return True

    def keep(self) -> None:
        """Make the template of what was just migrated; the ones before it are of no use any more."""
        for old in settings.VAR_DIR.glob(f"{PREFIX}*"):
            old.unlink()
        unfinished = self.template.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(unfinished)])
        unfinished.rename(self.template)


class PostgreSQLCopies:
    """The template is a database beside the tests' own."""

    def __init__(self) -> None:
        self.template = f"{PREFIX}{digest()}"

    def take(self) -> bool:
        """Make the test database a copy of the template."""
        mine = connection.creation._get_test_db_name()  # type: ignore[attr-defined]
        with connection.creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template])
            if not cursor.fetchone():
                return False
            cursor.execute(f'DROP DATABASE IF EXISTS "{mine}"')
            cursor.execute(f'CREATE DATABASE "{mine}" TEMPLATE "{self.template}"')
        return True

    def keep(self) -> None:
        """Make the template of what was just migrated; the ones before it are of no use any more."""
        mine = connection.settings_dict["NAME"]
        connections.close_all()
        with connection.creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
            for (old,) in cursor.fetchall():
                cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')
            cursor.execute(f'CREATE DATABASE "{self.template}" TEMPLATE "{mine}"')


def empty_tables() -> None:
    """Delete what a test left. Django's own `flush` truncates all tables and writes every permission anew."""
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True)) - MIGRATED)
    with stepped_aside(), transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{t}' WHERE EXISTS (SELECT 1 FROM \"{t}\")" for t in tables)
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'DELETE FROM "{table}"')
