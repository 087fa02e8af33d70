"""The same inputs give the same bytes, whatever the surroundings."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.report.small import make_project

ROOT = Path(__file__).resolve().parents[2]
QMF = Path(sys.executable).parent / "qmf"


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.kernel
def test_two_runs_in_different_surroundings_make_the_same_bundle(tmp_path):
    trees = []
    surroundings = [
        (
            "one",
            "1",
            {"TZ": "Europe/London", "LANG": "C.UTF-8", "PYTHONHASHSEED": "1", "HOME": str(tmp_path)},
        ),
        ("another/place", "2", {"TZ": "Pacific/Auckland", "LANG": "C", "PYTHONHASHSEED": "2"}),
    ]
    for where, workers, environment in surroundings:
        project = make_project(tmp_path / where)
        for name in ("1_understand", "3_aim_and_measures", "5_impact_and_assurance"):
            shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", project / "notebooks")
        done = subprocess.run(
            [QMF, "report", "--workers", workers],
            cwd=project, env=os.environ | environment, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        trees.append(tree(project / "reports" / "2025-26" / "2026-03-31"))
    one, other = trees
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []
