# Everything starts here: `make demo`, then `make test`.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/
# The linters beside the tests.
MAKEFLAGS += --jobs=2

.PHONY: demo test suite laws fuzz mutants lint bench bench-large kill clean

$(VENV)/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(RUN)python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

$(VENV)/ready-for-bench: $(VENV)/ready
	$(RUN)python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,bench]'
	touch $@

$(VENV)/ready-for-mutants: $(VENV)/ready
	$(RUN)python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,mutants]'
	touch $@

demo: $(VENV)/ready
	@mkdir -p build/demo
	@$(RUN)carbon inventory docs/examples/kgi
	@$(RUN)carbon inventory docs/examples/kgi --format json --output build/demo/kgi.json
	@$(RUN)carbon inventory docs/examples/kgi --format csv --output build/demo/kgi.csv
	@$(RUN)carbon chart emissions docs/examples/kgi --output build/demo/kgi.svg
	@$(RUN)carbon chart emissions docs/examples/kgi --language zh --output build/demo/kgi_zh.png
	@echo "Written: build/demo/kgi.json, build/demo/kgi.csv, build/demo/kgi.svg, build/demo/kgi_zh.png"

lint: $(VENV)/ready
	$(RUN)ruff check .
	$(RUN)ruff format --check .
	$(RUN)mypy

test: lint suite

suite: $(VENV)/ready
	$(RUN)pytest -n 2 --dist loadfile

# A thousand new examples of every law; what fails is made small, and kept for the next run.
laws: $(VENV)/ready
	LAWS=search $(RUN)pytest -n 2 tests/laws tests/rooms tests/pathways/test_targets_laws.py

# Folders changed at random: make fuzz SEED=7 MINUTES=30. What is found is kept in build/fuzz.
SEED ?= 1
MINUTES ?= 10
fuzz: $(VENV)/ready
	$(RUN)python -m tests.fuzz.fuzz --seed $(SEED) --minutes $(MINUTES)

# The core changed by small steps: which of them the tests notice. All take days; make mutants SAMPLE=300 an hour or two.
SAMPLE ?= 0
mutants: $(VENV)/ready-for-mutants
	$(RUN)python -m tests.mutants.score --sample $(SAMPLE) --seed $(SEED)

bench: $(VENV)/ready-for-bench
	$(RUN)python benchmarks/run.py --pathways --rows 1000000 --rows 10000000 --table docs/benchmarks.md

bench-large: $(VENV)/ready-for-bench
	$(RUN)python benchmarks/run.py --rows 50000000 --table docs/benchmarks.md

kill: $(VENV)/ready
	$(RUN)python benchmarks/kill.py --moments 100

clean:
	rm -rf build dist mutants .pytest_cache .mypy_cache .ruff_cache .hypothesis
