# The two commands of the README are `make demo` and `make test`; everything else serves them.

PORT ?= 8000
SERVE ?= 1
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check install --quiet --require-hashes

.PHONY: help setup demo test bench lint lock locale
.DEFAULT_GOAL := help

help:
	@echo "make demo   demo campaigns and reports, then http://127.0.0.1:$(PORT) (PORT=…, SERVE=0)"
	@echo "make test   everything that is checked, on SQLite and, where there, on PostgreSQL and Redis"
	@echo "make bench  time and memory on synthetic campaigns, a thousand officers at once"
	@echo "make lint   the checks without the tests"
	@echo "make setup  .venv with what development needs"
	@echo "make lock   lock the dependencies of pyproject.toml anew (needs uv)"

setup: .venv/.development locale

demo: .venv/.run-time locale
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py collectstatic --no-input --verbosity 0
	@$(PY) manage.py demo
	@if [ "$(SERVE)" != 0 ]; then exec $(PY) manage.py serve --port $(PORT); fi

test: setup
	@$(PY) tests/suite.py

lint: setup
	@$(PY) tests/suite.py --lint

bench: setup
	@$(PY) -m bench
	@$(PY) -m bench.load

lock:
	requirements/lock

locale: .venv/.run-time
	@if [ -d locale ]; then .venv/bin/pybabel --quiet compile --directory locale --domain django; fi

.venv/bin/python:
	@deploy/ensure_system.sh
	python3 -m venv .venv

.venv/.run-time: requirements/base.txt deploy/ensure_system.sh | .venv/bin/python
	@deploy/ensure_system.sh
	$(PIP) --requirement requirements/base.txt
	@touch $@

.venv/.development: requirements/dev.txt .venv/.run-time
	$(PIP) --requirement requirements/dev.txt
	@touch $@
