"""Who runs the tasks of a run: a fork server where the system has one, else processes that start kernels."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from qmf.report.forkpool import ForkPool, available
from qmf.report.limits import Limits

__all__ = ["Pool", "forked", "opened", "spawned"]

GRACE = 5.0
"""How many seconds more than its limit a cell has before its process is killed: time to say where it was."""
ALONE = {
    "PYTHONHASHSEED": "0",  # the order of a set is the same in every run
    "OPENBLAS_NUM_THREADS": "1",  # threads would not survive a fork; a report has a core to itself
    "OMP_NUM_THREADS": "1",
}


@dataclass(frozen=True)
class Pool:
    """Who runs the tasks of a run.

    Parameters
    ----------
    executor
        Runs them.
    kernel
        Whether each notebook has a Jupyter kernel of its own.
    workers
        How many tasks run at once.
    limits
        What one report may take of the machine.
    scratch
        A private folder, gone when the pool is closed.
    said
        The file in it for what tasks write to standard output and error.
    """

    executor: Executor
    kernel: bool
    workers: int
    limits: Limits
    scratch: Path
    said: Path


@contextmanager
def opened(workers: int, limits: Limits | None = None, *, kernel: bool = False) -> Iterator[Pool]:
    """Give the pool that this system can have; whatever still runs when the block raises is stopped.

    Parameters
    ----------
    workers
        How many tasks run at once.
    limits
        What one report may take of the machine.
    kernel
        Whether each notebook has a Jupyter kernel of its own; so it is wherever there is no fork server.
    """
    limits, kernel = limits or Limits(), kernel or not available()
    with TemporaryDirectory(prefix="qmf-") as aside:
        said = Path(aside) / "processes.log"
        with spawned(workers, said) if kernel else forked(workers, said, limits.seconds) as executor:
            yield Pool(executor, kernel, workers, limits, Path(aside), said)


@contextmanager
def forked(workers: int, said: Path, seconds: float) -> Iterator[Executor]:
    """Give a pool whose every task has a fresh process that has imported everything.

    Parameters
    ----------
    workers
        How many tasks run at once.
    said
        The file for what they write to standard output and error.
    seconds
        How long one cell may take.
    """
    pool = ForkPool(
        workers,
        preload=["qmf.report.preload"],
        said=said,
        silence=seconds + GRACE,
        environment=ALONE,
    )
    try:
        yield pool
    except BaseException:  # told to stop: what runs is ended, not waited for
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


@contextmanager
def spawned(workers: int, said: Path) -> Iterator[Executor]:
    """Give a pool of ordinary processes, on every system alike: each notebook has a Jupyter kernel of its own.

    Parameters
    ----------
    workers
        How many tasks run at once.
    said
        The file for what they write to standard output and error.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_quiet, initargs=(said,)) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            _end(psutil.Process().children(recursive=True))
            raise


def _quiet(said: Path) -> None:
    """Send what kernels and Papermill write into a file, not to the person, and never outlive the run."""
    threading.Thread(target=_end_with_the_run, daemon=True).start()
    os.environ.update(ALONE)  # for the kernels
    file = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(file, stream)


def _end_with_the_run() -> None:
    """Wait for the run's own process; where it ends before this worker does, it was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        _end(psutil.Process().children(recursive=True))
        os._exit(1)


def _end(processes: list[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
