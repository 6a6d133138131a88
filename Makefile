# The commands of README.md. Each installs what it needs; nothing else has to be there but Python 3.11.
PYTHON ?= python3
PY = .venv/bin/python
export VIRTUAL_ENV =

.PHONY: setup run test lint fuzz bench messages lock clean

setup: .venv/installed static/built/.made locale/.compiled

.venv/installed: requirements-dev.txt deploy/install.sh
	PYTHON=$(PYTHON) sh deploy/install.sh
	touch $@

static/built/.made: .venv/installed package-lock.json deploy/assets.py $(shell find static/src -type f)
	$(PY) deploy/assets.py
	touch $@

locale/.compiled: .venv/installed $(wildcard locale/ro/*.po)
	$(PY) manage.py messages
	touch $@

run: setup
	$(PY) manage.py collectstatic --noinput --verbosity 0
	$(PY) manage.py migrate --verbosity 0
	$(PY) manage.py createcachetable
	$(PY) manage.py demo --first-time-only
	DJANGO_SETTINGS_MODULE=protect.settings.dev $(PY) -m uvicorn protect.asgi:application --host 127.0.0.1 --port 8000 --ws-max-size 65536 --no-access-log

test: setup
	sh deploy/services.sh
	sh deploy/test.sh

lint: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) -m djlint templates --lint --quiet
	DJANGO_SETTINGS_MODULE=protect.settings.test $(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py messages --check

# 100,000 mutated workbooks read as the portal reads them, 2,000 looked at and saved, 50 imports killed
# (half an hour; the suite does 5,000, 120 and 6).
fuzz: setup
	$(PY) -m tests.workbook.mutating 100000
	MUTANTS=2000 KILLS=50 $(PY) -m pytest -q -n0 tests/workbook/test_hostile.py tests/workbook/test_killed.py

bench: setup
	DJANGO_SETTINGS_MODULE=protect.settings.test $(PY) -m bench

messages: setup
	$(PY) manage.py messages

lock:
	$(PY) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url -o requirements.txt requirements.in
	$(PY) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url -o requirements-dev.txt requirements-dev.in

clean:
	rm -rf .venv node_modules static/built locale/.compiled
