"""The platform itself: what every room shares, and what the platform publishes.

Before Django is imported anywhere, an old SQLite library is replaced: versions 3.7.0 to
3.51.2 can corrupt a WAL database under two writers (https://sqlite.org/wal.html#walresetbug).
"""

import sqlite3
import sys

SAFE_SQLITE = (3, 51, 3)

if sqlite3.sqlite_version_info < SAFE_SQLITE:
    try:
        import pysqlite3
    except ImportError:
        pass  # the system check protect.W001 says so
    else:
        sys.modules["sqlite3"] = pysqlite3
