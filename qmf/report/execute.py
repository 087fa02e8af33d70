"""Run one template notebook by Papermill, in a kernel of its own, and say in a sentence how it went.

Done means that the last cell ran: a notebook that calls ``sys.exit(0)`` half-way counts as success to Papermill,
and a dead kernel is not a ``PapermillException``; both are failures here.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from qmf.report.leftovers import watched

__all__ = ["Executed", "Job", "execute", "normalise"]


@dataclass(frozen=True)
class Job:
    """One notebook to run for one priority.

    Parameters
    ----------
    priority
        The priority's id.
    template
        The notebook to run.
    output
        Where the executed notebook is written, whether it fails or not.
    parameters
        What is injected: plain JSON values.
    environment
        Variables the kernel sees, such as ``QMF_DATA``: where the data is and the date never come from a file.
    seconds
        How long one cell may take.
    """

    priority: str
    template: Path
    output: Path
    parameters: Mapping[str, object]
    environment: Mapping[str, str]
    seconds: int = 300


@dataclass(frozen=True)
class Executed:
    """How a job went: ``error`` is None where every cell ran."""

    job: Job
    error: str | None
    seconds: float


def execute(job: Job) -> Executed:
    """Run a job in this process's own kernel; never raises for what the notebook does.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> folder = Path(mkdtemp())
    >>> notebook = nbformat.v4.new_notebook()
    >>> _ = nbformat.write(notebook, folder / "empty.ipynb")
    >>> done = execute(Job("p", folder / "empty.ipynb", folder / "out.ipynb", {}, {}))
    >>> done.error
    'it has no cells to run'
    """
    started = time.monotonic()
    os.environ.update(job.environment)
    with watched() as left:
        error = _run(job)
    if left.names and error is None:
        error = f"it left a process running ({', '.join(left.names)}), which was stopped"
    return Executed(job, error, time.monotonic() - started)


def _run(job: Job) -> str | None:
    notebook = nbformat.read(job.template, as_version=4)
    if not any(cell.cell_type == "code" for cell in notebook.cells):
        return "it has no cells to run"
    if not any("parameters" in cell.metadata.get("tags", []) for cell in notebook.cells):
        return "it has no cell with the tag 'parameters', so it cannot be given a priority"
    # Papermill takes a second to import: only a process that runs a notebook pays for it.
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    try:
        done = papermill.execute_notebook(
            str(job.template),
            str(job.output),
            parameters=dict(job.parameters),
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            cwd=str(job.template.parent),
            execution_timeout=job.seconds,
        )
    except PapermillExecutionError as fault:
        return f"cell {fault.exec_count}: {_sentence(fault.ename, fault.evalue)}"
    except CellTimeoutError:
        return f"a cell took longer than {job.seconds} seconds and was stopped"
    except DeadKernelError:
        return "its kernel died before the last cell"
    except Exception as fault:
        # Whatever one notebook does must not stop the others: it is reported as what it is.
        return f"it could not be run ({type(fault).__name__})"
    return _unfinished(done)


def _sentence(name: str, value: str) -> str:
    """Keep the first line of a message: a traceback is for the log of a person who asks for it."""
    first = value.strip().splitlines()[0][:300] if value.strip() else "no message"
    return first if name.endswith("Error") and name in QMF_ERRORS else f"{name}: {first}"


QMF_ERRORS = ("BundleError", "ChartError", "DataError", "NotebookError", "ParameterError", "PlaceError")


def _unfinished(notebook: NotebookNode) -> str | None:
    for number, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), start=1):
        if cell.source.strip() and cell.execution_count is None:
            return f"it stopped without an error before code cell {number}: its later cells never ran"
    return None


def normalise(notebook: NotebookNode) -> NotebookNode:
    """Give a copy without what differs from run to run: times, the output path, random cell ids.

    Examples
    --------
    >>> nb = nbformat.v4.new_notebook(metadata={"papermill": {"start_time": "2026-04-01"}})
    >>> nb.cells = [nbformat.v4.new_code_cell("1", metadata={"tags": ["injected-parameters"]})]
    >>> normalise(nb).metadata, normalise(nb).cells[0].id
    ({}, 'cell-00')
    """
    plain: NotebookNode = nbformat.from_dict(notebook)
    plain.metadata.pop("papermill", None)
    language = plain.metadata.get("language_info")
    if language is not None:
        language.pop("version", None)
    for number, cell in enumerate(plain.cells):
        cell.id = f"cell-{number:02d}"
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
    return plain
