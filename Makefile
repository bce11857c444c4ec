# make setup | serve | test | bench | ablation (FOLDERS: test collections) | crash | fuzz
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready

.PHONY: setup serve test lint bench ablation crash fuzz clean

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

test: setup lint
	HF_HUB_OFFLINE=1 $(BIN)/pytest

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
