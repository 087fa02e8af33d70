"""A notebook that fails is reported as what it is: one tiny fixture a way to fail, in a real kernel."""

from __future__ import annotations

from pathlib import Path

import nbformat
import psutil
import pytest

from qmf.report.execute import Job, execute, normalise

FILES = Path(__file__).resolve().parents[1] / "notebooks" / "files"
pytestmark = pytest.mark.kernel


def run(name: str, folder: Path, seconds: int = 60):
    return execute(Job("x", FILES / f"{name}.ipynb", folder / "out.ipynb", {"id": "falls"}, {}, seconds))


def test_a_notebook_that_works_has_no_error_and_its_parameter(tmp_path):
    done = run("works", tmp_path)
    assert done.error is None
    outputs = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells[2].outputs
    assert outputs[0].text == "falls\n"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("raises", "cell 3: ValueError: three beds are missing"),
        ("refuses", "cell 3: events.csv, row 3: the count is below zero. Give 0 or more."),
        ("exits", "it stopped without an error before code cell"),
        ("dies", "its kernel died before the last cell"),
        ("no_parameters", "no cell with the tag 'parameters'"),
        ("leaves_child", "it left a process running (sleep), which was stopped"),
    ],
)
def test_a_failure_is_named_for_what_it_is(name, says, tmp_path):
    error = run(name, tmp_path).error
    assert error is not None and says in error
    assert not [p for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"] == ["sleep", "612"]]


def test_a_cell_that_hangs_is_stopped(tmp_path):
    done = run("sleeps", tmp_path, seconds=2)
    assert done.error == "a cell took longer than 2 seconds and was stopped"
    assert done.seconds < 30


def test_a_forked_child_ends_with_its_kernel(tmp_path):
    done = run("forks", tmp_path)
    assert done.error is None
    assert done.seconds < 60
    assert not [p for p in psutil.Process().children(recursive=True) if "ipykernel" in " ".join(p.cmdline())]


def test_two_runs_normalise_to_the_same_bytes(tmp_path):
    texts = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
        run("works", folder)
        texts.append(nbformat.writes(normalise(nbformat.read(folder / "out.ipynb", as_version=4))))
    assert texts[0] == texts[1]
    assert str(tmp_path) not in texts[0]
