"""Plain Papermill, without qmf's command: from the root and from notebooks/, as its users call it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
PAPERMILL = Path(sys.executable).parent / "papermill"
pytestmark = pytest.mark.kernel


def outputs(path: Path) -> list[dict]:
    return [output for cell in nbformat.read(path, as_version=4).cells for output in cell.get("outputs", [])]


@pytest.mark.parametrize(
    ("folder", "notebook", "parameters"),
    [
        (".", "notebooks/3_aim_and_measures.ipynb", "parameters/2025-26/talking-therapies.yaml"),
        ("notebooks", "5_impact_and_assurance.ipynb", "../parameters/2025-26/violence-and-aggression.yaml"),
    ],
)
def test_plain_papermill_works(folder, notebook, parameters, tmp_path):
    out = tmp_path / "out.ipynb"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QMF_")}
    done = subprocess.run(
        [PAPERMILL, notebook, out, "-f", parameters, "--no-progress-bar"],
        cwd=ROOT / folder, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Passed unknown parameter" not in done.stderr
    text = "\n".join(str(output.get("data", {}).get("text/html", "")) for output in outputs(out))
    wanted = "Talking therapies" if "talking" in parameters else "Heron, Kestrel and Linnet wards"
    assert wanted in text


def test_a_value_that_yaml_1_1_changed_is_named(tmp_path):
    text = (ROOT / "parameters/2025-26/talking-therapies.yaml").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("title:"))
    file = tmp_path / "talking-therapies.yaml"
    file.write_text(text.replace(line, "title: no"), encoding="utf-8")
    done = subprocess.run(
        [PAPERMILL, "notebooks/3_aim_and_measures.ipynb", tmp_path / "out.ipynb", "-f", file, "--no-progress-bar"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode != 0
    assert 'put it in quotes: "no"' in done.stderr
