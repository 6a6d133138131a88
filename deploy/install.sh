#!/bin/sh
# A virtual environment with everything that the locks name. Debian's Python comes without
# ensurepip: where that is missing and we may install it, it is installed.
set -eu
PYTHON=${PYTHON:-python3}

if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..." >&2
    exit 1
fi
if ! "$PYTHON" -m venv .venv 2>/dev/null; then
    rm -rf .venv
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
        "$PYTHON" -m venv .venv
    else
        echo "Python's venv module is missing: install python3-venv and try again." >&2
        exit 1
    fi
fi
.venv/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements-dev.txt
