"""The report that a run makes once a year's folder, not per priority: the planning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from markupsafe import Markup
from nbformat import NotebookNode

from qmf.cycle import Findings, find
from qmf.data import Place, check_measures
from qmf.errors import Fault, ParameterError, QmfError
from qmf.framework import load_priority
from qmf.report.dates import day
from qmf.report.method import method_sentence
from qmf.report.page import page
from qmf.report.render import cells_of
from qmf.report.results import Kit
from qmf.year import Planning, plan_year

__all__ = [
    "FOLDER",
    "NOTEBOOK",
    "known_planning",
    "planning_files",
    "planning_known",
    "planning_of",
    "render_planning",
]

FOLDER = "planning"
"""Its folder in the bundle."""
NOTEBOOK = "priority_setting.ipynb"
NEEDED = ("strategy.yaml", "topics.yaml")
OPTIONAL = ("watched.yaml", "choosing.yaml")

_known: list[tuple[Path, str, Planning]] = []


def planning_files(parameters: Path) -> list[Path]:
    """Give the files that planning is made from, beside the priorities; none where a needed one is not there.

    Parameters
    ----------
    parameters
        The folder of the year folders.
    """
    needed = [parameters / name for name in NEEDED]
    if not all(path.is_file() for path in needed):
        return []
    return [*needed, *(path for name in OPTIONAL if (path := parameters / name).is_file())]


def planning_of(
    place: Place, parameters: Path, year: str, as_at: date, found: Sequence[Findings]
) -> Planning | None:
    """Compute the year's planning for a run.

    Parameters
    ----------
    place
        The data.
    parameters
        The folder of the year folders.
    year
        The year whose priorities are looked at.
    as_at
        The last day that counts.
    found
        The findings that the run has already.

    Returns
    -------
    Planning or None
        None where the strategy or the topics are not there, or another priority of the year cannot be read: then the
        planning would be another one than that of the whole year.

    Raises
    ------
    ParameterError
        The strategy, the topics, the watched measures or the choice are wrong, or a priority has the name of the
        planning's folder.
    """
    if not planning_files(parameters):
        return None
    known = {each.priority.id: each for each in found}
    every: list[Findings] = []
    for file in sorted((parameters / year).glob("*.yaml")):
        if file.stem == FOLDER:
            what = f"'{FOLDER}' is the folder of the year's planning in the bundle"
            raise ParameterError(Fault(what, f"{year}/{file.name}", "Give the priority another id."))
        try:
            every.append(known.get(file.stem) or _found(place, file, as_at))
        except QmfError:
            return None
    return plan_year(place, parameters, every, as_at)


def _found(place: Place, file: Path, as_at: date) -> Findings:
    priority = load_priority(file)
    check_measures(place, [priority], as_at)
    return find(place, priority, as_at)


@contextmanager
def known_planning(plan: Planning, year: str) -> Iterator[None]:
    """Let :func:`qmf.report.planning.given` give this planning: a run computes it once.

    Parameters
    ----------
    plan
        What the run has computed.
    year
        The year it is of.
    """
    _known.append((plan.place.folder.resolve(), year, plan))
    try:
        yield
    finally:
        _known.pop()


def planning_known(folder: Path, year: str, as_at: date | None) -> Planning | None:
    """Give the planning that :func:`known_planning` holds, where it is of the same data, year and date."""
    for there, of, plan in _known:
        if (there, of, plan.as_at) == (folder.resolve(), year, as_at):
            return plan
    return None


def render_planning(
    nb: NotebookNode,
    plan: Planning,
    found: Sequence[Findings],
    *,
    title: str,
    files: Sequence[tuple[str, str]] = (),
    kit: Kit | None = None,
) -> str:
    """Make the page of planning from the executed notebook.

    Parameters
    ----------
    nb
        The notebook, with its outputs.
    plan
        The year's planning.
    found
        The findings of the run: whose place, year and method the page tells.
    title
        The page's heading.
    files
        The address and the words of a link to each file of numbers.
    kit
        What made it, for the foot of the page.
    """
    chosen_for = plan.choice.choosing.year if plan.choice else "not yet chosen for"
    return page(
        "planning/page.html.j2",
        found[0],
        title=f"{title} {found[0].priority.year}",
        root="../",
        kit=kit,
        heading=title,
        facts=[
            ("Year looked at", found[0].priority.year),
            ("Year chosen for", chosen_for),
            ("Data as at", day(plan.as_at)),
            ("Candidates", str(len(plan.candidates))),
            ("Projects", str(len(plan.register))),
        ],
        body=Markup("\n").join(cells_of(nb, title)),
        files=files,
        results=(),
        sealed="../",
        method=method_sentence(found),
    )
