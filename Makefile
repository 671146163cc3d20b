# What a newcomer types. `make demo` and `make test` set up all they need.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
OUT ?= demo

.PHONY: help demo test docs expect bench fuzz lock clean
help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

$(VENV)/bench.stamp: requirements/bench.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)-bench
	$(VENV)-bench/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	$(VENV)-bench/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	mkdir -p $(VENV) && touch $@

demo: $(VENV)/run.stamp ## set up, read and check the packaged examples, and show the result
	$(BIN)/redovisa demo --out $(OUT)

test: $(VENV)/dev.stamp ## set up, and pass every check and test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

docs: $(VENV)/dev.stamp ## write the generated pages
	$(BIN)/python docs/generate.py

expect: $(VENV)/dev.stamp ## write the expected answers beside the documents; read the difference
	cd tests && ../$(BIN)/python expect.py

bench: $(VENV)/bench.stamp ## every headline figure, side by side with a peer or the limit
	sh benchmarks/run.sh $(VENV)-bench/bin/python

fuzz: $(VENV)/dev.stamp ## fuzz the readers (SECONDS=600)
	$(BIN)/python -m benchmarks.fuzz --seconds $(or $(SECONDS),600)

lock: ## compile the hashed requirement files anew (needs uv)
	sh requirements/compile.sh

clean: ## remove what the set-up made
	rm -rf $(VENV) $(VENV)-bench demo
