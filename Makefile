# `make` sets up .venv, extracts every document of raw/ into extracted/ and exports the corpus. Needs Python 3.11 or newer, and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up

.DEFAULT_GOAL := all
.PHONY: all setup test lint bench golden fixtures schema reference clean help

# A document that failed does not keep the others from being exported; the higher of the two exit codes is returned.
all: setup ## set up, extract raw/ into extracted/, write the open data beside it (the default)
	@$(BIN)/contrat-ville extract raw -o extracted; extracted=$$?; \
	  $(BIN)/contrat-ville export -o extracted; exported=$$?; \
	  exit $$(( extracted > exported ? extracted : exported ))

setup: $(STAMP) ## create .venv and install what constraints.txt pins

# Compiled here, where the environment may forbid Python to do so on first use: a start takes half as long.
# The stamp comes last: a set-up that was cut short starts again. `venv` on an existing folder mends it.
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "contrat-ville needs Python 3.11 or newer, and '$(PYTHON)' is $$($(PYTHON) --version 2>&1 || true)." >&2; \
	  echo "Install one, or name it: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(BIN)/python -m compileall -q pipeline
	@touch $@

test: setup ## run the tests (one file or name: make test ARGS="-k schema")
	$(BIN)/python -m pytest -n auto $(ARGS)

lint: setup ## ruff check, ruff format --check, mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict pipeline

golden: setup ## write the golden documents anew, for review with git diff
	CONTRAT_VILLE_GOLDEN=1 $(BIN)/python -m pytest tests/test_golden.py $(ARGS)
	$(BIN)/contrat-ville export -o extracted

fixtures: setup ## typeset the layout fixtures anew (needs LibreOffice, Chromium ...: see tests/fixtures/README.md)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check weasyprint typst reportlab python-docx python-pptx
	$(BIN)/python tests/fixtures/make_fixtures.py $(ARGS)

schema: setup ## write schemas/ anew from pipeline/document.py
	$(BIN)/contrat-ville schema -o schemas

reference: ## rebuild pipeline/reference/ from the official lists, by vintage (needs npm)
	$(PYTHON) tools/reference.py

bench: ## measure against other readers, in benchmarks/.venv (make bench ARGS="file.pdf"; HEAVY=1: docling and unstructured too)
	$(PYTHON) -m venv benchmarks/.venv
	benchmarks/.venv/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt -e .
	@if [ -n "$(HEAVY)" ]; then $(PYTHON) -m venv benchmarks/.venv-heavy && benchmarks/.venv-heavy/bin/python -m pip install \
	  --quiet --disable-pip-version-check -r benchmarks/requirements-heavy.txt; fi
	benchmarks/.venv/bin/python benchmarks/bench.py $(ARGS)

clean: ## remove .venv, caches and stages; extracted/ keeps its documents
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis extracted/.cache extracted/*/stages
	find pipeline tests -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
