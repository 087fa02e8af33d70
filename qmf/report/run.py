"""One run: every priority's notebooks through Papermill, then the bundle, whole or not at all."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from qmf.report.bundle import Carried, carried_over, finish, foot, sources
from qmf.report.execute import Executed, Job
from qmf.report.failures import keep_failed, told
from qmf.report.forkpool import Lost, available
from qmf.report.limits import Limits
from qmf.report.lock import only_one
from qmf.report.log import RunLog, user
from qmf.report.making import Page, keep_findings, make_pages, make_report, make_units
from qmf.report.plan import Plan
from qmf.report.pools import forked, spawned
from qmf.report.results import NotebookResult
from qmf.report.sealing import MadeBy, made_by
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
    limits: Limits | None = None,
    kernel: bool = False,
    zipped: bool = False,
    progress: Callable[[Executed], None] = lambda done: None,
) -> Outcome:
    """Run a plan's notebooks and put its bundle in place.

    Parameters
    ----------
    plan
        What to run, checked.
    workers
        How many reports are made at once, each in a process of its own.
    limits
        What one report may take of the machine.
    kernel
        Whether every notebook runs in a Jupyter kernel of its own, by stock Papermill: slower, and the only way where
        the system has no fork server.
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
    target, limits, kernel = plan.target, limits or Limits(), kernel or not available()
    with (
        only_one(plan.out),
        zipped_after(target, wanted=zipped),
        staged(target) as folder,
        TemporaryDirectory(prefix="qmf-") as aside,
    ):
        scratch, said = Path(aside), Path(aside) / "processes.log"
        with spawned(workers, said) if kernel else forked(workers, said, limits.seconds) as pool:
            log = RunLog(target.with_name(f"{target.name}.log.jsonl"))
            log.write(
                "started",
                user=user(),
                system=platform.platform(),
                priorities=[f.priority.id for f in plan.findings],
                as_at=plan.as_at.isoformat(),
                workers=workers,
            )
            by = made_by()
            carried = list(carried_over(plan, by))
            rest, reports = _submit(pool, plan, by, carried, folder, _jobs(plan, scratch, limits, kernel))
            for future in as_completed(reports):
                ended = _answer(future, reports[future])
                _note(log, ended)
                progress(ended)
            for page in rest:
                page.result()
        executed = [_answer(future, job) for future, job in reports.items()]
        results = finish(folder, plan, by, [_result(plan, one) for one in executed], carried)
        touched = changed(plan.place, plan.read)
        if touched:
            log.write("changed", files=touched)
            raise refused(touched)
        keep_failed(target.with_name(f"{target.name}.failed"), executed, said)
        failed = [f"{r.priority}/{r.notebook}" for r in results if r.error]
        log.write("finished", failed=failed, seal=digest(folder / NAME))
    return Outcome(target, log.path, results)


def _jobs(plan: Plan, scratch: Path, limits: Limits, kernel: bool) -> list[Job]:
    environment = {
        "QMF_DATA": str(plan.place.folder.resolve()),
        "QMF_PARAMETERS": str(plan.parameters.resolve()),
        "QMF_AS_AT": plan.as_at.isoformat(),
    }
    jobs = []
    for found in plan.findings:
        values = found.priority.model_dump(mode="json")
        for template in plan.templates:
            output = scratch / found.priority.id / template.path.name
            output.parent.mkdir(exist_ok=True)
            jobs.append(
                Job(found.priority.id, template.path.resolve(), output, values, environment, limits, kernel)
            )
    return jobs


def _submit(
    pool: Executor, plan: Plan, by: MadeBy, carried: Sequence[Carried], folder: Path, jobs: Sequence[Job]
) -> tuple[list[Future[None]], dict[Future[Executed], Job]]:
    """Hand out everything that can be made side by side; what takes longest comes first."""
    aside = jobs[0].output.parents[1]
    kept = {
        found.priority.id: keep_findings(aside / f"{found.priority.id}.findings", found)
        for found in [*plan.findings, *(one.found for one in carried)]
    }
    feet = {found.priority.id: foot(plan, by, sources(plan, [found], by)) for found in plan.findings}
    rest = [pool.submit(make_units, folder, [kept[name] for name in sorted(kept)], foot(plan, by))]
    for name, kit in feet.items():
        (folder / name).mkdir()
        rest.append(pool.submit(make_pages, folder / name, kept[name], kit))
    titles = {template.path.name: template.title for template in plan.templates}
    reports = {}
    for job in jobs:
        page = Page(folder / job.priority, titles[job.template.name], kept[job.priority], feet[job.priority])
        reports[pool.submit(make_report, job, page)] = job
    return rest, reports


def _answer(future: Future[Executed], job: Job) -> Executed:
    try:
        return future.result()
    except Lost as fault:
        return Executed(job, told(fault, job.limits.seconds), 0.0)


def _result(plan: Plan, one: Executed) -> NotebookResult:
    """Say of a notebook what the pages need."""
    stem = one.job.template.stem
    title = next(template.title for template in plan.templates if template.path.name == one.job.template.name)
    path = None if one.error else f"{one.job.priority}/{stem}.html"
    return NotebookResult(one.job.priority, stem, title, path, one.error, one.seconds)


def _note(log: RunLog, executed: Executed) -> None:
    job = executed.job
    facts = {"priority": job.priority, "notebook": job.template.name, "seconds": round(executed.seconds, 3)}
    log.write(
        "failed" if executed.error else "made",
        **facts,
        **({"error": executed.error} if executed.error else {}),
    )
