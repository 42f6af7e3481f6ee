# tilth: `make demo` shows it, `make test` proves it. Both need Python 3.11 and make, nothing else.

PYTHON ?= python3
UV_VERSION := 0.13.9
RUN := .venv/bin
FOLDER ?= demo
EXTRAS ?= --extra dev

.PHONY: demo test check bench docs clean

# The made-up system Greenmarch: files in, one linked population out, the site open.
demo: .venv/ready
	$(RUN)/tilth demo --folder $(FOLDER)

# Every test; gates on coverage where nothing may be skipped (.ci/run).
test: .venv/ready-dev
	$(RUN)/pytest -n 3 --dist loadfile --cov --cov-report= -q
ifdef TILTH_NOTHING_SKIPPED
	$(RUN)/python tests/house/gates.py
endif

check: .venv/ready-dev
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports

bench: .venv/ready-dev
	$(RUN)/python -m benchmarks

docs: .venv/ready-dev
	$(RUN)/uv sync --frozen --inexact --quiet $(EXTRAS) --extra docs
	NO_MKDOCS_2_WARNING=1 $(RUN)/mkdocs build --strict --quiet

clean:
	rm -rf .venv site dist demo

.venv/uv:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "tilth needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(RUN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	touch $@

# Python's files are compiled as they come: no command waits for that.
.venv/ready: .venv/uv uv.lock pyproject.toml
	$(RUN)/uv sync --frozen --inexact --quiet --compile-bytecode
	$(RUN)/python -m compileall -q src
	touch $@

.venv/ready-dev: .venv/uv uv.lock pyproject.toml
	$(RUN)/uv sync --frozen --inexact --quiet --compile-bytecode $(EXTRAS)
	touch $@ .venv/ready
