"""Our engine shows what a kernel shows, cell for cell: stock Papermill is the oracle."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import pytest
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from qmf.framework import load_priority
from qmf.report.engine import NAME
from qmf.report.execute import Job, execute, normalise
from tests.report.made import TALKING, VIOLENCE

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "tests" / "notebooks" / "files"
pytestmark = pytest.mark.kernel


def all_templates() -> NotebookNode:
    """Put the cells of every template notebook one after the other, so that one kernel runs them all."""
    paths = sorted((ROOT / "notebooks").glob("[0-9]_*.ipynb"))
    assert len(paths) == 5
    whole, *others = [nbformat.read(path, as_version=4) for path in paths]
    for other in others:
        for cell in other.cells:
            cell.metadata.pop("tags", None) if "parameters" in cell.metadata.get("tags", []) else None
            if "id: str" not in cell.source:
                whole.cells.append(cell)
    return whole


def both_ways(pool, template: Path, folder: Path, parameters: dict, environment: dict) -> list[NotebookNode]:
    made = []
    for kernel in (False, True):
        out = folder / f"{kernel}.ipynb"
        pool.submit(execute, Job("x", template, out, parameters, environment, kernel=kernel)).result()
        made.append(normalise(nbformat.read(out, as_version=4)))
    return made


def same(ours: NotebookNode, stock: NotebookNode) -> None:
    assert len(ours.cells) == len(stock.cells)
    for number, (one, other) in enumerate(zip(ours.cells, stock.cells, strict=True)):
        assert one == other, f"cell {number}: {one.source[:80]}"
    assert ours.metadata == stock.metadata


@pytest.mark.parametrize("priority", [TALKING, VIOLENCE])
def test_every_template_shows_what_it_shows_in_a_kernel(priority, tmp_path, pool):
    template = tmp_path / "all.ipynb"
    nbformat.write(all_templates(), template)
    values = load_priority(ROOT / f"parameters/2025-26/{priority}.yaml").model_dump(mode="json")
    ours, stock = both_ways(pool, template, tmp_path, values, {"QMF_DATA": str(ROOT / "data")})
    same(ours, stock)
    assert sum(len(cell.get("outputs", [])) for cell in ours.cells) > 60


def test_every_kind_of_output_is_what_a_kernel_gives(tmp_path, pool):
    same(*both_ways(pool, FILES / "shows_everything.ipynb", tmp_path, {"id": "falls"}, {}))


def test_what_a_program_writes_by_itself_is_shown(tmp_path, pool):
    """In a kernel it is shown as well, unless the cell ends before a thread has read it."""
    notebook = nbformat.read(FILES / "works.ipynb", as_version=4)
    notebook.cells[1].source = 'import os\n\n_ = os.system("echo said by the system; echo and wrong >&2")'
    nbformat.write(notebook, tmp_path / "says.ipynb")
    pool.submit(execute, Job("x", tmp_path / "says.ipynb", tmp_path / "out.ipynb", {}, {})).result()
    outputs = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells[1].outputs
    assert [(o.name, o.text) for o in outputs] == [
        ("stdout", "said by the system\n"),
        ("stderr", "and wrong\n"),
    ]


@pytest.mark.parametrize("name", ["raises", "refuses", "exits"])
def test_a_notebook_that_fails_is_kept_as_a_kernel_leaves_it(name, tmp_path, pool):
    same(*both_ways(pool, FILES / f"{name}.ipynb", tmp_path, {"id": "falls"}, {}))


def test_papermill_finds_the_engine_by_its_name(tmp_path):
    papermill_command = Path(sys.executable).parent / "papermill"
    out = tmp_path / "out.ipynb"
    done = subprocess.run(
        [papermill_command, FILES / "works.ipynb", out, "--engine", NAME, "-p", "id", "falls", "--no-progress-bar"],
        capture_output=True, text=True, env=os.environ, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert nbformat.read(out, as_version=4).cells[2].outputs[0].text == "falls\n"


def test_this_process_is_as_it_was_after_a_notebook(tmp_path):
    before = sys.stdout, sys.stderr, sys.displayhook, sys.modules["__main__"], Path.cwd()
    with pytest.raises(PapermillExecutionError):
        papermill.execute_notebook(
            FILES / "raises.ipynb",
            tmp_path / "out.ipynb",
            {"id": "falls"},
            engine_name=NAME,
            progress_bar=False,
        )
    assert (sys.stdout, sys.stderr, sys.displayhook, sys.modules["__main__"], Path.cwd()) == before
