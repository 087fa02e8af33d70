"""Which way each measure of a family moved, for those that take part together and at each of their units."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from qmf.framework import Aim, Measure

__all__ = ["Moved", "Part", "State", "read_part"]

State = Literal["better", "worse", "changed", "faded", "same", "unsteady", "new", "unknown"]
Way = Literal["rose", "fell", ""]
STATES: dict[str, State] = {"improvement": "better", "concern": "worse", "neutral": "changed"}


@dataclass(frozen=True, slots=True)
class Moved:
    """Whether one series moved, and since when.

    Parameters
    ----------
    state
        ``better`` or ``worse``: the chart's latest point is a signal, or there is a real change before and after.
        ``changed``: the same, of a measure for which neither way is better. ``faded``: it got better and did not hold.
        ``same``: none of these. ``unsteady``: none of these, but most points are signals. ``new``: a process that was
        not counted before the change. ``unknown``: the data do not say.
    way
        ``rose`` or ``fell``; empty where it is the same or unknown.
    since
        From when on; missing where it did not move, or where only the latest points show it.
    before, after
        The levels compared, as texts; empty where the chart's run alone tells of it.
    why
        Why there is nothing to compare; empty where there is.
    """

    state: State
    way: Way = ""
    since: pd.Timestamp | None = None
    before: str = ""
    after: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One measure's part in the reading of its family.

    Parameters
    ----------
    measure
        The measure.
    whole
        How it moved at all those that take part together.
    better_at, worse_at
        The names of the single units that take part where it got better, and where it got worse: by a real change or a
        shift that still holds, because among many units some latest point is a signal by chance.
    units
        How many single units that take part count it.
    begins
        When it began to change, for what came first: a process that was counted from the start of the change on began
        then.
    """

    measure: Measure
    whole: Moved
    better_at: tuple[str, ...]
    worse_at: tuple[str, ...]
    units: int
    begins: pd.Timestamp | None


def read_part(
    measure: Measure,
    *,
    aim: Aim,
    summary: pd.DataFrame,
    changes: pd.DataFrame | None,
    whole: str,
    taking_part: Collection[str],
) -> Part:
    """Read one measure.

    Parameters
    ----------
    measure, aim
        What is measured, and what was written down in advance.
    summary
        The rows of this measure: ``unit``, ``name``, the columns of ``ControlChart.summary``, ``usable``, ``quality``.
    changes
        The table of :func:`qmf.improvement.changes`; None where nothing was compared.
    whole
        The unit that stands for all those that take part together.
    taking_part
        The units that take part.
    """
    rows = summary.set_index("unit")
    compared = {} if changes is None else {str(row["unit"]): row for _, row in changes.iterrows()}
    singles = {
        str(row["name"]): _moved(row, compared.get(str(unit)), measure, shift=True)
        for unit, row in rows.iterrows()
        if unit in taking_part and unit != whole
    }
    found = _moved(rows[rows.index == whole].iloc[0], compared.get(whole), measure, shift=False)
    return Part(
        measure=measure,
        whole=found,
        better_at=tuple(_in_state(singles, "better")),
        worse_at=tuple(_in_state(singles, "worse")),
        units=len(singles),
        begins=_begins(found, compared.get(whole), aim),
    )


def _in_state(singles: dict[str, Moved], state: State) -> Iterator[str]:
    return (name for name, moved in singles.items() if moved.state == state)


def _moved(row: pd.Series, change: pd.Series | None, measure: Measure, *, shift: bool) -> Moved:
    """Judge one series. A signal at the latest point tells of now, and so comes before a comparison of two times."""
    if not row["usable"]:
        missing = str(row["quality"]).partition(";")[0]
        return Moved("unknown", why=missing[:1].lower() + missing[1:])
    reading = "" if change is None else str(change["reading"])
    real = STATES.get("" if change is None else str(change["effect"]))
    if measure.definition_changes and reading.startswith("Cannot say: "):
        return Moved(
            "unknown", why=reading.removeprefix("Cannot say: ")
        )  # the chart's average mixes two definitions
    signal = _signal(row, measure, shift=shift)
    if change is not None and real and (signal is None or signal.state == real):
        way: Way = "rose" if reading.endswith("rise") else "fell"
        return Moved(real, way, change["after_start"], str(change["before_text"]), str(change["after_text"]))
    if signal is not None:
        return signal
    if change is not None and reading.startswith("Cannot say: "):
        new = measure.role == "process" and not change["points_before"] and change["points_after"]
        return Moved("new" if new else "unknown", why=reading.removeprefix("Cannot say: "))
    if not row["settled"] and not reading.startswith("No clear change"):
        return Moved("unknown", why="there are too few points yet")
    if reading.endswith("not held"):
        rose = reading.startswith("A rise")
        if measure.direction == ("increase" if rose else "decrease"):
            return Moved("faded", "rose" if rose else "fell")
    crowded = 2 * row["signals"] > row["points"]
    return Moved("unsteady", why="most points are signals") if crowded else Moved("same")


def _signal(row: pd.Series, measure: Measure, *, shift: bool) -> Moved | None:
    """Give what the chart's latest point shows, if it is a signal; with `shift`, only if it ends one."""
    kind, _, level = str(row["variation"]).partition(" ")
    if not row["settled"] or kind not in STATES:
        return None
    above = bool(row["value"] > row["centre"])
    since = (
        row["sustained_since"] if not pd.isna(row["sustained_since"]) and above == (level == "high") else None
    )
    if shift and since is None:
        return None
    return Moved(STATES[kind], "rose" if level == "high" else "fell", since)


def _begins(found: Moved, change: pd.Series | None, aim: Aim) -> pd.Timestamp | None:
    if change is None or not found.before or aim.change_starts is None:
        return found.since
    declared = pd.Timestamp(aim.change_starts)
    if change["pre_declared"]:
        return declared
    counted = change["before_start"]
    return counted if counted >= declared else found.since
