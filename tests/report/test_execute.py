"""A notebook that fails is reported as what it is: one tiny fixture a way to fail, forked and in a real kernel."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import psutil
import pytest

from qmf.report.execute import Executed, Job, execute, normalise
from qmf.report.failures import told
from qmf.report.forkpool import Lost
from qmf.report.limits import Limits

FILES = Path(__file__).resolve().parents[1] / "notebooks" / "files"
kernel = pytest.mark.kernel


def job(name: str, folder: Path, **options) -> Job:
    return Job("x", FILES / f"{name}.ipynb", folder / "out.ipynb", {"id": "falls"}, {}, **options)


def error_of(pool, made: Job) -> str | None:
    """Say how a forked job went, as a run says it."""
    try:
        return pool.submit(execute, made).result(timeout=60).error
    except Lost as fault:
        return told(fault, made.limits.seconds)


def sleepers() -> list[psutil.Process]:
    return [
        p
        for p in psutil.process_iter(["cmdline"])
        if p.info["cmdline"] in (["sleep", "612"], ["sleep", "613"])
    ]


@pytest.mark.parametrize("alone", [False, pytest.param(True, marks=kernel)], ids=["forked", "kernel"])
def test_a_notebook_that_works_has_no_error_and_its_parameter(alone, tmp_path, pool):
    done: Executed = pool.submit(execute, job("works", tmp_path, kernel=alone)).result()
    assert done.error is None
    outputs = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells[2].outputs
    assert outputs[0].text == "falls\n"


FAILURES = {
    "raises": "cell 3: ValueError: three beds are missing",
    "refuses": "cell 3: events.csv, row 3: the count is below zero. Give 0 or more.",
    "exits": "cell 3 called sys.exit: what comes after it never ran",
    "no_parameters": "it has no cell with the tag 'parameters', so it cannot be given a priority",
    "leaves_child": "it left a process running (sleep), which was stopped",
    "forks": "it left a process running (python), which was stopped",
    "dies": "its process ended in cell 3 without an error (exit code 1): what comes after it never ran",
    "kills_itself": "its process was killed in cell 3 (SIGKILL; perhaps the machine had no memory left)",
    "stops_itself": "cell 3 took longer than 3 seconds and was stopped",
    "eats_memory": "cell 3: it needs more memory than the 2 GB that a report may have",
    "prints_much": "cell 3: the notebook shows more than 1,000,000 characters, and was stopped",
    "shell_prints_much": "cell 3: the notebook shows more than 1,000,000 characters, and was stopped",
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_is_named_for_what_it_is(name, tmp_path, pool):
    made = job(name, tmp_path, limits=Limits(seconds=3, memory=2 * 1024**3, output=1_000_000))
    assert error_of(pool, made) == FAILURES[name]
    assert not sleepers()
    assert error_of(pool, job("works", tmp_path)) is None, "and no other report notices"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("raises", FAILURES["raises"]),
        ("exits", FAILURES["exits"]),
        ("dies", "its kernel died before the last cell"),
        ("leaves_child", FAILURES["leaves_child"]),
        ("sleeps", "a cell took longer than 2 seconds and was stopped"),
    ],
)
@kernel
def test_so_it_is_in_a_kernel(name, says, tmp_path, pool):
    assert error_of(pool, job(name, tmp_path, kernel=True, limits=Limits(seconds=2))) == says
    assert not sleepers()


def test_a_cell_that_hangs_is_stopped_and_kept_with_what_it_showed(tmp_path, pool):
    assert error_of(pool, job("sleeps", tmp_path, limits=Limits(seconds=1))) == (
        "cell 3 took longer than 1 second and was stopped"
    )
    notebook = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert any(
        output.get("ename") == "CellTimeout" for cell in notebook.cells for output in cell.get("outputs", [])
    )


def test_two_runs_normalise_to_the_same_bytes(tmp_path, pool):
    texts = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
        pool.submit(execute, job("shows_everything", folder)).result()
        texts.append(nbformat.writes(normalise(nbformat.read(folder / "out.ipynb", as_version=4))))
    assert texts[0] == texts[1]
    assert str(tmp_path) not in texts[0]


@kernel
def test_a_notebook_can_ask_for_a_kernel(tmp_path, pool):
    notebook = nbformat.read(FILES / "works.ipynb", as_version=4)
    notebook.cells[1].source = "print(type(get_ipython()).__name__)"
    for metadata, shell in (({}, "Shell"), ({"kernel": True}, "ZMQInteractiveShell")):
        notebook.metadata["qmf"] = metadata
        nbformat.write(notebook, tmp_path / "asks.ipynb")
        made = Job("x", tmp_path / "asks.ipynb", tmp_path / "out.ipynb", {}, {})
        assert error_of(pool, made) is None
        assert nbformat.read(made.output, as_version=4).cells[1].outputs[0].text == f"{shell}\n"


def test_every_task_has_a_process_of_its_own_forked_from_one_that_has_one_thread(pool):
    """The allocator of pyarrow has a thread as well; it is one that forks are made safe for."""
    pids = [pool.submit(os.getpid).result() for _ in range(3)]
    assert len({*pids, os.getpid()}) == 4
    (server,) = {pool.submit(os.getppid).result() for _ in range(3)}
    threads = [file.read_text().strip() for file in Path(f"/proc/{server}/task").glob("*/comm")]
    assert [name for name in threads if name != "jemalloc_bg_thd"] == [psutil.Process(server).name()]
