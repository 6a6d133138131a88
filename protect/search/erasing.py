"""Letting words that were taken out leave the index's files as well, not only its answers.

SQLite's FTS5 marks a deleted row and keeps its words in older segments; one merge of them all lets these go
(`secure_delete` then overwrites the pages). What the write-ahead log still holds is emptied after the commit.
PostgreSQL deletes rows, and its autovacuum frees their space.
"""

import logging

from django.db import connection, transaction

PATIENCE = 2_000  # milliseconds for readers to step aside
log = logging.getLogger(__name__)


def scrub() -> None:
    """Call it in the act that erased something, after the last `index` or `forget`."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_words(search_words) VALUES ('optimize')")
    transaction.on_commit(empty_the_log, robust=True)


def empty_the_log() -> bool:
    """Cut SQLite's write-ahead log down to nothing; False where somebody was reading it all the time."""
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        waits = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {waits}")
    if busy:
        log.warning("the write-ahead log could not be emptied now; it is tried again within the hour")
    return not busy
