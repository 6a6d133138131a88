#!/bin/sh
# The whole suite on SQLite, and again on PostgreSQL where one answers; what is marked `once` touches no
# database and runs the first time only.
set -eu
workers=${WORKERS:-2}

echo "== SQLite"
DATABASE_URL="" .venv/bin/python -m pytest -q -n "$workers" --dist loadfile "$@"
if pg_isready -q 2>/dev/null; then
    echo "== PostgreSQL"
    DATABASE_URL="${POSTGRES_URL:-postgres:///postgres}" \
        .venv/bin/python -m pytest -q -n "$workers" --dist loadfile -m "not once" "$@"
fi
