"""What is whole of a bundle: front page, priorities' own pages and seals, and what stays of the bundle before."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import plotly

from qmf.cycle import Findings, find
from qmf.data import check_measures
from qmf.disclosure import disclose
from qmf.errors import QmfError
from qmf.framework import load_priority
from qmf.report.pages import front_page, priority_page
from qmf.report.plan import Plan
from qmf.report.results import Kit, NotebookResult
from qmf.report.sealing import (
    PRIORITY,
    WHOLE,
    MadeBy,
    command,
    inputs,
    read_seal,
    sha256,
    verify,
    write_seal,
)
from qmf.report.sealing.crate import write_crate
from qmf.report.sealing.digests import digest
from qmf.report.surprise import expected_signals
from qmf.report.yearly import planning_files

__all__ = ["Carried", "carried_over", "finish", "foot", "own_pages", "sources", "unchanged"]


@dataclass(frozen=True)
class Carried:
    """A priority of the bundle before, whose same inputs would make the same reports again."""

    found: Findings
    results: tuple[NotebookResult, ...]


def own_pages(
    plan: Plan, by: MadeBy, results: Sequence[NotebookResult], carried: Sequence[Carried]
) -> dict[str, str]:
    """Render the pages that say how every report went: the front page and the priorities' own.

    Parameters
    ----------
    plan
        What is run.
    by
        What makes the bundle.
    results
        How each notebook went, in the order of the plan.
    carried
        The other priorities of the bundle before.

    Returns
    -------
    dict
        HTML by its way in the bundle.
    """
    pages = {}
    for found in plan.findings:
        mine = [result for result in results if result.priority == found.priority.id]
        kit = foot(plan, by, sources(plan, [found], by))
        pages[f"{found.priority.id}/index.html"] = priority_page(found, mine, kit=kit)
    everything = _everything(plan, carried)
    every = [*results, *(result for one in carried for result in one.results)]
    expected = expected_signals(everything)
    pages["index.html"] = front_page(everything, every, kit=foot(plan, by), expected_signals=expected)
    return pages


def finish(
    folder: Path,
    plan: Plan,
    by: MadeBy,
    results: Sequence[NotebookResult],
    carried: Sequence[Carried],
    pages: Mapping[str, str],
) -> tuple[NotebookResult, ...]:
    """Write what needs to know how every report went, and the seals.

    Parameters
    ----------
    folder
        Where the bundle is built; the reports, figures and other pages are there already.
    plan, by, results, carried
        As for :func:`own_pages`.
    pages
        What that gave.

    Returns
    -------
    tuple of NotebookResult
        One a notebook, in the order of the plan, then those of priorities carried over.
    """
    _assets(folder / "assets")
    for name, page in pages.items():
        (folder / name).write_text(page, encoding="utf-8")
    for found in plan.findings:
        mine = [result for result in results if result.priority == found.priority.id]
        _seal_priority(folder / found.priority.id, plan, found, mine, by)
    for one in carried:
        name = one.found.priority.id
        shutil.copytree(plan.target / name, folder / name)
    everything = _everything(plan, carried)
    write_crate(folder, everything, by)
    made_from = _with_planning(sources(plan, everything, by), plan)
    write_seal(folder, {"format": WHOLE, "inputs": made_from, "command": command(made_from)})
    return (*results, *(result for one in carried for result in one.results))


def _everything(plan: Plan, carried: Sequence[Carried]) -> list[Findings]:
    every = [*plan.findings, *(one.found for one in carried)]
    return sorted(every, key=lambda found: found.priority.id)


def _with_planning(made_from: Mapping[str, object], plan: Plan) -> dict[str, object]:
    """Add to what a bundle is made from what its planning is made from."""
    every = dict(made_from)
    if plan.yearly:
        added = {
            "parameters": {path.name: plan.read[path] for path in planning_files(plan.parameters)},
            "notebooks": {plan.yearly.path.name: plan.read[plan.yearly.path]},
        }
        for key, more in added.items():
            have = every[key]
            every[key] = {**(have if isinstance(have, dict) else {}), **more}
    return every


def _assets(folder: Path) -> None:
    folder.mkdir()
    script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    shutil.copyfile(script, folder / "plotly.min.js")


def _seal_priority(
    folder: Path, plan: Plan, found: Findings, results: Sequence[NotebookResult], by: MadeBy
) -> None:
    made_from = sources(plan, [found], by)
    failed = {result.notebook: result.error for result in results if result.error}
    titles = {result.notebook: result.title for result in results}
    facts = {"format": PRIORITY, "inputs": made_from, "command": command(made_from)}
    write_seal(folder, {**facts, "reports": titles, "failed": failed})


def sources(plan: Plan, findings: Sequence[Findings], by: MadeBy) -> dict[str, object]:
    """Say what the reports of some priorities are made from, as their seal holds it."""
    files = {found.priority.id: plan.parameter_file(found.priority.id) for found in findings}
    parameters = {name: plan.read.get(file) or digest(file) for name, file in files.items()}
    notebooks = {template.path.name: plan.read[template.path] for template in plan.templates}
    return inputs(findings, parameters, notebooks, by, audience=plan.audience, policy=plan.policy)


def foot(plan: Plan, by: MadeBy, made_from: dict[str, object] | None = None) -> Kit:
    """Say at the foot of a page what made it; of a priority's page also the SHA-256 of what it was made from."""
    text = json.dumps(made_from, sort_keys=True) if made_from else ""
    check = f"qmf verify {plan.target.name}"
    return Kit(by.version, by.local_changes, sha256(text.encode()) if text else "", check)


def unchanged(plan: Plan, by: MadeBy) -> list[Carried]:
    """Give those of the plan's priorities that stand in the bundle before, made from the same inputs by the same kit.

    The seal says what a priority was made from; what it says of each file is checked, and where a report had failed,
    all of its priority is made again.
    """
    found_again = []
    for found in plan.findings:
        folder = plan.target / found.priority.id
        seal = read_seal(folder)
        if seal is None or seal.get("inputs") != sources(plan, [found], by) or seal.get("failed"):
            continue
        if verify(folder).differences.same:
            found_again.append(Carried(found, tuple(_results(found.priority.id, seal))))
    return found_again


def carried_over(plan: Plan, by: MadeBy) -> Iterator[Carried]:
    """Give the other priorities of the bundle before, where the same inputs would make the same reports again."""
    ours = {found.priority.id for found in plan.findings}
    for file in sorted((plan.parameters / plan.year).glob("*.yaml")):
        seal = read_seal(plan.target / file.stem)
        if file.stem in ours or seal is None or not verify(plan.target / file.stem).differences.same:
            continue
        try:
            priority = load_priority(file)
            if plan.audience not in priority.audiences:
                continue
            check_measures(plan.place, [priority], plan.as_at)
            found = disclose(find(plan.place, priority, plan.as_at), policy=plan.policy)
        except QmfError:
            continue  # its file was changed since and is now wrong: what stands in the old bundle is not its report
        if seal.get("inputs") != sources(plan, [found], by):
            continue
        yield Carried(found, tuple(_results(file.stem, seal)))


def _results(priority: str, seal: dict[str, object]) -> list[NotebookResult]:
    reports, failed = seal.get("reports"), seal.get("failed")
    if not isinstance(reports, dict) or not isinstance(failed, dict):
        return []
    return [
        NotebookResult(
            priority,
            stem,
            title,
            None if stem in failed else f"{priority}/{stem}.html",
            failed.get(stem),
            0.0,
        )
        for stem, title in reports.items()
    ]
