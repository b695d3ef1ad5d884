# `make` alone lists the targets by group. Two of them are for everybody: demo and test.
.DEFAULT_GOAL := help
PY := .venv/bin/python
SCHARNIER := .venv/bin/scharnier
PORT ?= 8000

.venv/.runtime: requirements/runtime.lock bootstrap.sh pyproject.toml
	sh bootstrap.sh runtime
	@touch $@
.venv/.dev: requirements/dev.lock bootstrap.sh pyproject.toml
	sh bootstrap.sh dev
	@touch $@ .venv/.runtime

.PHONY: help demo test vnu unit journeys lint format messages lock bench soak docs clean

help: ## [look] This list
	@awk -F':.*## ' '/^[a-z]+:.*## /{split($$2, a, "] "); printf "  %-10s %-8s %s\n", $$1, substr(a[1], 2), a[2]}' Makefile | sort -k2,2 -s

demo: .venv/.runtime ## [look] Install, load the demo round, serve it on port $(PORT)
	@$(SCHARNIER) demo --port $(PORT)

test: .venv/.dev ## [check] Everything CI runs, on SQLite and PostgreSQL
	@$(PY) tools/test.py

unit: .venv/.dev ## [check] Unit tests on SQLite only
	@$(PY) -m pytest -q -n 2 -m "not journey"

journeys: .venv/.dev ## [check] Browser journeys on SQLite only
	@$(PY) -m pytest -q -m journey

lint: .venv/.dev ## [check] Style, types, contracts, templates, translations
	@$(PY) tools/test.py --only lint

vnu: .venv/.dev ## [check] The applicants' pages against the HTML standard (needs java and npm)
	@$(PY) tools/vnu.py

format: .venv/.dev ## [change] Put the code into its form
	@.venv/bin/ruff check -q --fix-only . ; .venv/bin/ruff format -q .

messages: .venv/.dev ## [change] Collect and compile the translations (APP=path for one app)
	@$(PY) tools/messages.py $(APP)

soak: .venv/.dev ## [check] Forty kills under twenty applicants and a rush of 500, on both databases
	@$(PY) tools/test.py --only soak

docs: .venv/.dev ## [change] Generate docs/lifecycle.md from the move tables
	@$(SCHARNIER) lifecycle > var/lifecycle.md && mv var/lifecycle.md docs/lifecycle.md

lock: ## [change] Resolve the dependencies anew (needs uv)
	uv pip compile -q --universal --python-version 3.12 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" pyproject.toml --group install -o requirements/runtime.lock
	uv pip compile -q --universal --python-version 3.12 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" pyproject.toml --group dev -o requirements/dev.lock

bench: .venv/.dev ## [check] One row of the team-formation table (ROW=m-base)
	@$(PY) bench/teams.py $(ROW)

clean: ## [change] Forget the demo and its data (asks nothing, deletes var/)
	rm -rf var
