# Everything a person needs to run, change and check the portal. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHELL := /bin/bash

.DEFAULT_GOAL := help
.PHONY: help run test check format bench compare crowd pictures lock fonts clean

help:  ## Lists these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 oder neuer wird gebraucht." if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock | $(BIN)/python
	@echo "Bibliotheken werden installiert (nur beim ersten Mal) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.development: requirements-dev.lock $(VENV)/.runtime
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

run: $(VENV)/.runtime  ## Starts the portal at http://127.0.0.1:8000 (PORT=… for another)
	@$(BIN)/python -m compileall -q core accounts offices events news portal
	@PYTHONDONTWRITEBYTECODE=1 exec $(BIN)/python manage.py up

test: $(VENV)/.development  ## Runs the whole test suite (what the machine lacks is skipped and named)
	@$(BIN)/python -m pytest --numprocesses auto --dist loadscope --no-loadscope-reorder $(ARGS)

check: $(VENV)/.development  ## Format, lint, types, layers, libraries, dead code, migrations, deployment settings
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djade --target-version 5.2 --check $$(git ls-files 'templates/*.html' 'templates/**/*.html')
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/python -m tools.unused
	$(BIN)/mypy .
	$(BIN)/python manage.py makemigrations --check --dry-run
	BASE_URL=https://portal.example.org $(BIN)/python -W error manage.py check --deploy --fail-level WARNING

format: $(VENV)/.development  ## Puts code and templates into the house's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $$(git ls-files 'templates/*.html' 'templates/**/*.html')

bench: $(VENV)/.development  ## Measures the pages with few and many offices, posts and registrations
	$(BIN)/python -m bench $(ARGS)

compare: $(VENV)/.development  ## Measures every page beside another checkout with its own .venv: make compare WITH=../before
	@$(BIN)/python -m bench.against $(WITH) $(ARGS)

crowd: $(VENV)/.development  ## A thousand people for a hundred places, and a kill (on PostgreSQL too, with DATABASE_URL=…)
	$(BIN)/python -m bench --only crowd $(if $(DATABASE_URL),--postgres) $(ARGS)

pictures: $(VENV)/.development  ## Draws rooms and data model from the code (docs/images/); ARGS='--root … --out …' another checkout
	@$(BIN)/python -m tools.pictures $(ARGS)

lock: $(VENV)/.development  ## Writes the lock files anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --quiet -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --quiet -o requirements-dev.lock
	$(BIN)/uv pip compile --group fonts --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --quiet -o requirements-fonts.lock

fonts: $(VENV)/.development  ## Cuts the typefaces to the letters the portal needs (takes four minutes)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fonts.lock
	$(BIN)/python tools/fonts.py

clean:  ## Removes the environment; the data in var/ stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
