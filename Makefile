# Each target makes the environment itself, from nothing but python3 (3.11 or later).
.PHONY: help report test lab check bench soak lint format lock sample docs signoff .venv .venv-crate
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
READY := $(PYTHON) scripts/setup.py

help:            ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'
.venv:           ## the environment, from the lock
	@$(READY)
.venv-crate: .venv # the validator of RO-Crates, in an environment of its own: it pins an old rich
	@UV_SYSTEM_CERTS=1 $(BIN)/uv venv --quiet --allow-existing .venv-crate
	@UV_SYSTEM_CERTS=1 $(BIN)/uv pip sync --quiet --require-hashes --python .venv-crate scripts/crate/requirements.lock
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
	$(BIN)/python benchmarks/many.py
	QMF_KILLS=20 $(BIN)/pytest -q tests/report/test_faults.py
	$(BIN)/python benchmarks/calibration.py
	$(BIN)/python benchmarks/change.py
sample: .venv    ## write the synthetic sample trust again
	$(BIN)/python -m qmf.data.sample data
signoff: .venv   ## keep the sample trust's figures as signed off: make signoff REASON="why they changed"
	@$(BIN)/python scripts/sign_off.py # make hands REASON on
docs: .venv      ## the API reference, from the docstrings, in docs/api
	$(BIN)/python scripts/api.py
lock: .venv      ## resolve the dependencies again
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --extra dev pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 scripts/crate/requirements.in -o scripts/crate/requirements.lock
	$(BIN)/python scripts/environment.py
