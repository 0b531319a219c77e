# `make example` and `make test` do all their own set-up: they need CPython 3.11 or later and the Python Package Index.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
GOLD ?= ../shared/gold/dev
LEARN ?= ../shared/gold/train
SCORE = build/score
ARTICLE = examples/mesaj-anul-nou.txt
GRAPH = build/mesaj-anul-nou.ttl

.PHONY: example test lint score model judges clean

example: $(VENV)/installed
	@mkdir -p build
	$(BIN)/kgbuild build $(ARTICLE) -o $(GRAPH)
	$(BIN)/kgbuild query $(GRAPH) --name troop-movements

test: $(VENV)/installed-test
	$(BIN)/python -m pytest

lint: $(VENV)/installed-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# Builds the graph of every gold article, exports it as ID.json, scores that and compares with the last committed scores.
score: $(VENV)/installed
	rm -rf $(SCORE)
	@# Status 1 says that the gate took something out: what is left is scored.
	@$(BIN)/kgbuild build $(filter-out %.sents.txt,$(wildcard $(GOLD)/*.txt)) -o $(SCORE)/graphs.nq || [ $$? -eq 1 ]
	$(BIN)/kgbuild export $(SCORE)/graphs.nq --to json -o $(SCORE)/articles
	$(BIN)/python benchmarks/score.py $(GOLD) $(SCORE)/articles $(if $(UPDATE),--update)

# Trains the Romanian pipeline anew; training/README.md says from what and for how long.
model: $(VENV)/installed-test
	$(BIN)/python -m pip install --quiet -r training/requirements.txt -r training/requirements-teacher.txt
	$(MAKE) -f training/Makefile PYTHON=$(BIN)/python

# Learns the judges of the extraction anew, from annotated articles, each on what the ones before it make of articles not seen.
judges: $(VENV)/installed-test
	$(BIN)/python -m pip install --quiet -r training/requirements.txt
	for judge in likeness arguments credence standing confidence; do $(BIN)/python -m training.$$judge $(LEARN) || exit 1; done

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kgbuild needs Python 3.11 or later: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/installed-test: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@ $(VENV)/installed
