"""What is changed while the reports are made from it is noticed, and nothing is published."""

from __future__ import annotations

import json

import nbformat
import pytest
from typer.testing import CliRunner

from qmf.cli import app
from qmf.report.plan import make_plan
from qmf.report.sealing.unchanged import changed
from tests.report.small import make_project

MEDDLES = """import os
from pathlib import Path
for file in (
    Path(os.environ["QMF_DATA"]) / "units.csv",
    Path(os.environ["QMF_PARAMETERS"]) / "2025-26" / "falls.yaml",
    Path("1_works.ipynb"),
):
    file.write_bytes(file.read_bytes() + b"\\n")
"""


@pytest.mark.kernel
def test_input_that_changes_during_a_run_is_named_and_the_bundle_before_stays(tmp_path, monkeypatch):
    project = make_project(tmp_path)
    meddler = nbformat.read(project / "notebooks" / "1_works.ipynb", as_version=4)
    meddler.cells.append(nbformat.v4.new_code_cell(MEDDLES))
    nbformat.write(meddler, project / "notebooks" / "2_meddles.ipynb")
    before = project / "reports" / "2025-26" / "2026-03-31" / "index.html"
    before.parent.mkdir(parents=True)
    before.write_text("the bundle before", encoding="utf-8")
    monkeypatch.chdir(project)
    done = CliRunner().invoke(app, ["report"], env={"COLUMNS": "300"})
    assert done.exit_code == 2, done.output
    assert done.stderr.splitlines()[-4:] == [
        "Nothing was made: 3 things need mending.",
        *(
            f"  • {name}: the file was changed while the reports were made from it. "
            "Call qmf again when it is at rest."
            for name in ("data/units.csv", "2025-26/falls.yaml", "notebooks/1_works.ipynb")
        ),
    ]
    assert [path.name for path in before.parent.iterdir()] == ["index.html"]
    log = before.parent.with_name("2026-03-31.log.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(log[-1])["files"] == ["data/units.csv", "2025-26/falls.yaml", "notebooks/1_works.ipynb"]


def test_a_file_that_is_gone_counts_as_changed_and_a_link_to_the_same_does_not(tmp_path):
    project = make_project(tmp_path)
    plan = make_plan(data=project / "data", parameters=project / "parameters", out=project / "reports")
    assert sorted(path.name for path in plan.read) == ["1_works.ipynb", "falls.yaml"]
    assert changed(plan.place, plan.read) == []
    file = project / "data" / "place.yaml"
    file.rename(tmp_path / "kept.yaml")
    assert changed(plan.place, plan.read) == ["data/place.yaml"]
    file.symlink_to(tmp_path / "kept.yaml")
    assert changed(plan.place, plan.read) == []


@pytest.mark.parametrize("year", ["/etc", "../2025-26", "2025-26\0", "*", ""])
def test_an_odd_year_is_refused_in_words(year, tmp_path, monkeypatch):
    monkeypatch.chdir(make_project(tmp_path))
    done = CliRunner().invoke(app, ["check", "--year", year])
    assert done.exit_code in (0, 2)
    assert done.exit_code == 2 or year == ""
    assert done.exception is None or isinstance(done.exception, SystemExit)
