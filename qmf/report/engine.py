"""A Papermill engine that runs a notebook's cells in the process it is called in, without a kernel.

Starting a kernel and importing everything anew is nearly all
the time that Papermill takes; this engine pays for neither, and the notebook is written once, at the end. What it
cannot do: notebooks in other languages, and widgets, which need somebody to talk to.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from nbformat import NotebookNode
from papermill.engines import Engine, NotebookExecutionManager

from qmf.report.outputs import Outputs, TooMuchOutput
from qmf.report.shell import Shell, shell

__all__ = ["NAME", "CellTimeout", "InProcess", "language"]

NAME = "qmf"
"""What Papermill knows the engine by."""


class CellTimeout(BaseException):
    """A cell takes longer than it may. Not an ``Exception``: a notebook's own ``except`` does not swallow it."""


class InProcess(Engine):  # type: ignore[misc]
    """Runs a notebook's cells in this process, one after the other, until one fails."""

    @classmethod
    def execute_notebook(
        cls, nb: NotebookNode, kernel_name: str, output_path: str | None = None, **options: Any
    ) -> NotebookNode:
        """Run a notebook; Papermill itself writes it, once, when this returns."""
        return super().execute_notebook(nb, kernel_name, output_path=None, **options)

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        execution_timeout: float | None = None,
        most_output: int | None = None,
        begins: Callable[[int], None] = lambda number: None,
        **_: Any,
    ) -> None:
        """Run the cells.

        Parameters
        ----------
        nb_man
            Papermill's own notes on the notebook.
        kernel_name
            Not used: the kernel is this process.
        execution_timeout
            How many seconds one cell may take; as long as it likes where None.
        most_output
            How many characters all outputs together may have.
        begins
            Called with each code cell's number, from 1, before it runs.
        """
        outputs = Outputs(most_output)
        this = os.getpid()
        number = 0
        with shell(outputs) as sh, _files(outputs) as caught:
            for index, cell in enumerate(nb_man.nb.cells):
                nb_man.cell_start(cell, index)
                if cell.cell_type == "code":
                    number += 1
                    begins(number)
                if not _run(sh, cell, execution_timeout, caught):
                    nb_man.cell_exception(cell, index)
                if os.getpid() != this:
                    os._exit(0)  # a fork of the notebook's own that came to the end of its cell
                nb_man.cell_complete(cell, index)
                if cell.metadata.papermill.exception:
                    break
        nb_man.nb.metadata["language_info"] = language()


def _run(sh: Shell, cell: NotebookNode, seconds: float | None, caught: Callable[[], None]) -> bool:
    """Run a cell; say whether all is well."""
    tags = cell.metadata.get("tags", [])
    if cell.cell_type != "code" or not cell.source.strip() or "skip-execution" in tags:
        return True
    sh.outputs.begin(cell)
    cell.execution_count = sh.execution_count
    with _at_most(seconds):
        result = sh.run_cell(cell.source, store_history=True, cell_id=cell.get("id"))
    try:
        caught()
    except TooMuchOutput as fault:
        sh.outputs.error(type(fault).__name__, "", [])
        return False
    if isinstance(result.error_in_exec, (CellTimeout, TooMuchOutput)):
        return False
    return bool(result.success) or "raises-exception" in tags


@contextmanager
def _at_most(seconds: float | None) -> Iterator[None]:
    """Raise CellTimeout in the block after so many seconds, where this system and this thread can."""
    if (
        not seconds
        or not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def late(signum: int, frame: object) -> None:
        raise CellTimeout

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _files(outputs: Outputs) -> Iterator[Callable[[], None]]:
    """Catch what programs that a cell starts write to file descriptors 1 and 2.

    Gives a function that adds to the outputs what came since it was last called.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        files = {1: out, 2: err}
        kept = {number: os.dup(number) for number in files}
        for number, file in files.items():
            os.dup2(file.fileno(), number)
        try:
            yield lambda: _drain(outputs, {"stdout": out, "stderr": err})
        finally:
            for number, copy in kept.items():
                os.dup2(copy, number)
                os.close(copy)


def _drain(outputs: Outputs, files: dict[str, IO[bytes]]) -> None:
    for name, file in files.items():
        size = file.seek(0, os.SEEK_END)
        if not size:
            continue
        file.seek(0)
        most = size if outputs.most is None else min(size, outputs.most + 1)
        text = file.read(most).decode("utf-8", errors="replace")
        file.seek(0)
        file.truncate()
        outputs.stream(name, text)


def language() -> dict[str, object]:
    """Give what a Python kernel says of its language, as it stands in a notebook that one ran.

    Examples
    --------
    >>> language()["pygments_lexer"]
    'ipython3'
    """
    major = sys.version_info[0]
    return {
        "codemirror_mode": {"name": "ipython", "version": major},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": f"ipython{major}",
        "version": sys.version.split()[0],
    }
