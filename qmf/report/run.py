"""One run: every priority's notebooks through Papermill, then the bundle, whole or not at all."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import platform
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from qmf.report.bundle import write_bundle
from qmf.report.execute import Executed, Job, execute
from qmf.report.lock import only_one
from qmf.report.log import RunLog, user
from qmf.report.plan import Plan
from qmf.report.results import NotebookResult
from qmf.report.sealing.digests import digest
from qmf.report.sealing.seal import NAME
from qmf.report.sealing.unchanged import changed, refused
from qmf.report.sealing.zipped import zipped_after
from qmf.report.staging import staged

__all__ = ["Outcome", "run"]


@dataclass(frozen=True)
class Outcome:
    """How a run went."""

    bundle: Path
    log: Path
    results: tuple[NotebookResult, ...]

    @property
    def failed(self) -> tuple[NotebookResult, ...]:
        """The reports that were not made."""
        return tuple(result for result in self.results if result.error)


def run(
    plan: Plan,
    *,
    workers: int = 2,
    seconds: int = 300,
    zipped: bool = False,
    progress: Callable[[Executed], None] = lambda done: None,
) -> Outcome:
    """Run a plan's notebooks and put its bundle in place.

    Parameters
    ----------
    plan
        What to run, checked.
    workers
        How many notebooks run at once, each in a process and a kernel of its own.
    seconds
        How long one cell may take.
    zipped
        Whether the bundle is also written as one file, beside it. One that stands there already is always written
        again, so that it never holds another bundle than the one beside it.
    progress
        Called with each notebook as it ends.

    Raises
    ------
    PlaceError
        The output folder cannot be written.
    BundleError
        Another run is writing there; or an input was changed while the reports were made from it.
    """
    target = plan.target
    with (
        only_one(plan.out),
        zipped_after(target, wanted=zipped),
        staged(target) as folder,
        TemporaryDirectory(prefix="qmf-") as scratch,
    ):
        log = RunLog(target.with_name(f"{target.name}.log.jsonl"))
        log.write(
            "started",
            user=user(),
            system=platform.platform(),
            priorities=[f.priority.id for f in plan.findings],
            as_at=plan.as_at.isoformat(),
            workers=workers,
        )
        jobs = _jobs(plan, Path(scratch), seconds)
        done: dict[tuple[str, Path], Executed] = {}
        said = Path(scratch) / "kernels.log"
        with _pool(workers, said) as pool:
            waiting = [pool.submit(execute, job) for job in jobs]
            for future in as_completed(waiting):
                ended = future.result()
                done[ended.job.priority, ended.job.template] = ended
                _note(log, ended)
                progress(ended)
        executed = [done[job.priority, job.template] for job in jobs]
        results = write_bundle(folder, plan, executed)
        touched = changed(plan.place, plan.read)
        if touched:
            log.write("changed", files=touched)
            raise refused(touched)
        _keep_failed(target, executed, said)
        failed = [f"{r.priority}/{r.notebook}" for r in results if r.error]
        log.write("finished", failed=failed, seal=digest(folder / NAME))
    return Outcome(target, log.path, results)


@contextmanager
def _pool(workers: int, said: Path) -> Iterator[Executor]:
    # spawn: a fresh interpreter a worker, on every system alike; nothing is shared with the run that started it
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_quiet, initargs=(said,)) as pool:
        try:
            yield pool
        except BaseException:  # told to stop: what runs is ended, not waited for
            pool.shutdown(wait=False, cancel_futures=True)
            _end(psutil.Process().children(recursive=True))
            raise


def _quiet(said: Path) -> None:
    """Send what kernels and Papermill write into a file, not to the person, and never outlive the run."""
    threading.Thread(target=_end_with_the_run, daemon=True).start()
    file = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(file, stream)


def _jobs(plan: Plan, scratch: Path, seconds: int) -> list[Job]:
    environment = {
        "QMF_DATA": str(plan.place.folder.resolve()),
        "QMF_PARAMETERS": str(plan.parameters.resolve()),
        "QMF_AS_AT": plan.as_at.isoformat(),
        "PYTHONHASHSEED": "0",
    }
    jobs = []
    for found in plan.findings:
        values = found.priority.model_dump(mode="json")
        for template in plan.templates:
            output = scratch / found.priority.id / template.path.name
            output.parent.mkdir(exist_ok=True)
            jobs.append(Job(found.priority.id, template.path.resolve(), output, values, environment, seconds))
    return jobs


def _note(log: RunLog, executed: Executed) -> None:
    job = executed.job
    facts = {"priority": job.priority, "notebook": job.template.name, "seconds": round(executed.seconds, 3)}
    log.write(
        "failed" if executed.error else "made",
        **facts,
        **({"error": executed.error} if executed.error else {}),
    )


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


def _keep_failed(target: Path, executed: Sequence[Executed], said: Path) -> None:
    """Keep what failed beside the bundle, not in it: the notebook with its failing cell, and what kernels wrote."""
    folder = target.with_name(f"{target.name}.failed")
    shutil.rmtree(folder, ignore_errors=True)
    for one in executed:
        if one.error and one.job.output.is_file():
            kept = folder / one.job.priority / one.job.template.name
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(one.job.output, kept)
    if folder.is_dir() and said.is_file():
        shutil.copyfile(said, folder / said.name)
