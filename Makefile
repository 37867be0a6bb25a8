# What can be done here. `make` alone lists it; each target first sets up what it needs.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTEST := $(BIN)/python -m pytest
# All cores; who is done helps the others.
SPREAD := -n auto --dist worksteal

LOCKED    := $(VENV)/.locked
INSTALLED := $(VENV)/.installed
VALIDATOR := tests/node_modules/.package-lock.json
LIGHTHOUSE := tests/lighthouse/node_modules/.package-lock.json

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site test check verify bench lighthouse pictures snapshots words lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

site: $(INSTALLED) ## check the sample records and build the site from them
	$(BIN)/brmsite check
	$(BIN)/brmsite build
	@echo 'Open build/index.html in a browser.'

test: $(INSTALLED) $(VALIDATOR) ## run all tests (some only: make test ARGS='-k notice')
	$(PYTEST) $(SPREAD) $(ARGS)

check: $(INSTALLED) ## look for faults in the code without running it
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(PIP) check

verify: $(INSTALLED) ## edit a register at random 1,000 times, and compare each build with a clean one
	$(BIN)/python -m tests.verify.run $(ARGS)

bench: $(INSTALLED) ## measure how fast it is
	$(BIN)/python tests/bench/run.py $(ARGS)

lighthouse: $(INSTALLED) $(LIGHTHOUSE) ## measure how light and fast the site of 10,000 records is in a browser
	$(BIN)/python tests/lighthouse/budget.py $(ARGS)

pictures: $(INSTALLED) ## take pictures of ten pages, to be looked at: tests/browser/taken/
	$(BIN)/python tests/browser/pictures.py tests/browser/taken

snapshots: $(INSTALLED) $(VALIDATOR) ## rewrite the tests' snapshots; review them as a diff
	$(PYTEST) $(SPREAD) --snapshots-write $(ARGS)

words: $(INSTALLED) ## gather the words of the site for brmsite/locale/, to be translated there
	$(BIN)/python -m tests.house.catalogue

# One version of each package for all Pythons (fewest): a page is the same bytes on each of them.
lock: $(INSTALLED) ## renew requirements.lock with the newest releases that pyproject.toml allows
	$(BIN)/uv pip compile pyproject.toml --group dev --upgrade --quiet \
		--universal --python-version 3.11 --fork-strategy fewest \
		--generate-hashes --no-config --custom-compile-command 'make lock' --output-file requirements.lock

clean: ## remove everything that these targets made
	rm -rf $(VENV) build dist tests/node_modules tests/lighthouse/node_modules tests/browser/taken
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find brmsite tests -name __pycache__ -prune -exec rm -rf {} +

# The virtual environment is made anew for each lock, so that nothing in it is left from another.
$(LOCKED): requirements.lock
	@command -v "$(PYTHON)" >/dev/null || { \
		echo 'There is no $(PYTHON) here. Say which Python to use: make PYTHON=python3.12'; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.version_info >= (3, 11) or sys.exit( \
		"brmsite needs Python 3.11 or newer; $(PYTHON) is " + sys.version.split()[0] + \
		". Say which Python to use: make PYTHON=python3.12")'
	"$(PYTHON)" -m venv --clear $(VENV)
	$(PIP) install --require-hashes --requirement requirements.lock
	@touch $@

$(INSTALLED): $(LOCKED) pyproject.toml
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# What this cannot set up, the tests that need it say: they are skipped at a desk and fail in CI.
$(VALIDATOR): tests/package.json tests/package-lock.json
	@if command -v npm >/dev/null; then \
		echo 'npm ci in tests/'; \
		(cd tests && npm ci --loglevel=error) || \
			echo 'npm could not install html-validate and axe-core: no test of the HTML and barriers of pages.'; \
	else \
		echo 'There is no npm (Node.js 20 or newer) here: no test of the HTML and barriers of pages.'; \
	fi

# Large, and asked for by one target only. It finds the system's browser and installs none.
$(LIGHTHOUSE): tests/lighthouse/package.json tests/lighthouse/package-lock.json
	cd tests/lighthouse && npm install --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
