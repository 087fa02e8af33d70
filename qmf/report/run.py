"""One run: every priority's notebooks through Papermill, then the bundle, whole or not at all."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from concurrent.futures import Future, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from qmf.cycle import Findings
from qmf.report.audience import check_passed
from qmf.report.bundle import Carried, carried_over, finish, foot, own_pages, sources, unchanged
from qmf.report.execute import Executed, Job
from qmf.report.failures import keep_failed, told
from qmf.report.forkpool import Lost
from qmf.report.lock import only_one
from qmf.report.log import RunLog, user
from qmf.report.making import (
    Page,
    keep_findings,
    keep_planning,
    make_pages,
    make_planning,
    make_report,
    make_units,
)
from qmf.report.plan import Plan
from qmf.report.pools import Pool, opened
from qmf.report.results import NotebookResult
from qmf.report.sealing import MadeBy, made_by
from qmf.report.sealing.digests import digest
from qmf.report.sealing.seal import NAME
from qmf.report.sealing.unchanged import changed, refused
from qmf.report.sealing.zipped import zipped_after
from qmf.report.staging import staged
from qmf.report.yearly import FOLDER

__all__ = ["Outcome", "run"]


@dataclass(frozen=True)
class Outcome:
    """How a run went."""

    bundle: Path
    log: Path
    results: tuple[NotebookResult, ...]
    unchanged: int = 0
    """How many of them stood in the bundle before, made from the same inputs."""

    @property
    def failed(self) -> tuple[NotebookResult, ...]:
        """The reports that were not made."""
        return tuple(result for result in self.results if result.error)


def run(
    plan: Plan,
    *,
    workers: int = 2,
    pool: Pool | None = None,
    fresh: bool = False,
    zipped: bool = False,
    progress: Callable[[Executed], None] = lambda done: None,
) -> Outcome:
    """Run a plan's notebooks and put its bundle in place.

    Parameters
    ----------
    plan
        What to run, checked.
    workers
        How many reports are made at once, each in a process of its own; without meaning where there is a `pool`.
    pool
        Who makes them: opened before the plan was made, it is ready by now.
    fresh
        Whether everything is made again, also what stands unchanged in the bundle before.
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
        Another run is writing there; an input was changed while the reports were made from it; or the audience's
        disclosure policy has not passed what is to be written.
    DataError
        Beside a priority carried over, one of these would give small numbers away.
    """
    if pool is None:
        with opened(workers) as pool:
            return run(plan, pool=pool, fresh=fresh, zipped=zipped, progress=progress)
    target = plan.target
    with only_one(plan.out), zipped_after(target, wanted=zipped), staged(target) as folder:
        log = RunLog(target.with_name(f"{target.name}.log.jsonl"))
        log.write(
            "started",
            user=user(),
            system=platform.platform(),
            priorities=[f.priority.id for f in plan.findings],
            as_at=plan.as_at.isoformat(),
            audience=plan.audience,
            workers=pool.workers,
        )
        by = made_by()
        carried = list(carried_over(plan, by))
        as_before = [] if fresh else unchanged(plan, by)
        for one in as_before:
            log.write("unchanged", priority=one.found.priority.id, notebooks=len(one.results))
        carried += as_before
        kept = {one.found.priority.id for one in as_before}
        asked = plan.findings
        check_passed([*asked, *(one.found for one in carried)], plan.policy)
        plan = replace(plan, findings=tuple(found for found in asked if found.priority.id not in kept))
        rest, reports = _submit(pool, plan, by, carried, folder, asked)
        # while others work: most runs have no report that fails
        pages = own_pages(plan, by, [_result(plan, job, None) for job in reports.values()], carried)
        for future in as_completed(reports):
            ended = _answer(future, reports[future])
            _note(log, ended)
            progress(ended)
        for page in rest:
            page.result()
        executed = [_answer(future, job) for future, job in reports.items()]
        results = [_result(plan, one.job, one.error, one.seconds) for one in executed]
        if any(result.error for result in results):
            pages = own_pages(plan, by, results, carried)
        every = finish(folder, plan, by, results, carried, pages)
        touched = changed(plan.place, plan.read)
        if touched:
            log.write("changed", files=touched)
            raise refused(touched)
        keep_failed(target.with_name(f"{target.name}.failed"), executed, pool.said)
        failed = [f"{r.priority}/{r.notebook}" for r in every if r.error]
        log.write("finished", failed=failed, seal=digest(folder / NAME))
    return Outcome(target, log.path, every, sum(len(one.results) for one in as_before))


def _jobs(plan: Plan, pool: Pool) -> list[Job]:
    environment = {
        "QMF_DATA": str(plan.place.folder.resolve()),
        "QMF_PARAMETERS": str(plan.parameters.resolve()),
        "QMF_AS_AT": plan.as_at.isoformat(),
        "QMF_AUDIENCE": plan.audience,
    }
    jobs = []
    for found in plan.findings:
        values = found.priority.model_dump(mode="json")
        for template in plan.templates:
            output = pool.scratch / plan.audience / found.priority.id / template.path.name
            output.parent.mkdir(exist_ok=True)
            job = Job(
                found.priority.id,
                template.path.resolve(),
                output,
                values,
                environment,
                pool.limits,
                pool.kernel,
            )
            jobs.append(job)
    if plan.yearly:
        output = pool.scratch / plan.audience / FOLDER / plan.yearly.path.name
        output.parent.mkdir(exist_ok=True)
        notebook, values = plan.yearly.path.resolve(), {"year": plan.year}
        jobs.append(Job(FOLDER, notebook, output, values, environment, pool.limits, pool.kernel))
    return jobs


def _submit(
    pool: Pool,
    plan: Plan,
    by: MadeBy,
    carried: Sequence[Carried],
    folder: Path,
    asked: Sequence[Findings],
) -> tuple[list[Future[None]], dict[Future[Executed], Job]]:
    """Hand out everything that can be made side by side; what takes longest comes first."""
    aside = pool.scratch / plan.audience  # nothing of another audience's lies there
    aside.mkdir()
    kept = {
        found.priority.id: keep_findings(aside / f"{found.priority.id}.findings", found)
        for found in [*plan.findings, *(one.found for one in carried)]
    }
    feet = {found.priority.id: foot(plan, by, sources(plan, [found], by)) for found in plan.findings}
    rest = [pool.executor.submit(make_units, folder, [kept[name] for name in sorted(kept)], foot(plan, by))]
    for name, kit in feet.items():
        (folder / name).mkdir()
        rest.append(pool.executor.submit(make_pages, folder / name, kept[name], kit))
    titles = {template.path.name: template.title for template in plan.templates}
    reports = {}
    for job in _jobs(plan, pool):
        if job.priority == FOLDER and plan.planning and plan.yearly:
            (folder / FOLDER).mkdir()
            file = keep_planning(aside / f"{FOLDER}.findings", plan.planning, asked)
            yearly = Page(folder / FOLDER, plan.yearly.title, file, foot(plan, by))
            reports[pool.executor.submit(make_planning, job, yearly)] = job
            continue
        page = Page(folder / job.priority, titles[job.template.name], kept[job.priority], feet[job.priority])
        reports[pool.executor.submit(make_report, job, page)] = job
    return rest, reports


def _answer(future: Future[Executed], job: Job) -> Executed:
    try:
        return future.result()
    except Lost as fault:
        return Executed(job, told(fault, job.limits.seconds), 0.0)


def _result(plan: Plan, job: Job, error: str | None, seconds: float = 0.0) -> NotebookResult:
    """Say of a notebook what the pages need."""
    stem, here = job.template.stem, job.priority
    templates = [*plan.templates, *([plan.yearly] if plan.yearly else [])]
    title = next(template.title for template in templates if template.path.name == job.template.name)
    path = None if error else f"{here}/{'index' if here == FOLDER else stem}.html"
    return NotebookResult(here, stem, title, path, error, seconds)


def _note(log: RunLog, executed: Executed) -> None:
    job = executed.job
    facts = {"priority": job.priority, "notebook": job.template.name, "seconds": round(executed.seconds, 3)}
    log.write(
        "failed" if executed.error else "made",
        **facts,
        **({"error": executed.error} if executed.error else {}),
    )
