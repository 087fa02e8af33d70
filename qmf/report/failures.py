"""Reports that were not made: what became of each, in words, and its notebook, kept beside the bundle and not in it."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterable
from pathlib import Path

import nbformat

from qmf.report.execute import Executed, Job
from qmf.report.forkpool import Lost, Silent
from qmf.report.wording import count

__all__ = ["keep_failed", "told"]


def told(fault: Lost, limit: int) -> str:
    """Say why there is no answer from a report's process.

    Parameters
    ----------
    fault
        How it ended.
    limit
        How many seconds one cell may take.

    Examples
    --------
    >>> told(Lost(-9, "cell 3"), 300)
    'its process was killed in cell 3 (SIGKILL; perhaps the machine had no memory left)'
    >>> told(Silent(-9, "cell 3"), 300)
    'cell 3 took longer than 300 seconds and was stopped'
    >>> told(Lost(0, "cell 3"), 300)
    'its process ended in cell 3 without an error (exit code 0): what comes after it never ran'
    """
    where = f" in {fault.note}" if fault.note else ""
    if isinstance(fault, Silent):
        return f"{fault.note or 'it'} took longer than {count(limit, 'second')} and was stopped"
    if fault.code is None:
        return f"the process that starts reports ended before it{where}"
    if fault.code >= 0:
        return f"its process ended{where} without an error (exit code {fault.code}): what comes after it never ran"
    name = signal.Signals(-fault.code).name
    perhaps = "; perhaps the machine had no memory left" if name == "SIGKILL" else ""
    return f"its process was killed{where} ({name}{perhaps})"


def keep_failed(folder: Path, executed: Iterable[Executed], said: Path) -> None:
    """Keep the notebooks of reports that failed, each with a banner that says why, and what processes wrote.

    Parameters
    ----------
    folder
        Where to; what an earlier run left there is removed.
    executed
        How every notebook went.
    said
        The file of what processes wrote to standard output and error.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for one in executed:
        if one.error:
            kept = folder / one.job.priority / one.job.template.name
            kept.parent.mkdir(parents=True, exist_ok=True)
            _write(one.job, one.error, kept)
    if folder.is_dir() and said.is_file():
        shutil.copyfile(said, folder / said.name)


def _write(job: Job, error: str, kept: Path) -> None:
    """Write the notebook as far as it ran, or as it was given where its process died with what it had shown."""
    ran = job.output if job.output.is_file() else job.template
    try:
        notebook = nbformat.read(ran, as_version=4)
    except (ValueError, nbformat.ValidationError):  # no notebook: there is no place for a banner
        shutil.copyfile(ran, kept)
        return
    banner = nbformat.v4.new_markdown_cell(f"**This report was not made:** {error}.", id="why")
    notebook.cells.insert(0, banner)
    nbformat.write(notebook, kept)
