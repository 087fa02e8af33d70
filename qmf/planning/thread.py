"""The golden thread, looked at: orphans, empty branches and teams that carry too much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from qmf.data import Place, codes
from qmf.errors import Fault, ParameterError
from qmf.framework import Branch, Strategy, nearest, shown
from qmf.planning.rows import table_of

__all__ = ["LIVE", "Hanging", "Load", "check_thread", "load", "thread"]

LIVE = ("planning", "testing", "implementing", "holding", "spreading")
"""The stages of a project that takes a team's time."""
_LEAVES = ("team", "role")


@dataclass(frozen=True, slots=True)
class Hanging:
    """One branch of the golden thread, and how it hangs.

    Parameters
    ----------
    branch, level, title, unit
        As in the strategy.
    depth
        How far down the tree it stands: 0 for a root.
    under
        The branch above; empty for a root.
    projects
        The projects that name it and are not closed.
    orphan
        It hangs on nothing, and is not the national plan.
    empty
        Nothing hangs on it: no objective further down, and no project.
    words
        What is to be said of it; empty where it hangs as it should.
    """

    branch: str
    level: str
    title: str
    unit: str
    depth: int
    under: str
    projects: tuple[str, ...]
    orphan: bool
    empty: bool
    words: str


@dataclass(frozen=True, slots=True)
class Load:
    """What one team carries.

    Parameters
    ----------
    unit
        The team.
    objectives, projects
        The objectives of the strategy that are its own, and its running projects, by their ids.
    carries
        How many of both together a team can carry.
    overloaded
        Whether it has more.
    """

    unit: str
    objectives: tuple[str, ...]
    projects: tuple[str, ...]
    carries: int
    overloaded: bool


def thread(strategy: Strategy, projects: pd.DataFrame, priorities: Iterable[str] = ()) -> pd.DataFrame:
    """Walk the golden thread from the top, and say what hangs on nothing and what holds nothing.

    Parameters
    ----------
    strategy
        The golden thread.
    projects
        The projects table of a place.
    priorities
        The ids of the year's quality priorities: one that the strategy does not hold is an orphan, too.

    Returns
    -------
    pandas.DataFrame
        One row a branch with the columns of :class:`Hanging`, each after the one it hangs on; orphans last.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place
    >>> from qmf.framework import read_model
    >>> root = Path(__file__).resolve().parents[2]
    >>> strategy = read_model(root / "parameters/strategy.yaml", Strategy)
    >>> found = thread(strategy, open_place(root / "data").table("projects"))
    >>> found.loc[found["orphan"] | found["empty"], ["branch", "words"]].to_numpy().tolist()
    [['greener-care', 'nothing hangs on it yet'], ['rehab-goals', 'hangs on nothing']]
    """
    live = projects[projects["stage"] != "closed"]
    named = {str(code): tuple(map(str, rows["project"])) for code, rows in live.groupby("thread")}
    below: dict[str, list[Branch]] = {}
    for branch in strategy.branches:
        below.setdefault(branch.under or "", []).append(branch)
    roots = sorted(below.get("", []), key=lambda branch: branch.level != "national")
    rows: list[Hanging] = []
    waiting = [(root, 0) for root in reversed(roots)]
    while waiting:
        branch, depth = waiting.pop()
        under = below.get(branch.id, [])
        rows.append(_hanging(branch, depth, named.get(branch.id, ()), bool(under)))
        waiting += [(each, depth + 1) for each in reversed(under)]
    rows += [_unhung(each, named.get(each, ())) for each in priorities if strategy.branch(each) is None]
    return table_of(Hanging, rows)


def load(strategy: Strategy, projects: pd.DataFrame) -> pd.DataFrame:
    """Count what each team carries: its objectives and its running projects.

    Parameters
    ----------
    strategy
        The golden thread.
    projects
        The projects table of a place.

    Returns
    -------
    pandas.DataFrame
        One row a team that carries something, with the columns of :class:`Load`, the most loaded first.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place
    >>> from qmf.framework import read_model
    >>> root = Path(__file__).resolve().parents[2]
    >>> strategy = read_model(root / "parameters/strategy.yaml", Strategy)
    >>> found = load(strategy, open_place(root / "data").table("projects"))
    >>> found.loc[found["overloaded"], "unit"].tolist()
    ['heron']
    """
    carried: dict[str, tuple[list[str], list[str]]] = {}
    for branch in strategy.branches:
        if branch.level == "team" and branch.unit:
            carried.setdefault(branch.unit, ([], []))[0].append(branch.id)
    for row in projects[projects["stage"].isin(LIVE)].to_dict("records"):
        for unit in codes(row["units"]):
            carried.setdefault(unit, ([], []))[1].append(str(row["project"]))
    rows = [
        Load(unit, tuple(own), tuple(running), strategy.carries, len(own) + len(running) > strategy.carries)
        for unit, (own, running) in carried.items()
    ]
    rows.sort(key=lambda row: (-len(row.objectives) - len(row.projects), row.unit))
    return table_of(Load, rows)


def check_thread(strategy: Strategy, place: Place) -> None:
    """Hold the strategy and the projects to the units and branches that there are.

    Parameters
    ----------
    strategy
        The golden thread.
    place
        The data.

    Raises
    ------
    ParameterError
        A branch names a unit that is not in the tree, or a project a branch that is not in the strategy; all at once.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place
    >>> strategy = Strategy.model_validate(
    ...     {"title": "Ours", "branches": [{"id": "a", "level": "team", "title": "A", "unit": "herron"}]}
    ... )
    >>> place = open_place(Path(__file__).resolve().parents[2] / "data")
    >>> try:
    ...     check_thread(strategy, place)
    ... except ParameterError as error:
    ...     print(error.faults[0])
    strategy.yaml, branches[0].unit: there is no unit 'herron'. Is 'heron' meant?
    """
    units, branches = set(place.units["unit"]), {branch.id for branch in strategy.branches}
    faults = [
        Fault(
            f"there is no unit {shown(branch.unit)}",
            f"strategy.yaml, branches[{number}].unit",
            _meant(branch.unit, units),
        )
        for number, branch in enumerate(strategy.branches)
        if branch.unit and branch.unit not in units
    ]
    projects = place.table("projects")
    for row, code in projects["thread"].items():
        if code and code not in branches:
            near = nearest(code, sorted(branches))
            faults.append(
                Fault(
                    "the strategy has no such branch",
                    f"{place.file('projects')}, row {row}, thread",
                    f"Is '{near}' meant?" if near else "Add the branch, or leave the cell empty.",
                )
            )
    if faults:
        raise ParameterError(faults)


def _meant(code: str, known: set[str]) -> str:
    near = nearest(code, sorted(known))
    return f"Is '{near}' meant?" if near else "Name a unit of units."


def _hanging(branch: Branch, depth: int, projects: tuple[str, ...], held: bool) -> Hanging:
    orphan = branch.under is None and branch.level != "national"
    empty = not held and not projects and branch.level not in _LEAVES
    said = [*(["hangs on nothing"] if orphan else []), *(["nothing hangs on it yet"] if empty else [])]
    return Hanging(
        branch=branch.id,
        level=branch.level,
        title=branch.title,
        unit=branch.unit or "",
        depth=depth,
        under=branch.under or "",
        projects=projects,
        orphan=orphan,
        empty=empty,
        words="; ".join(said),
    )


def _unhung(priority: str, projects: tuple[str, ...]) -> Hanging:
    """Show a priority that the strategy does not name."""
    said = "a priority of this year that the strategy does not name"
    return Hanging(priority, "priority", priority, "", 0, "", projects, True, False, said)
