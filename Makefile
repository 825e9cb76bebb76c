# Two commands do everything: `make demo` and `make test`. CONTRIBUTING.md explains the others.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev

.PHONY: demo test check unit format recordings contract bench bench-speed clean

demo: $(INSTALLED)
	$(BIN)/byline run samples/kazakhstan/kazakhstan.mp3 --show configs/shows/weekend-edition-sunday.toml --overwrite

test: check unit

check: $(INSTALLED_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

unit: $(INSTALLED_DEV)
	$(BIN)/pytest

format: $(INSTALLED_DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Real engine output on the samples, written anew for the tests that replay it.
recordings: $(INSTALLED)
	$(BIN)/python tests/recorded/record.py

# The schemas for other people's software, written anew after a change of a published document.
contract: $(INSTALLED)
	$(BIN)/byline schema > docs/transcript.schema.json
	$(BIN)/byline schema --typescript > docs/transcript.d.ts
	$(BIN)/byline schema validation > docs/validation.schema.json
	$(BIN)/byline schema validation --typescript > docs/validation.d.ts

# Speed, memory and accuracy: the sample beside the stock diarization pipeline, all recordings beside the common recipe;
# takes about half an hour.
bench: $(INSTALLED_DEV)
	$(BIN)/python -m benchmarks.sample
	$(BIN)/python -m benchmarks.accuracy
	$(BIN)/python -m benchmarks.exporters
	$(BIN)/python -m benchmarks.validation
	$(BIN)/python -m benchmarks.naming
	$(BIN)/python -m benchmarks.style

# Time, memory and growth from a minute to six hours beside two common recipes, and diarization alone beside the stock
# pipeline; takes many hours on two cores, goes on where it was cut short, and may be done in parts: see the script.
bench-speed: $(INSTALLED_DEV)
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.speed --diarization

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "byline needs Python 3.11 to 3.13: make $(MAKECMDGOALS) PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $(INSTALLED)

# What the tests need besides; meeteval among it is compiled here.
$(INSTALLED_DEV): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $(INSTALLED_DEV)

clean:
	rm -rf $(VENV) out dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
