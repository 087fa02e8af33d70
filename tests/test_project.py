"""The set-up keeps its promises: lock, environment, notebooks, the way through the house."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml
from rattler import MatchSpec

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
TEMPLATES = sorted((ROOT / "notebooks").glob("*.ipynb"))


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [ROOT / name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def script(name: str):
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_lock_carries_hashes_and_no_address():
    assert "://" not in LOCK
    assert "://" not in (ROOT / "scripts" / "crate" / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9._-]+)==\S+.*$(?=\n {4}--hash=sha256:)", LOCK, flags=re.M)
    assert len(pins) == len(re.findall(r"^\S", LOCK, flags=re.M)) > 100


def test_environment_yml_is_what_pyproject_makes():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert text == script("environment").environment()


def test_environment_yml_is_understood_by_conda():
    wanted = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    specs = [MatchSpec(line) for line in wanted if isinstance(line, str)]
    names = {spec.name.normalized for spec in specs}
    assert {"pandas", "plotly", "jupyterlab", "ipywidgets", "papermill", "nbval"} <= names


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_template_notebooks_carry_no_outputs_and_one_parameters_cell(path):
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code)
    # the others are for a person at a live kernel
    reports = path.name[0].isdigit() or path.stem == "priority_setting"
    assert sum("parameters" in cell.metadata.get("tags", []) for cell in code) == reports


def test_no_tracked_file_names_this_machine():
    machine = re.compile(rb"(?:^|[^A-Za-z0-9_.])/(?:work|farm|root)/")
    here = Path(__file__)
    named = [
        p.relative_to(ROOT).as_posix() for p in tracked() if p != here and machine.search(p.read_bytes())
    ]
    assert named == []


def test_import_of_every_module_succeeds_alone():
    modules = [
        ".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for p in sorted((ROOT / "qmf").rglob("*.py"))
        if p.name != "__main__.py"
    ]
    code = "import importlib\n" + "\n".join(f"importlib.import_module({m!r})" for m in modules)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
