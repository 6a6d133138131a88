#!/bin/sh
# What the tests use besides Python: Chromium, PostgreSQL, Redis, LibreOffice. Where we may (Debian, as root) the
# missing ones are installed and started; what cannot be had is left out, in one line.
set -u

missing=""
have() { command -v "$1" >/dev/null 2>&1; }
postgresql_server() { ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; }

have chromium || missing="$missing chromium"
postgresql_server || missing="$missing postgresql"
have redis-server || missing="$missing redis-server"
have soffice || missing="$missing libreoffice-writer-nogui libreoffice-calc-nogui"
have pdftotext || missing="$missing poppler-utils"

if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && have apt-get; then
    apt-get update -qq >/dev/null 2>&1
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1
fi

if postgresql_server && [ "$(id -u)" = 0 ]; then
    cluster=$(ls /etc/postgresql 2>/dev/null | tail -n 1)
    pg_isready -q || pg_ctlcluster --skip-systemctl-redirect "$cluster" main start >/dev/null 2>&1
    for _ in 1 2 3 4 5 6 7 8 9 10; do pg_isready -q && break || sleep 1; done
    su postgres -c "psql -qtc \"SELECT 1 FROM pg_roles WHERE rolname='root'\"" 2>/dev/null | grep -q 1 ||
        su postgres -c "createuser --superuser root" >/dev/null 2>&1
fi
if have redis-server && ! redis-cli ping >/dev/null 2>&1; then
    redis-server --daemonize yes --bind 127.0.0.1 --port 6379 --save "" --appendonly no >/dev/null 2>&1
fi

left_out=""
have chromium || left_out="$left_out browser-tests(no-Chromium)"
pg_isready -q 2>/dev/null || left_out="$left_out PostgreSQL"
redis-cli ping >/dev/null 2>&1 || left_out="$left_out Redis"
have soffice || left_out="$left_out office-documents(no-LibreOffice)"
have pdftotext || left_out="$left_out PDF-text(no-poppler)"
[ -z "$left_out" ] || echo "Left out on this machine:$left_out"
exit 0
