# Two commands do everything: `make run` and `make test`. The rest is for those who change the code.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: help run test lint check docs bench clean

help:           ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 12

run: $(VENV)/.run       ## install, and run the first scenario
	@$(BIN)/bedmodel run scenarios/bct.yaml

test: $(VENV)/.test     ## install what tests need, and run them
	$(BIN)/python -m pytest -q -n auto

lint: $(VENV)/.lint     ## style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

check: $(VENV)/.run     ## lint, expectations and locks of the scenarios
	$(BIN)/bedmodel check scenarios

docs: $(VENV)/.run      ## the pages and pictures of docs/ that are made from the program
	$(BIN)/python -m docs.build

bench: $(VENV)/.test    ## speed and memory, as ratios
	$(BIN)/python -m benchmarks

clean:          ## remove the virtual environment and the caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist *.egg-info

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "bedmodel needs Python 3.11 or newer; say which with: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

$(VENV)/.lint: $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[lint]'
	@touch $@
