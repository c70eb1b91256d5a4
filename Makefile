# Counterpoint, by hand: `make run` to read it, `make check` and `make test` to
# work on it. Everything is installed into .venv, from requirements.txt alone.
# Written for GNU make 3.81 (that of macOS) and later.

PYTHON ?= python3
PORT ?= 8000
ARGS ?=

VENV := .venv
PY := $(VENV)/bin/python
ifeq ($(OS),Windows_NT)
PY := $(VENV)/Scripts/python
endif

STORE := .store/counterpoint.sqlite

# The lock names everything, so nothing else is asked for.
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps

COMPILE := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 \
  --generate-hashes --no-annotate --no-header --system-certs $(ARGS)

# The lock's first part is what runs; this line opens the second.
SECOND := \# Tests and checks
FIRST_ONLY := sed '/^$(SECOND)/,$$d'

.PHONY: help run test soak check bench lock clean
.DEFAULT_GOAL := help

help: ## say what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' Makefile

# So that the program can name this command in a remedy.
run: export COUNTERPOINT_MADE_BY = make run
run: $(VENV)/.run ## serve the site on http://127.0.0.1:8000, or on another port with PORT=9000
	@mkdir -p $(dir $(STORE))
	$(PY) -m app serve --port $(PORT) --seeds seeds --database $(STORE)

# A process for each core; one that has nothing left takes tests from another.
TESTS := -m pytest -n auto --dist worksteal

# All tests at full strength, with the code that they run measured.
SOAK := $(TESTS) -m "" --hypothesis-profile soak

# Even where Python is told to keep nothing compiled: tests start the program many times.
test soak: export PYTHONDONTWRITEBYTECODE :=

test: $(VENV)/.dev ## run the tests, those in a browser too; fewer with ARGS="-k search"
	$(PY) tests/browser_setup.py
	$(PY) $(TESTS) $(ARGS)

soak: $(VENV)/.dev ## run every test at full strength, and measure what code they cover
	$(PY) tests/browser_setup.py
	$(PY) -m coverage erase
	$(PY) -m coverage run $(SOAK)
	$(PY) -m coverage combine --quiet
	$(PY) -m coverage report

check: $(VENV)/.dev ## check form, types, templates, spelling and the seeds
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(dir $(PY))lint-imports --no-cache --no-logo
	$(PY) -m djlint --lint templates
	$(PY) -m codespell_lib app templates README.md CHANGELOG.md CONTRIBUTING.md seeds/README.md
	$(PY) -m app check

bench: $(VENV)/.dev ## measure speed and memory, beside other programs; less with ARGS="--most 10"
	$(PY) -m app.bench $(ARGS)

lock: $(VENV)/.made ## write requirements.txt anew from pyproject.toml; ARGS=--upgrade for newer versions
	$(PY) -m pip install --quiet --disable-pip-version-check uv==0.13.9
	cp requirements.txt $(VENV)/first.txt
	cp requirements.txt $(VENV)/both.txt
	$(COMPILE) --output-file $(VENV)/first.txt pyproject.toml
	$(COMPILE) --output-file $(VENV)/both.txt --constraint $(VENV)/first.txt --group dev pyproject.toml
	@{ echo "# The lock: exact versions with their hashes, for Linux, macOS and Windows."; \
	   echo "# Made by \`make lock\` from pyproject.toml; not to be edited by hand."; \
	   echo "# \`make run\` installs the first part alone, \`make test\` and \`make check\` both."; \
	   echo; \
	   echo "# What Counterpoint runs on"; \
	   cat $(VENV)/first.txt; \
	   echo; \
	   echo "$(SECOND)"; \
	   awk 'NR == FNR { first[$$0]; next } /^[^ ]/ { new = !($$0 in first) } new' \
	     $(VENV)/first.txt $(VENV)/both.txt; \
	 } > $(VENV)/lock.txt
	mv $(VENV)/lock.txt requirements.txt

clean: ## remove what was installed, built or cached here
	rm -rf $(VENV) $(dir $(STORE)) build dist htmlcov test-results .coverage .hypothesis \
	  .mypy_cache .pytest_cache .ruff_cache
	find app tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: what is installed is installed again only when the lock has changed.

$(VENV)/.run: $(VENV)/.made requirements.txt
	@echo "Installing what Counterpoint runs on ..."
	@$(FIRST_ONLY) requirements.txt > $(VENV)/first.txt
	@$(INSTALL) --requirement $(VENV)/first.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.made requirements.txt
	@echo "Installing what Counterpoint runs on, and its tests and checks ..."
	@$(INSTALL) --requirement requirements.txt
	@touch $(VENV)/.run $@

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo >&2 \
	  "Counterpoint needs Python 3.11 or later, and '$(PYTHON)' is not that." \
	  "Say which one to use: make $(MAKECMDGOALS) PYTHON=python3.13"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo >&2 \
	  "'$(PYTHON)' cannot make a virtual environment." \
	  "On Debian and Ubuntu, install the package python3-venv."; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@
