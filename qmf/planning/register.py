"""The project register: every flower of the garden at once, and which grow in the same direction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from qmf.data import codes
from qmf.framework import Strategy
from qmf.planning.rows import table_of
from qmf.planning.thread import LIVE

__all__ = ["SILENT", "Project", "register"]

SILENT = 92
"""A project without a data point for so many days, a quarter of a year, has stalled."""


@dataclass(frozen=True, slots=True)
class Project:
    """One project, and what is to be said of it.

    Parameters
    ----------
    project, title, kind, aim, units, stage, partners
        As in the projects table; `units` one by one.
    path
        The titles of the strategy's branches above it, from the top; none where it names no branch.
    last_data
        The day of its last data point; missing where there is none.
    aligned
        It serves a branch that hangs on the national plan.
    stalled
        It runs, and has had no data point for a quarter of a year.
    duplicates
        Other running projects with the same measure, with which it does not work.
    gains
        What the charts say of a lasting improvement of its measure, a unit each.
    ready
        It holds its gain, and the chart of its measure shows a lasting improvement on one of its units.
    words
        All of it in a sentence.
    """

    project: str
    title: str
    kind: str
    aim: str
    units: tuple[str, ...]
    stage: str
    partners: str
    path: tuple[str, ...]
    last_data: Any
    aligned: bool
    stalled: bool
    duplicates: tuple[str, ...]
    gains: tuple[str, ...]
    ready: bool
    words: str


def register(
    projects: pd.DataFrame,
    strategy: Strategy,
    as_at: date,
    gains: Mapping[tuple[str, str], str] | None = None,
) -> pd.DataFrame:
    """Look over every project.

    Parameters
    ----------
    projects
        The projects table of a place.
    strategy
        The golden thread.
    as_at
        The last day that counts.
    gains
        Where a measure has improved and the improvement lasts: by (measure of the tables, unit), what the chart says.

    Returns
    -------
    pandas.DataFrame
        One row a project that had begun by then, with the columns of :class:`Project`, in the order of the table.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place
    >>> from qmf.framework import read_model
    >>> root = Path(__file__).resolve().parents[2]
    >>> strategy = read_model(root / "parameters/strategy.yaml", Strategy)
    >>> found = register(open_place(root / "data").table("projects"), strategy, date(2026, 3, 31))
    >>> found.loc[~found["aligned"], "words"].tolist()
    ['Serves no branch of the strategy.']
    """
    begun = projects[~(projects["started"] > pd.Timestamp(as_at))]
    rows = [_project(row, begun, strategy, as_at, gains or {}) for _, row in begun.iterrows()]
    return table_of(Project, rows)


def _project(
    row: pd.Series,
    projects: pd.DataFrame,
    strategy: Strategy,
    as_at: date,
    gains: Mapping[tuple[str, str], str],
) -> Project:
    units = codes(row["units"])
    path, rooted = _path(strategy, str(row["thread"]))
    last = row["last_data"] if not row["last_data"] > pd.Timestamp(as_at) else pd.NaT
    stalled = row["stage"] in LIVE and _quiet(last, row["started"], as_at)
    duplicates = _duplicates(row, projects)
    shown = tuple(words for unit in units if (words := gains.get((str(row["measure"]), unit))))
    ready = row["stage"] in ("holding", "spreading") and bool(shown)
    said = (
        [] if rooted else ["serves no branch of the strategy" if not path else "its branch hangs on nothing"]
    )
    said += [_silence(last)] if stalled else []
    titles = dict(zip(projects["project"], projects["title"], strict=True))
    others = " and ".join(f"'{titles[each]}'" for each in duplicates)
    said += [f"works apart from {others} on the same measure"] if duplicates else []
    said += [f"ready to spread ({shown[0]})"] if ready else []
    unproven = row["stage"] in ("holding", "spreading") and not ready
    said += ["says that it holds, and no chart here shows a lasting improvement"] if unproven else []
    words = "; ".join(said)
    return Project(
        project=str(row["project"]),
        title=str(row["title"]),
        kind=str(row["kind"]),
        aim=str(row["aim"]),
        units=units,
        stage=str(row["stage"]),
        partners=str(row["partners"]),
        path=path,
        last_data=last,
        aligned=rooted,
        stalled=stalled,
        duplicates=duplicates,
        gains=shown,
        ready=ready,
        words=f"{words[:1].upper()}{words[1:]}." if words else "On course." if row["stage"] in LIVE else "",
    )


def _path(strategy: Strategy, id: str) -> tuple[tuple[str, ...], bool]:
    """Give the titles from the top down to a branch, and whether the top is the national plan."""
    titles: list[str] = []
    branch = strategy.branch(id)
    top = ""
    while branch is not None:
        titles.append(branch.title)
        top = branch.level
        branch = strategy.branch(branch.under) if branch.under else None
    return tuple(reversed(titles)), top == "national"


def _quiet(last: Any, started: Any, as_at: date) -> bool:
    since = started if pd.isna(last) else last
    return bool(pd.notna(since) and (pd.Timestamp(as_at) - since).days > SILENT)


def _silence(last: Any) -> str:
    if pd.isna(last):
        return "stalled: no data point yet"
    return f"stalled: no data point since {last.day} {last:%B %Y}"


def _duplicates(row: pd.Series, projects: pd.DataFrame) -> tuple[str, ...]:
    if not row["measure"] or row["stage"] not in LIVE:
        return ()
    others = projects[
        (projects["measure"] == row["measure"])
        & projects["stage"].isin(LIVE)
        & (projects["project"] != row["project"])
    ]
    together = set(codes(row["works_with"]))
    apart = [
        str(other["project"])
        for _, other in others.iterrows()
        if other["project"] not in together and row["project"] not in codes(other["works_with"])
    ]
    return tuple(apart)
