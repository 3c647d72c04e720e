# make          set up, rebuild every package from the source it carries, validate, build the portal
# make test     set up, then lint, types and all tests (what CI runs)
# make serve    the portal on http://127.0.0.1:8000/
# make bench    figures of speed and memory
# make clean    remove everything that make made

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.set-up
SITE   := site
export PYTHONUTF8 = 1
export NO_MKDOCS_2_WARNING = 1

.PHONY: all setup packages validate docs site serve test lint types unit bench schemas clean

all: packages validate site

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Mingzhang needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[site,dev]'
	@touch $@

packages: setup
	$(BIN)/mingzhang rebuild || [ $$? -eq 1 ]  # 1: findings about the documents, which are published, not a failure

validate: setup packages
	$(BIN)/mingzhang validate

docs: setup packages
	$(BIN)/mingzhang site

site: docs validate
	$(BIN)/mkdocs build --strict

serve: site
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory $(SITE) 8000

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: setup
	$(BIN)/mypy

unit: setup
	$(BIN)/pytest --numprocesses auto --cov --cov-report term:skip-covered

test: lint types unit

bench: setup
	$(BIN)/python -m tests.benchmarks

schemas: setup
	$(BIN)/mingzhang schemas

clean:
	rm -rf $(VENV) $(SITE) build .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage htmlcov
	find scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +
