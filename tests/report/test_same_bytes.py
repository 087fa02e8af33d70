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
MADE = Path("reports") / "2025-26" / "2026-03-31"
SESAME = "sesame-9f31c07a"
AT_HOME = {
    "TZ": "Europe/London",
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "1",
    "LOGNAME": "matron",
    "QMF_WAREHOUSE": SESAME,
}
ELSEWHERE = {
    "TZ": "Pacific/Auckland",
    "LC_ALL": "POSIX",
    "PYTHONCOERCECLOCALE": "0",  # text files are ASCII unless the code says otherwise
    "PYTHONUTF8": "0",
    "PYTHONHASHSEED": "2",
    "LOGNAME": "analyst",
}


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def checkout(folder: Path) -> Path:
    """Copy what makes a bundle of this checkout, its history included, as another person would have it."""
    shutil.copytree(ROOT / "qmf", folder / "qmf", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "requirements.lock", folder)
    if (ROOT / ".git").is_dir():
        shutil.copytree(ROOT / ".git", folder / ".git")
    return folder


def made(project: Path, home: Path, code: Path, workers: int, environment: dict[str, str]) -> Path:
    """Make the reports of a project in its surroundings, and give the bundle's folder."""
    make_project(project, title="Falls – “with harm”")
    for name in ("1_understand", "3_aim_and_measures", "5_impact_and_assurance"):
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", project / "notebooks")
    home.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "qmf.cli", "report", "--zip", "--workers", str(workers)],
        cwd=project,
        env=os.environ | environment | {"HOME": str(home), "PYTHONPATH": str(code)},
        umask=0o022 if workers == 1 else 0o077,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return project / MADE


@pytest.mark.kernel
def test_two_runs_in_different_surroundings_make_the_same_bundle_and_the_same_zip(tmp_path):
    here = made(tmp_path / "one", tmp_path / "home", ROOT, 1, AT_HOME)
    copy = checkout(tmp_path / "their checkout")
    there = made(tmp_path / "another" / "place", tmp_path / "another home", copy, 2, ELSEWHERE)
    one, other = tree(here), tree(there)
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []
    assert {name.rpartition(".")[2] for name in one} >= {"html", "svg", "csv", "ipynb", "json", "js"}
    told = [*one.items(), *((path.name, path.read_bytes()) for path in here.parent.glob("*.log.jsonl"))]
    assert [name for name, data in told if SESAME.encode() in data] == [], "secrets come from the environment"
    assert here.with_suffix(".zip").read_bytes() == there.with_suffix(".zip").read_bytes()
    log = f"{MADE.name}.log.jsonl"
    assert here.with_name(log).read_bytes() != there.with_name(log).read_bytes(), "who and when is said there"


@pytest.mark.kernel
def test_kernels_and_forked_processes_make_the_same_bundle(tmp_path):
    trees = []
    for number, how in enumerate(([], ["--kernel"])):
        project = make_project(tmp_path / str(number), notebooks=("works", "raises"))
        done = subprocess.run(
            [sys.executable, "-m", "qmf.cli", "report", *how], cwd=project, capture_output=True, text=True
        )
        assert done.returncode == 1, done.stderr
        assert "1 of 2 reports made" in done.stdout
        trees.append(tree(project / MADE))
    forked, kernel = trees
    assert sorted(forked) == sorted(kernel)
    assert [name for name in forked if forked[name] != kernel[name]] == []
