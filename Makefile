# Two commands do everything: `make report` and `make test`. Each sets up .venv by itself.
PYTHON ?= python3
FOLDER ?= data/sample
OUT    ?= report
BIN    := .venv/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: help report lab test lint lock sample docs clean

help:
	@echo "make report   set up, read $(FOLDER) and write the charts to $(OUT)/index.html"
	@echo "make lab      set up and open JupyterLab on the notebooks"
	@echo "make test     set up and run every test"
	@echo "make lint     set up and run ruff and mypy"
	@echo "make docs     set up and write the documentation to build/docs/index.html"
	@echo "make sample   write data/sample anew from its generator"
	@echo "make lock     pin the newest allowed versions anew"
	@echo "Use another folder: make report FOLDER=path/to/saved/news OUT=path/to/report"
	@echo "Say how to read it: make report FOLDER=... ARGS='--time-zone Europe/Kyiv --columns src=url'"

.venv/.python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(None if v >= (3, 11) else f"Python 3.11 or newer is needed, this is {v[0]}.{v[1]}; name another: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.ready: .venv/.python requirements.lock pyproject.toml
	@echo "Setting up .venv (once; takes a minute or two)"
	$(PIP) -r requirements.lock
	$(PIP) --no-deps --editable .
	@touch $@

.venv/.ready-dev: .venv/.ready requirements-dev.lock
	$(PIP) -r requirements-dev.lock
	@touch $@

report: .venv/.ready
	$(BIN)/python -m toolkit report "$(FOLDER)" --out "$(OUT)" $(ARGS)

lab: .venv/.ready
	$(BIN)/jupyter lab --notebook-dir=. notebooks/01_load_and_check.ipynb

test: .venv/.ready-dev
	$(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

lint: .venv/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/mypy

docs: .venv/.ready-dev
	$(BIN)/python -m sphinx -W --keep-going -q -b html -d build/docs-trees docs build/docs
	@echo "Open build/docs/index.html in a browser."

sample: .venv/.ready
	$(BIN)/python data/generator/make_sample.py --out data/sample

lock: .venv/.python
	$(PIP) uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --no-header --no-annotate --upgrade \
		--no-emit-index-url --no-emit-find-links --extra all --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --no-header --no-annotate --upgrade \
		--no-emit-index-url --no-emit-find-links --extra all --extra test --extra lint \
		--constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf .venv build report
