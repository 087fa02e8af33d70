"""The bundle: pages, figures, numbers and seal, written into a folder that is not yet in place."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import nbformat
import plotly

from qmf.charts import svg
from qmf.cycle import Findings, find
from qmf.data import check_measures
from qmf.errors import QmfError
from qmf.framework import load_priority
from qmf.report.blocks import drawing
from qmf.report.execute import Executed, normalise
from qmf.report.extra_pages import write_measure_pages, write_unit_pages
from qmf.report.pages import front_page, priority_page
from qmf.report.plan import Plan
from qmf.report.render import render_notebook
from qmf.report.results import Kit, NotebookResult
from qmf.report.sealing import (
    PRIORITY,
    WHOLE,
    MadeBy,
    command,
    inputs,
    made_by,
    read_seal,
    sha256,
    verify,
    write_seal,
)
from qmf.report.sealing.crate import write_crate
from qmf.report.sealing.digests import digest
from qmf.report.surprise import expected_signals
from qmf.report.tables import points_csv

__all__ = ["write_bundle"]


def write_bundle(folder: Path, plan: Plan, executed: Sequence[Executed]) -> tuple[NotebookResult, ...]:
    """Write everything a reader opens into ``folder``.

    Parameters
    ----------
    folder
        An empty folder, aside from the place where the bundle will stand.
    plan
        What was run.
    executed
        How each notebook went; those that ran are rendered.

    Returns
    -------
    tuple of NotebookResult
        One a notebook, in the order of the plan, then those of priorities carried over from the bundle before.
    """
    _assets(folder / "assets")
    by = made_by()
    results: list[NotebookResult] = []
    shown = {found.priority.id: found for found in plan.findings}
    for found in plan.findings:
        mine = [one for one in executed if one.job.priority == found.priority.id]
        results += _write_priority(folder / found.priority.id, plan, found, mine, by)
    for found, carried in _carried(plan, by):
        shutil.copytree(plan.target / found.priority.id, folder / found.priority.id)
        shown[found.priority.id] = found
        results += carried
    everything = [shown[name] for name in sorted(shown)]
    front = front_page(
        everything, results, kit=_foot(plan, by), expected_signals=expected_signals(everything)
    )
    (folder / "index.html").write_text(front, encoding="utf-8")
    write_unit_pages(folder, everything, kit=_foot(plan, by))
    write_crate(folder, everything, by)
    made_from = _inputs(plan, everything, by)
    write_seal(folder, {"format": WHOLE, "inputs": made_from, "command": command(made_from)})
    return tuple(results)


def _assets(folder: Path) -> None:
    folder.mkdir()
    script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    shutil.copyfile(script, folder / "plotly.min.js")


def _write_priority(
    folder: Path, plan: Plan, found: Findings, executed: Iterable[Executed], by: MadeBy
) -> list[NotebookResult]:
    folder.mkdir()
    _write_charts(folder, found)
    made_from = _inputs(plan, [found], by)
    foot = _foot(plan, by, made_from)
    results = [_write_report(folder, plan, found, one, foot) for one in executed]
    (folder / "index.html").write_text(priority_page(found, results, kit=foot), encoding="utf-8")
    write_measure_pages(folder.parent, found, kit=foot)
    failed = {result.notebook: result.error for result in results if result.error}
    titles = {result.notebook: result.title for result in results}
    facts = {"format": PRIORITY, "inputs": made_from, "command": command(made_from)}
    write_seal(folder, {**facts, "reports": titles, "failed": failed})
    return results


def _write_charts(folder: Path, found: Findings) -> None:
    """Write every series as a picture and as numbers, drawn in a notebook or not: a matrix's cell links to them."""
    (folder / "figures").mkdir()
    (folder / "data").mkdir()
    for measure in found.charts:
        for unit in (unit for unit in found.units["unit"] if found.has(measure, unit)):
            name = f"{measure}--{unit}"
            picture = svg(drawing(found, measure, unit), shape="alone", uid=name)
            (folder / "figures" / f"{name}.svg").write_text(picture, encoding="utf-8")
            table = points_csv(found.chart(measure, unit))
            (folder / "data" / f"{name}.csv").write_text(table, encoding="utf-8", newline="")


def _inputs(plan: Plan, findings: Sequence[Findings], by: MadeBy) -> dict[str, object]:
    files = {found.priority.id: plan.parameter_file(found.priority.id) for found in findings}
    parameters = {name: plan.read.get(file) or digest(file) for name, file in files.items()}
    notebooks = {template.path.name: plan.read[template.path] for template in plan.templates}
    return inputs(findings, parameters, notebooks, by)


def _foot(plan: Plan, by: MadeBy, made_from: dict[str, object] | None = None) -> Kit:
    """Say at the foot of a page what made it; of a priority's page also the SHA-256 of what it was made from."""
    text = json.dumps(made_from, sort_keys=True) if made_from else ""
    check = f"qmf verify {plan.as_at.isoformat()}"
    return Kit(by.version, by.local_changes, sha256(text.encode()) if text else "", check)


def _write_report(folder: Path, plan: Plan, found: Findings, one: Executed, foot: Kit) -> NotebookResult:
    stem = one.job.template.stem
    title = next(t.title for t in plan.templates if t.path.name == one.job.template.name)
    path: str | None = None
    if one.error is None:
        notebook = normalise(nbformat.read(one.job.output, as_version=4))
        (folder / f"{stem}.ipynb").write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
        page = render_notebook(notebook, found, title=title, kit=foot)
        (folder / f"{stem}.html").write_text(page, encoding="utf-8")
        path = f"{found.priority.id}/{stem}.html"
    return NotebookResult(found.priority.id, stem, title, path, one.error, one.seconds)


def _carried(plan: Plan, by: MadeBy) -> Iterable[tuple[Findings, list[NotebookResult]]]:
    """Give the other priorities of the bundle before, where the same inputs would make the same reports again."""
    ours = {found.priority.id for found in plan.findings}
    for file in sorted((plan.parameters / plan.year).glob("*.yaml")):
        seal = read_seal(plan.target / file.stem)
        if file.stem in ours or seal is None or not verify(plan.target / file.stem).differences.same:
            continue
        try:
            priority = load_priority(file)
            check_measures(plan.place, [priority], plan.as_at)
            found = find(plan.place, priority, plan.as_at)
        except QmfError:
            continue  # its file was changed since and is now wrong: what stands in the old bundle is not its report
        if seal.get("inputs") != _inputs(plan, [found], by):
            continue
        yield found, _results(file.stem, seal)


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
