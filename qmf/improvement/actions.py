"""A plan's actions as they stood on a day: what is done, what is late, and what has nothing to show for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from qmf.data import Place, codes

__all__ = ["Action", "actions", "open_actions"]


@dataclass(frozen=True, slots=True)
class Action:
    """One action of a plan.

    Parameters
    ----------
    id, title
        Its short name, and what is to be done.
    priority, follows
        The priority it is of, and what it follows from; empty where there is none.
    units
        Where.
    owner
        The role that does it; empty where nobody does.
    due, done
        The day by which it is to be done, and the day it was.
    evidence
        What shows that it is done.
    measure
        What shows its effect, as the tables call it.
    state
        done, late (it was due, and is not done), to-come, or undated (not done, and without a date).
    """

    id: str
    title: str
    priority: str
    follows: str
    units: tuple[str, ...]
    owner: str
    due: date | None
    done: date | None
    evidence: str
    measure: str
    state: Literal["done", "late", "to-come", "undated"]


def actions(place: Place, as_at: date, *, priority: str = "") -> tuple[Action, ...]:
    """Give the actions of a place as they stood on a day.

    Parameters
    ----------
    place
        The data: its table ``actions``.
    as_at
        The day: what was done later was not done then.
    priority
        Only those of this priority; all where empty.

    Returns
    -------
    tuple of Action
        In the order of the day they were due; those without one last.

    Raises
    ------
    DataError
        The table does not hold what it should.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place
    >>> place = open_place(Path(__file__).resolve().parents[2] / "data")
    >>> plan = actions(place, date(2026, 3, 31), priority="follow-up-after-discharge")
    >>> [each.state for each in plan]
    ['done', 'done', 'done', 'late', 'done', 'to-come']
    """
    table = place.table("actions")
    if priority:
        table = table[table["priority"] == priority]
    table = table.sort_values("due", kind="stable", na_position="last")
    return tuple(_action(row, as_at) for _, row in table.iterrows())


def open_actions(plan: Sequence[Action], as_at: date) -> tuple[str, ...]:
    """Name what a plan leaves open: what is late, nobody's, without a date, or done with nothing to show for it.

    Parameters
    ----------
    plan
        The actions, in the order in which they are numbered.
    as_at
        The day.

    Returns
    -------
    tuple of str
        A sentence for each; actions are named by their number in the plan.

    Examples
    --------
    >>> bare = Action("a", "Tell people", "", "", ("heron",), "", None, None, "", "", "undated")
    >>> open_actions([bare], date(2026, 3, 31))
    ('Action 1 has no owner.', 'Action 1 has no date.', 'Action 1: nothing would show that it worked.')
    """
    return tuple(said for number, each in enumerate(plan, 1) for said in _open(number, each, as_at))


def _open(number: int, each: Action, as_at: date) -> Iterator[str]:
    if not each.owner:
        yield f"Action {number} has no owner."
    if each.state == "late" and each.due:
        days = (as_at - each.due).days
        yield f"Action {number} was due on {_day(each.due)}: it is {days} {'day' if days == 1 else 'days'} late."
    if each.state == "undated":
        yield f"Action {number} has no date."
    if not each.evidence and not each.measure:
        done = each.state == "done"
        yield f"Action {number}{' is done, and nothing shows' if done else ': nothing would show'} that it worked."


def _action(row: pd.Series, as_at: date) -> Action:
    due, done = _date(row["due"]), _date(row["done"])
    done = done if done is not None and done <= as_at else None
    state: Literal["done", "late", "to-come", "undated"]
    state = "done" if done else "undated" if due is None else "late" if due < as_at else "to-come"
    return Action(
        id=str(row["action"]),
        title=str(row["title"]),
        priority=str(row["priority"]),
        follows=str(row["follows"]),
        units=codes(row["units"]),
        owner=str(row["owner"]),
        due=due,
        done=done,
        evidence=str(row["evidence"]) if done else "",
        measure=str(row["measure"]),
        state=state,
    )


def _date(value: object) -> date | None:
    return value.date() if isinstance(value, pd.Timestamp) and not pd.isna(value) else None


def _day(day: date) -> str:
    return f"{day.day} {pd.Timestamp(day).month_name()} {day.year}"
