"""What is made in a process of its own: a report, the pages of a priority, the pages of all units.

Each is a function of files and plain values, so that any executor can run it; what it makes goes straight into the
folder where the bundle is built.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
import pandas as pd

from qmf.charts import svg
from qmf.cycle import Findings
from qmf.disclosure import policy_of
from qmf.report.blocks import drawing
from qmf.report.execute import Executed, Job, execute, normalise, reason
from qmf.report.extra_pages import write_measure_pages, write_unit_pages
from qmf.report.notebook import known
from qmf.report.planning.numbers import links, numbers
from qmf.report.render import render_notebook
from qmf.report.results import Kit
from qmf.report.tables import points_csv
from qmf.report.yearly import known_planning, render_planning
from qmf.year import Planning

__all__ = [
    "Page",
    "keep_findings",
    "keep_planning",
    "make_pages",
    "make_planning",
    "make_report",
    "make_units",
]


@dataclass(frozen=True)
class Page:
    """Where a report's page goes, and what it says beside what the notebook shows.

    Parameters
    ----------
    folder
        The priority's folder in the bundle.
    title
        The page's heading.
    findings
        The file that :func:`keep_findings` wrote.
    kit
        What made it, for the foot.
    """

    folder: Path
    title: str
    findings: Path
    kit: Kit


def keep_findings(file: Path, found: Findings) -> Path:
    """Write what the run has computed for the processes that it starts; nobody else ever reads it."""
    file.write_bytes(pickle.dumps(found))
    return file


def _kept(file: Path) -> Findings:
    found = pickle.loads(file.read_bytes())  # noqa: S301 - the run's own file, in its own private folder
    if not isinstance(found, Findings):
        raise TypeError(file.name)
    return found


def make_report(job: Job, page: Page) -> Executed:
    """Run a notebook and, where it ran to its end, write its page and the executed notebook into the bundle."""
    found = _kept(page.findings)
    with known(found, Path(job.environment["QMF_DATA"])):
        done = execute(job)
    if done.error:
        return done
    stem = job.template.stem
    try:
        notebook = normalise(nbformat.read(job.output, as_version=4))
        (page.folder / f"{stem}.ipynb").write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
        html = render_notebook(notebook, found, title=page.title, kit=page.kit)
        (page.folder / f"{stem}.html").write_text(html, encoding="utf-8")
    except OSError as fault:
        for ending in (".ipynb", ".html"):
            (page.folder / f"{stem}{ending}").unlink(missing_ok=True)
        return replace(done, error=f"its page could not be written ({reason(fault)})")
    return done


def make_planning(job: Job, page: Page) -> Executed:
    """Run the notebook of the year's planning and write its page into the bundle.

    Parameters
    ----------
    job
        What to run.
    page
        Where its page goes; ``findings`` is the file that :func:`keep_planning` wrote.
    """
    plan, found = pickle.loads(page.findings.read_bytes())  # noqa: S301 - the run's own file, in its own private folder
    with known_planning(plan, found[0].priority.year):
        done = execute(job)
    if done.error:
        return done
    try:
        notebook = normalise(nbformat.read(job.output, as_version=4))
        (page.folder / job.template.name).write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
        files = numbers(plan)
        (page.folder / "data").mkdir()
        for name, table in files.items():
            (page.folder / "data" / f"{name}.csv").write_text(table, encoding="utf-8", newline="")
        html = render_planning(notebook, plan, found, title=page.title, files=links(files), kit=page.kit)
        (page.folder / "index.html").write_text(html, encoding="utf-8")
    except OSError as fault:
        return replace(done, error=f"its page could not be written ({reason(fault)})")
    return done


def keep_planning(file: Path, plan: Planning, found: Sequence[Findings]) -> Path:
    """Write the year's planning for the process that makes its page; nobody else ever reads it."""
    file.write_bytes(pickle.dumps((plan, tuple(found))))
    return file


def make_pages(folder: Path, findings: Path, kit: Kit) -> None:
    """Write every series of a priority as a picture and as numbers, and the page of every measure.

    Parameters
    ----------
    folder
        The priority's folder in the bundle.
    findings
        The file that :func:`keep_findings` wrote.
    kit
        What made it, for the foot of the pages.
    """
    found = _kept(findings)
    _write_charts(folder, found)
    write_measure_pages(folder.parent, found, kit=kit)


def _write_charts(folder: Path, found: Findings) -> None:
    """Write every series, drawn in a notebook or not: a matrix's cell links to them."""
    (folder / "figures").mkdir()
    (folder / "data").mkdir()
    for measure in found.charts:
        for unit in (unit for unit in found.units["unit"] if found.has(measure, unit)):
            name = f"{measure}--{unit}"
            picture = svg(drawing(found, measure, unit), shape="alone", uid=name)
            (folder / "figures" / f"{name}.svg").write_text(picture, encoding="utf-8")
            table = points_csv(found.chart(measure, unit), suppressed=_suppressed(found, measure, unit))
            (folder / "data" / f"{name}.csv").write_text(table, encoding="utf-8", newline="")


def _suppressed(found: Findings, measure: str, unit: str) -> pd.Series | None:
    """Say of which x the value is too small to show; None where no policy has masked it."""
    if policy_of(found) is None:
        return None
    rows = found.observations[measure]
    mine = rows[rows["unit"] == unit]
    return pd.Series(mine["suppressed"].to_numpy(), index=mine["period_start"])


def make_units(bundle: Path, findings: Sequence[Path], kit: Kit) -> None:
    """Write the page of every unit, of all priorities together.

    Parameters
    ----------
    bundle
        The bundle's own folder.
    findings
        The files that :func:`keep_findings` wrote, one a priority.
    kit
        What made it, for the foot of the pages.
    """
    write_unit_pages(bundle, [_kept(file) for file in findings], kit=kit)
