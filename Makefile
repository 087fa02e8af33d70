# Each target makes the environment itself, from nothing but python3 (3.11 or later).
.PHONY: help report test lab check bench soak lint format lock sample docs .venv
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
READY := $(PYTHON) scripts/setup.py

help:            ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'
.venv:           ## the environment, from the lock
	@$(READY)
report: .venv    ## the sample trust's reports
	@$(BIN)/qmf report
check: .venv     ## the parameter files and the data, without making a report
	@$(BIN)/qmf check
lab: .venv       ## JupyterLab, in the notebooks folder
	@$(BIN)/jupyter lab --notebook-dir=. notebooks
test: lint       ## everything that must be green, in under ten minutes
	$(BIN)/pytest -n 2 --dist loadgroup
lint: .venv      ## style, types and the way through the house
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
format: .venv    ## put the code in order
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
bench: .venv     ## timings, as ratios against a named baseline
	$(BIN)/python benchmarks/report.py
	$(BIN)/python benchmarks/spc.py
soak: .venv      ## what takes longer than a test may
	$(BIN)/python benchmarks/report.py --repeat 5
	$(BIN)/python benchmarks/calibration.py
sample: .venv    ## write the synthetic sample trust again
	$(BIN)/python -m qmf.data.sample data
docs: .venv      ## the API reference, from the docstrings, in docs/api
	$(BIN)/python scripts/api.py
lock: .venv      ## resolve the dependencies again
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --extra dev pyproject.toml -o requirements.lock
	$(BIN)/python scripts/environment.py
