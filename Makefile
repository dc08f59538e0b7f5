# Everything a contributor runs. Set-up needs Python 3.11 or later with pip, or uv; nothing else.

# The first interpreter on PATH that is new enough; `make PYTHON=/path/to/python3.13 test` chooses another.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
# Further arguments for the tool that a target runs: `make test ARGS='-k gates'`.
ARGS ?=
# How often `make soak` runs the whole suite.
ROUNDS ?= 10
# In how many processes the tests run: `make PROCESSES=1 test` runs them one after another.
PROCESSES ?= auto

BIN := .venv/bin
# A file's tests share what they are made from, so they stay together.
SUITE := $(BIN)/python -m pytest --numprocesses $(PROCESSES) --dist loadfile
READY := .venv/.ready

.PHONY: help demo test check bench fuzz soak lock clean
.DEFAULT_GOAL := help

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 14

demo: $(READY) ## set up, show where every proposal stands, and build the dashboard into public/
	@$(BIN)/tracker status
	@$(BIN)/tracker site build --out public
	@echo "The dashboard is built: open public/index.html"

test: $(READY) ## set up, get what the tests need, and run them
	@sh tests/system/install.sh
	@$(SUITE) $(ARGS)

check: $(READY) ## lint, formatting and types
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy

bench: $(READY) ## time and memory of the main commands, beside their bounds
	@$(BIN)/python -m tests.bench.run $(ARGS)

fuzz: $(READY) ## a million inputs for the WIT reader; guided by coverage where atheris is installed
	@$(BIN)/python -m tests.fuzz.run $(ARGS)

soak: $(READY) ## property tests with many more examples, killed and stopped syncs, every page in a browser, then the suite ROUNDS times in other orders
	@$(BIN)/python -m pytest -m hypothesis --hypothesis-profile=fuzz $(ARGS)
	@TRACKER_KILLS=200 $(BIN)/python -m pytest -q tests/test_interrupted_sync.py $(ARGS)
	@TRACKER_STOPS=each $(BIN)/python -m pytest -q tests/test_stopped_asking.py $(ARGS)
	@TRACKER_SURVEY=each $(SUITE) -q tests/e2e/site $(ARGS)
	@round=1; while [ $$round -le $(ROUNDS) ]; do echo "round $$round of $(ROUNDS)"; \
		$(SUITE) -q $(ARGS) || exit $$?; round=$$((round + 1)); done

lock: ## resolve the dependencies anew into requirements.lock (needs uv)
	@command -v uv >/dev/null || { echo "error: make lock needs uv on PATH: python3 -m pip install uv" >&2; exit 1; }
	@uv pip compile pyproject.toml --extra wasm-tools --extra postgres --extra search --group dev --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-header --no-annotate --no-emit-index-url --no-config --quiet -o requirements.lock
	@echo "requirements.lock is written"

clean: ## remove all that was made: .venv, caches, builds
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks build dist public
	@find tracker tests migrations -name __pycache__ -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml .ci/environment
	@sh .ci/environment "$(PYTHON)"
	@touch $@
