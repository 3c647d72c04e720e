# make          set up, rebuild every package from the source it carries, validate, build the portal
# make check    lint, types, the tests of the core and those of what changed: two minutes
# make test     set up, then lint, types and all tests (what CI runs): ten minutes on two cores
# make thorough all tests with as many random examples as tell anything more
# make coverage all tests once more, slower, with the branches they reach
# make serve    the portal on http://127.0.0.1:8000/
# make release VERSION=2026.11.1   release everything that is committed; its record is to be committed too
# make deploy VERSION=2026.11.1    put the portal of that release into the branch gh-pages
# make retire VERSION=2026.11.1    remove the pages of an old release from gh-pages; its downloads stay, but for those
#                                  of a package that was withdrawn: WITHOUT=NAME
# make bench    figures of speed, memory and size; make bench COUNT=2000 for a large catalog
# make clean    remove everything that make made

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.set-up
SITE   := site
export PYTHONUTF8 = 1
export NO_MKDOCS_2_WARNING = 1

.PHONY: all setup packages validate docs site serve release deploy retire check test lint types core unit thorough coverage bench schemas clean

all: packages validate site

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Mingzhang needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
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

PAGES   := gh-pages
RELEASE := build/releases/$(VERSION)
# a release that was recorded keeps the address in its record
RECORD   = $(wildcard site_src/releases/$(VERSION).json)
RECORDED = $(if $(RECORD),$(shell sed -n 's/^ *"portal": "\(.*\)",$$/\1/p' $(RECORD)))
URL      = $(or $(RECORDED),$(if $(MINGZHANG_SITE_URL),$(patsubst %/,%,$(MINGZHANG_SITE_URL))/))
DATE     = $$(git log -1 --format=%cI)
AT_HEAD  = GIT_AUTHOR_DATE="$(DATE)" GIT_COMMITTER_DATE="$(DATE)" SOURCE_DATE_EPOCH="$$(git log -1 --format=%ct)"

release: setup
	$(BIN)/mingzhang release "$(VERSION)" $(if $(URL),--portal "$(URL)")

deploy: setup
	@git cat-file -e "HEAD:site_src/releases/$(VERSION).json" 2>/dev/null || \
	  { echo "There is no committed release '$(VERSION)'; run make release VERSION=… and commit its record first" >&2; exit 1; }
	@! git cat-file -e "$(PAGES):$(VERSION)" 2>/dev/null || \
	  { echo "$(VERSION) is deployed already, and a release never changes" >&2; exit 1; }
	@[ -n "$(URL)" ] || { echo "MINGZHANG_SITE_URL is not set: canonical links, the feed and the page for wrong addresses need" \
	  "the portal's address, such as https://portal.example/budgets/" >&2; exit 1; }
	$(BIN)/mingzhang release "$(VERSION)"
	MINGZHANG_SITE_URL= $(BIN)/mingzhang site --release "$(RELEASE)" --address "$(URL)$(VERSION)/"
	PATH="$(abspath $(BIN)):$$PATH" $(AT_HEAD) MINGZHANG_SITE_URL="$(URL)" MINGZHANG_STRICT=true \
	  $(BIN)/mike deploy --branch "$(PAGES)" --update-aliases "$(VERSION)" latest
	$(AT_HEAD) $(BIN)/mike set-default --branch "$(PAGES)" latest
	TREE=$$({ git ls-tree "$(PAGES)" | grep -v '[[:space:]]404\.html$$'; git ls-tree "$(PAGES):latest" 404.html; } | git mktree) && \
	COMMIT=$$($(AT_HEAD) git commit-tree -p "$(PAGES)" -m "The page for wrong addresses, of $(VERSION)" "$$TREE") && \
	git update-ref "refs/heads/$(PAGES)" "$$COMMIT"

retire: setup
	rm -rf build/retire && git worktree prune
	git -c core.autocrlf=false worktree add --quiet build/retire "$(PAGES)"
	$(BIN)/mingzhang retire "$(VERSION)" --pages build/retire $(if $(WITHOUT),--without "$(WITHOUT)")
	git -C build/retire -c core.autocrlf=false add --all
	git -C build/retire diff --cached --quiet || $(AT_HEAD) git -C build/retire commit --quiet --message "Retire $(VERSION)"
	git worktree remove --force build/retire

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/actionlint -shellcheck= -pyflakes=  # other programs, if they are there, would make lint differ between machines
	$(BIN)/zizmor --offline --persona auditor --strict-collection --quiet .github

types: setup
	$(BIN)/mypy

# tests of one file stay on one worker where they share what is slow to make (tests/suite.py); the longest start first
PYTEST := $(BIN)/pytest --numprocesses auto --dist loadgroup --no-loadscope-reorder --durations 20

core: setup
	$(PYTEST) $$($(BIN)/python -m tests.suite)

unit: setup
	$(PYTEST)

thorough: setup
	MINGZHANG_THOROUGH=yes $(PYTEST)

coverage: setup
	$(PYTEST) --cov --cov-report term:skip-covered

check: lint types core

test: lint types unit

bench: setup
	$(BIN)/python -m tests.benchmarks $(if $(COUNT),--count $(COUNT))

schemas: setup
	$(BIN)/mingzhang schemas

clean:
	rm -rf $(VENV) $(SITE) build .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage htmlcov
	find scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +
