"""The bundle's RO-Crate says what its seals say, and is what its profile asks for."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from qmf.report.plan import Plan, make_plan
from qmf.report.results import NotebookResult
from qmf.report.sealing import read_seal
from tests.report.small import make_project
from tests.report.whole import bundle_of

ROOT = Path(__file__).resolve().parents[2]
VALIDATOR = ROOT / ".venv-crate" / "bin" / "python"


def plan_of(folder: Path) -> Plan:
    project = make_project(folder)
    return make_plan(data=project / "data", parameters=project / "parameters", out=project / "reports")


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundle_of(plan_of(tmp_path_factory.mktemp("crate")))


def crate(bundle: Path) -> dict[str, dict[str, Any]]:
    read = json.loads((bundle / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    entities = {entity["@id"]: entity for entity in read["@graph"]}
    assert len(entities) == len(read["@graph"]), "no entity stands twice"
    return entities


def test_it_lists_every_file_with_the_digest_that_the_seal_has(bundle):
    seal = read_seal(bundle)
    sealed = dict(seal["files"])
    sealed.pop("ro-crate-metadata.json")  # cannot hold its own
    files = {name: entity for name, entity in crate(bundle).items() if entity["@type"] == "File"}
    assert "sha256" not in files.pop("bundle.json"), "the seal holds the crate's"
    assert {name: entity["sha256"] for name, entity in files.items()} == sealed


def test_it_says_what_went_in_what_came_out_and_what_was_run(bundle):
    entities, seal = crate(bundle), read_seal(bundle / "falls")
    run = entities["#run-falls"]
    assert run["description"] == "qmf report falls --year 2025-26 --as-at 2026-03-31"
    assert run["actionStatus"] == "http://schema.org/CompletedActionStatus"
    going_in = {entities[each["@id"]]["name"]: entities[each["@id"]]["sha256"] for each in run["object"]}
    assert going_in["data/observations.csv"] == seal["inputs"]["data"]["observations.csv"]
    assert going_in["parameters/2025-26/falls.yaml"] == seal["inputs"]["parameters"]["2025-26/falls.yaml"]
    assert going_in["notebooks/1_works.ipynb"] == seal["inputs"]["notebooks"]["1_works.ipynb"]
    assert {each["@id"] for each in run["result"]} == {
        f"falls/{name}" for name in (*seal["files"], "bundle.json")
    }
    kit = entities[run["instrument"]["@id"]]
    assert kit["sha256"] == seal["inputs"]["kit"]["code"]
    assert entities["#pandas"]["softwareVersion"] == seal["inputs"]["environment"]["packages"]["pandas"]


def test_the_page_on_reports_names_every_key_of_a_seal(bundle):
    page = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
    keys = {*read_seal(bundle), *read_seal(bundle / "falls"), *read_seal(bundle)["inputs"]}
    told = {"year", "as_at", "priorities", "data", "parameters", "notebooks"}  # told in words beside `inputs`
    assert {key for key in keys - told if f"`{key}`" not in page} == set()


def test_a_run_with_a_report_that_failed_says_so(tmp_path):
    plan = plan_of(tmp_path)
    failed = NotebookResult("falls", "1_works", "Works", None, "its kernel died before the last cell", 1.0)
    run = crate(bundle_of(plan, [failed]))["#run-falls"]
    assert run["actionStatus"] == "http://schema.org/FailedActionStatus"
    assert run["error"] == "1_works: its kernel died before the last cell"


def validated(bundle: Path) -> tuple[int, str]:
    if not VALIDATOR.exists():
        pytest.skip("roc-validator's own environment is not there: make .venv-crate")
    done = subprocess.run(
        [VALIDATOR, ROOT / "scripts" / "crate" / "validate.py", bundle], capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


def test_the_validator_finds_nothing_that_the_profile_requires_to_be_otherwise(bundle):
    code, said = validated(bundle)
    assert code == 0, said
    assert int(said.split()[0]) > 40, said


def test_the_validator_would_find_a_fault(bundle, tmp_path):
    broken = Path(shutil.copytree(bundle, tmp_path / "broken"))
    (broken / "falls" / "index.html").unlink()
    file = broken / "ro-crate-metadata.json"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"instrument"', '"agent"', 1), encoding="utf-8")
    code, said = validated(broken)
    assert code == 1
    assert "does not include the Data Entity 'falls/index.html'" in said
    assert "MUST have an instrument" in said
