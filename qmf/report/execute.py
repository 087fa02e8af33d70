"""Run one template notebook by Papermill, in this process or in a kernel, and say in a sentence how it went.

Done means that the last cell ran: a notebook that calls ``sys.exit(0)`` half-way counts as success to Papermill,
and a dead kernel is not a ``PapermillException``; both are failures here.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from qmf.report.forkserver import beat
from qmf.report.leftovers import watched
from qmf.report.limits import Limits, limited
from qmf.report.wording import count

__all__ = ["Executed", "Job", "execute", "normalise", "reason"]


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
        Variables the notebook sees, such as ``QMF_DATA``: where the data is and the date never come from a file.
    limits
        What it may take of the machine.
    kernel
        Whether it runs in a Jupyter kernel of its own, by stock Papermill, and not in this process. So does, whatever
        is said here, a notebook whose metadata hold ``{"qmf": {"kernel": true}}``.
    """

    priority: str
    template: Path
    output: Path
    parameters: Mapping[str, object]
    environment: Mapping[str, str]
    limits: Limits = field(default_factory=Limits)
    kernel: bool = False


@dataclass(frozen=True)
class Executed:
    """How a job went: ``error`` is None where every cell ran."""

    job: Job
    error: str | None
    seconds: float


def execute(job: Job) -> Executed:
    """Run a job; never raises for what the notebook does.

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
    with watched() as left, limited(job.limits):
        error = _run(job)
    if left.names and error is None:
        error = f"it left a process running ({', '.join(left.names)}), which was stopped"
    return Executed(job, error, time.monotonic() - started)


def _run(job: Job) -> str | None:
    try:
        notebook = nbformat.read(job.template, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError):
        return "it is not a notebook that can be read"
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
            cwd=str(job.template.parent),
            execution_timeout=job.limits.seconds,
            **_engine(job, alive=bool(notebook.metadata.get("qmf", {}).get("kernel"))),
        )
    except PapermillExecutionError as fault:
        return _sentence(fault.exec_count, fault.ename, fault.evalue, job.limits)
    except CellTimeoutError:
        return f"a cell took longer than {count(job.limits.seconds, 'second')} and was stopped"
    except DeadKernelError:
        return "its kernel died before the last cell"
    except Exception as fault:
        # Whatever one notebook does must not stop the others: it is reported as what it is.
        return f"it could not be run ({reason(fault)})"
    return _unfinished(done)


def _engine(job: Job, *, alive: bool) -> dict[str, object]:
    """Choose who runs the cells: this process, or stock Papermill's kernel."""
    if job.kernel or alive:
        beat("its kernel", patient=True)  # nbclient watches the time
        return {"request_save_on_cell_execute": False, "autosave_cell_every": 0}
    from papermill.engines import papermill_engines

    from qmf.report.engine import NAME, InProcess

    papermill_engines.register(NAME, InProcess)  # also where the entry point is not installed
    return {"engine_name": NAME, "most_output": job.limits.output, "begins": _tell}


def _tell(cell: int) -> None:
    beat(f"cell {cell}")


def reason(fault: BaseException) -> str:
    """Name an error that is not the notebook's own; of the system's errors, what the system says.

    Examples
    --------
    >>> reason(OSError(28, "No space left on device")), reason(KeyError("x"))
    ('No space left on device', 'KeyError')
    """
    return (isinstance(fault, OSError) and fault.strerror) or type(fault).__name__


def _sentence(cell: int, name: str, value: str, limits: Limits) -> str:
    """Keep the first line of a message: a traceback is for the log of a person who asks for it."""
    if name == "CellTimeout":
        return f"cell {cell} took longer than {count(limits.seconds, 'second')} and was stopped"
    if name == "TooMuchOutput":
        return f"cell {cell}: the notebook shows more than {limits.output:,} characters, and was stopped"
    if name in ("MemoryError", "ArrayMemoryError", "_ArrayMemoryError") and limits.memory is not None:
        return f"cell {cell}: it needs more memory than the {limits.memory_words} that a report may have"
    first = value.strip().splitlines()[0][:300] if value.strip() else "no message"
    said = first if name.endswith("Error") and name in QMF_ERRORS else f"{name}: {first}"
    return f"cell {cell}: {said}"


KERNEL_FILE = re.compile(r"\S*ipykernel_\d+[/\\]")
QMF_ERRORS = ("BundleError", "ChartError", "DataError", "NotebookError", "ParameterError", "PlaceError")


def _unfinished(notebook: NotebookNode) -> str | None:
    for number, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), start=1):
        if "skip-execution" in cell.metadata.get("tags", []):
            continue
        if any(output.get("ename") == "SystemExit" for output in cell.outputs):
            return f"cell {cell.execution_count} called sys.exit: what comes after it never ran"
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
        for output in cell.get("outputs", []):
            if output.output_type == "stream":  # a warning names its cell's file, and with it the process
                output.text = KERNEL_FILE.sub("cell ", output.text)
    return plain
