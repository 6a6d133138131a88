"""The database as one file: SQLite's own backup, PostgreSQL's pg_dump, each a consistent picture."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from django.db import connection

NAME = "database"
VARIABLES = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}


def dump(target: Path) -> None:
    """Write the database to `target` as it stands at one moment, while others go on writing."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        copy = sqlite3.connect(target)
        try:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            copy.close()
        return
    _postgresql("pg_dump", "--format=custom", "--no-owner", f"--file={target}")


def load(source: Path) -> None:
    """Put `source` in the place of everything that the database holds."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        copy = sqlite3.connect(source)
        try:
            copy.backup(connection.connection)
        finally:
            copy.close()
        return
    database = str(connection.settings_dict["NAME"])
    connection.close()
    _postgresql(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", f"--dbname={database}",
        str(source),
    )  # fmt: skip


def _postgresql(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs with the connection's settings; no password on a command line."""
    found = shutil.which(program)
    if found is None:
        raise FileNotFoundError(f"{program} is not installed: it comes with PostgreSQL's client programs.")
    settings: dict[str, Any] = connection.settings_dict
    environment = os.environ | {
        name: str(settings[key]) for name, key in VARIABLES.items() if settings.get(key)
    }
    environment["PGDATABASE"] = str(settings["NAME"])
    subprocess.run([found, *arguments], check=True, env=environment)  # noqa: S603
