# Everything a stranger needs: Python 3.11 or newer (with venv) and make. Each target does its own set-up in $(VENV).
PYTHON ?= python3
PYTHONS ?= python3.11 python3.12 python3.13
VENV ?= .venv
LOCKED := constraints/locked.txt
PYTEST_ARGS ?=
DEMO_ARGS ?=
BTI_LONG ?=

BIN := $(VENV)/bin
PY := $(BIN)/python
# Builds in isolation are held to the same versions: older pips read the first variable there, newer ones the second.
PIP := PIP_CONSTRAINT=$(LOCKED) PIP_BUILD_CONSTRAINT=$(LOCKED) $(PY) -m pip --disable-pip-version-check -qq

.DEFAULT_GOAL := help
.PHONY: help demo test test-long test-lowest test-all-pythons types lint format bench docs constraints clean

help: ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r what why; do printf '%-24s %s\n' "$$what" "$$why"; done

$(VENV)/.made:
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { echo "bti needs Python 3.11 or newer, and there is no '$(PYTHON)' here. Name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "bti needs Python 3.11 or newer, and '$(PYTHON)' is $$("$(PYTHON)" --version 2>&1). Name another: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "'$(PYTHON)' has no venv (on Debian and Ubuntu: install python3-venv). Or name another: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Making $(VENV) with $$("$(PYTHON)" --version) ..."
	@"$(PYTHON)" -m venv --clear "$(VENV)"
	@touch $@

# One stamp for each set of extras; a second run finds it and starts at once.
$(VENV)/.has-%: $(VENV)/.made pyproject.toml $(LOCKED)
	@echo "Installing bti with what '$*' needs ..."
	@$(PIP) install --editable '.[$*]'
	@touch $@

demo: $(VENV)/.has-cli ## Follow one case from first concern to close
	@$(BIN)/bti demo $(DEMO_ARGS)

test: $(VENV)/.has-cli,test ## Run all tests
	BTI_LONG=$(BTI_LONG) $(PY) -m pytest -n 2 --dist worksteal $(PYTEST_ARGS)

test-long: ## Run what takes long: hundreds of kills, four processes on one case, ten thousand pairs for I-08
	@$(MAKE) --no-print-directory test PYTEST_ARGS="tests/store/test_killing.py tests/store/test_hammering.py tests/laws/test_many_pairs_leave_no_trace.py $(PYTEST_ARGS)" BTI_LONG=1

test-all-pythons: ## Run all tests on every Python in PYTHONS that is found
	@ran=; for python in $(PYTHONS); do \
	  if ! tag=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null); then echo "== $$python: not found, left out"; continue; fi; \
	  echo "== Python $$tag"; \
	  $(MAKE) --no-print-directory test PYTHON="$$python" VENV=".venv-$$tag" || exit 1; ran="$$ran $$tag"; \
	done; [ -n "$$ran" ] || { echo "none of these was found: $(PYTHONS)" >&2; exit 1; }; echo "Passed on:$$ran"

test-lowest: ## Run all tests with the lowest versions that the project says it works with
	@$(MAKE) --no-print-directory test VENV=.venv-lowest LOCKED=constraints/lowest.txt

types: $(VENV)/.has-cli,test,types ## Check types with mypy and pyright
	$(PY) -m mypy
	$(PY) -m pyright --pythonpath $(PY)

lint: $(VENV)/.has-lint ## Check style
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

format: $(VENV)/.has-lint ## Put style right where a machine can
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: $(VENV)/.has-bench,cli ## Measure speed beside three peers
	$(PY) -m benchmarks

docs: $(VENV)/.has-cli ## Generate the generated parts of docs/
	$(PY) -m docs.generate

constraints: ## Resolve constraints/locked.txt anew
	@rm -rf .venv-resolve
	@"$(PYTHON)" -m venv .venv-resolve
	@.venv-resolve/bin/python -m pip --disable-pip-version-check -qq install editables '.[bench,cli,lint,test,types]'
	@{ sed -n '/^#/p' $(LOCKED); .venv-resolve/bin/python -m pip --disable-pip-version-check list --format=freeze --exclude pip --exclude setuptools --exclude bti; } > .venv-resolve/locked.txt
	@mv .venv-resolve/locked.txt $(LOCKED)
	@rm -rf .venv-resolve

clean: ## Remove everything that was made here
	rm -rf .venv .venv-* build dist .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
