# `make demo` and `make test` need Python 3.11 or newer and make; uv is used where it is found.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
UV ?= $(shell command -v uv 2>/dev/null)
VENV := .venv
BIN := $(VENV)/bin
OUT ?= out
WORKERS ?= 2

export UV_PROJECT_ENVIRONMENT = $(VENV)
export UV_PYTHON_DOWNLOADS = never
export PIP_DISABLE_PIP_VERSION_CHECK = 1
unexport VIRTUAL_ENV

.DEFAULT_GOAL := help
.PHONY: help demo test check docs schema reference images lock clean

help: ## list what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

demo: $(VENV)/.core ## install, run the rare-earth scenario, leave the page and the data in out/
	$(BIN)/backfire run rare-earths-2025 --out $(OUT)/
	@echo
	@echo "The page:  $(OUT)/rare-earths-2025.html"
	@echo "The data:  $(OUT)/rare-earths-2025.nc"

test: check ## lint, types, import contracts, and every test
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --durations=25

check: $(VENV)/.dev ## lint, types and import contracts, without the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/lint-imports
	$(BIN)/codespell

docs: $(VENV)/.docs ## write the generated reference and build the site into site/
	$(BIN)/python docs/generate.py
	$(BIN)/mkdocs build --strict

schema: $(VENV)/.core ## rewrite the JSON Schema of scenario files
	$(BIN)/python docs/generate.py --schema

reference: $(VENV)/.core ## rewrite docs/reference from the code and the tables
	$(BIN)/python docs/generate.py

images: $(VENV)/.dev ## run the demo, then redraw the README's picture and answer from it
	$(BIN)/backfire run rare-earths-2025 --out $(OUT)/
	$(BIN)/python docs/render_images.py $(OUT)/rare-earths-2025.html
	$(BIN)/python docs/write_answer.py $(OUT)/rare-earths-2025.nc

lock: ## resolve every dependency anew and write uv.lock and requirements/ (needs uv)
	uv lock --upgrade
	for extra in dev docs; do \
		uv export --frozen --no-emit-project --no-annotate --no-header --quiet \
			--extra $$extra --output-file requirements/$$extra.txt; done
	uv export --frozen --no-emit-project --no-annotate --no-header --quiet \
		--output-file requirements/core.txt

clean: ## remove the environment and everything built
	rm -rf $(VENV) $(OUT) site dist build

# One stamp for each set of extras; `core` is what a user installs.
$(VENV)/.core: EXTRA :=
$(VENV)/.dev: EXTRA := dev
$(VENV)/.docs: EXTRA := docs

$(VENV)/.core $(VENV)/.dev $(VENV)/.docs: pyproject.toml uv.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer must be on PATH, got none"; exit 1; }
ifneq ($(UV),)
	$(UV) sync --quiet --locked --inexact --python $(PYTHON) $(if $(EXTRA),--extra $(EXTRA))
else
	$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements/$(or $(EXTRA),core).txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
endif
	@touch $@
