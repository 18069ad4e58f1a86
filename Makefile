# The project's own commands. `make demo` and `make test` are all a fresh machine needs besides Python 3.11 and make.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test test-postgres kills check lint types contracts schemas bench validate requirements clean help

help:  ## what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: $(VENV)/run.stamp  ## install, draw the synthetic study of Mali, write its workbooks
	$(BIN)/survey demo demo

test: $(VENV)/dev.stamp  ## install what the tests need and run them
	$(BIN)/python -m pytest -n auto

test-postgres: $(VENV)/dev.stamp  ## the tests of the store, on a PostgreSQL of their own as well
	.ci/with-postgres $(BIN)/python -m pytest -rs tests/unit_survey/test_store_*.py tests/unit_survey/test_corrections_*.py tests/laws/test_corrections_laws.py

kills: $(VENV)/dev.stamp  ## kill loads, withdrawals and erasures at 50 random moments each, on each kind of store: all or nothing
	SURVEY_KILLS=50 .ci/with-postgres $(BIN)/python -m pytest -s --log-cli-level=INFO tests/unit_survey/test_store_kill.py

check: lint types contracts test  ## lint, types, import contracts and tests

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

contracts: $(VENV)/dev.stamp
	$(BIN)/lint-imports

bench: $(VENV)/dev.stamp  ## the same work on every peer that is installed (PEERS="--svy PYTHON"), as ratios
	$(BIN)/python -m benchmarks $(PEERS)

validate: $(VENV)/dev.stamp  ## simulate studies whose truth is known, and write docs/validation.md
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m validation

schemas: $(VENV)/run.stamp  ## write docs/schemas anew
	$(BIN)/survey schema docs/schemas

requirements:  ## pin everything anew, for every platform, with hashes
	$(PYTHON) -m venv $(VENV)/pin
	$(VENV)/pin/bin/python -m pip install --quiet uv
	$(VENV)/pin/bin/uv pip compile $(PIN) pyproject.toml requirements/build.in -o requirements/run.txt
	$(VENV)/pin/bin/uv pip compile $(PIN) pyproject.toml requirements/build.in --all-extras -o requirements/dev.txt

PIN := --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed. Please say which: make PYTHON=python3.11 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/%.stamp: requirements/%.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r $<
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

clean:  ## take away what was made here
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
