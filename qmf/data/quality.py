"""The data-quality mark: complete, on time, valid, checked; and whether the data are good enough to judge by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from qmf.data.periods import WEEKDAYS, month_starts, period_starts, week_starts
from qmf.data.place import Place
from qmf.framework import Measure

__all__ = ["quality"]

_WINDOW = {"month": 12, "week": 52}
_UNITS = {"month": "months", "week": "weeks"}


@dataclass(frozen=True, slots=True)
class _Mark:
    unit: str
    complete: str
    on_time: str
    valid: str
    checked: str
    usable: bool
    words: str


def quality(
    frame: pd.DataFrame, measure: Measure, as_at: date, *, place: Place | None = None
) -> pd.DataFrame:
    """Judge the data behind a measure, unit by unit.

    Parameters
    ----------
    frame
        What :func:`qmf.data.series` or :func:`qmf.data.together` gives.
    measure
        The measure it is of.
    as_at
        The last day that counts.
    place
        The data, to know when a unit closed: it owes nothing after. Without it, a unit that ends before the frame does
        has closed.

    Returns
    -------
    pandas.DataFrame
        One row a unit: ``unit``; ``complete`` (of the last 12 months, or 52 weeks, none is missing or suppressed; half:
        fewer than a third), ``on_time`` (the last period is there; half: it alone is not), ``valid`` (one definition,
        and no percentage over 100) and ``checked`` (against records in the last 12 months; half: before that), each
        "full", "half" or "empty"; ``usable``, False where a third or more is missing: then neither change nor target
        can be judged; and ``words``.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place, series
    >>> from qmf.framework import load_priority
    >>> root = Path(__file__).resolve().parents[2]
    >>> priority = load_priority(root / "parameters/2025-26/violence-and-aggression.yaml")
    >>> sickness = priority.measure("staff-sickness")
    >>> frame = series(open_place(root / "data"), sickness, ["heron"], date(2026, 3, 31))
    >>> quality(frame, sickness, date(2026, 3, 31)).loc[0, "words"]
    'A month late; not checked against records'
    """
    last = _last_period(measure, as_at, place)
    if measure.data.between is not None:
        marks = [
            _mark_of_events(str(unit), rows, measure, as_at)
            for unit, rows in frame.groupby("unit", sort=False)
        ]
        return pd.DataFrame(marks, columns=[*_Mark.__dataclass_fields__])
    marks = [
        _mark(str(unit), rows, measure, as_at, min(last, _ending(str(unit), rows, frame, place)))
        for unit, rows in frame.groupby("unit", sort=False)
    ]
    return pd.DataFrame(marks, columns=[*_Mark.__dataclass_fields__])


def _mark(unit: str, rows: pd.DataFrame, measure: Measure, as_at: date, last: pd.Timestamp) -> _Mark:
    window = _WINDOW[measure.frequency]
    reported = rows[rows["value"].notna() | rows["suppressed"].eq(True)]
    first = (reported if len(reported) else rows)["period_start"].min()
    due = period_starts(first, last, measure.frequency)[-window:]
    recent = rows.set_index("period_start").reindex(due)
    there = recent["value"].notna().to_numpy()
    suppressed = int(recent["suppressed"].eq(True).sum())
    said = there | recent["suppressed"].eq(True).to_numpy()
    late = int(len(said) - np.flatnonzero(said)[-1] - 1) if said.any() else len(said)
    missing = int((~there).sum())
    usable = missing * 3 < window
    periods = f"{len(due)} {_UNITS[measure.frequency]}"
    faults = []
    if not usable:
        faults.append(f"{missing} of the last {periods} missing")
    else:
        gaps = missing - late - suppressed
        faults += [f"{gaps} of the last {periods} missing"] if gaps else []
        faults += [f"{suppressed} of the last {periods} suppressed"] if suppressed else []
        faults += [_late(late, measure)] if late else []
    valid = [*_invalid(rows, measure, as_at)]
    checked, said_of_checks = _checked(measure, as_at)
    faults = [*faults, *valid, *said_of_checks]
    words = "; ".join(faults)
    return _Mark(
        unit=unit,
        complete="full" if missing == min(late, 1) else "half" if usable else "empty",
        on_time="full" if late == 0 else "half" if late == 1 else "empty",
        valid="half" if valid else "full",
        checked=checked,
        usable=usable,
        words=words[:1].upper() + words[1:] if words else "Good",
    )


def _mark_of_events(unit: str, rows: pd.DataFrame, measure: Measure, as_at: date) -> _Mark:
    """Judge a measure of rare events: no period is ever due, so only its definition and its checks can be judged."""
    valid = _invalid(rows, measure, as_at)
    checked, said_of_checks = _checked(measure, as_at)
    words = "; ".join([*valid, *said_of_checks])
    marks = ("full", "full", "half" if valid else "full", checked)
    return _Mark(unit, *marks, usable=True, words=words[:1].upper() + words[1:] if words else "Good")


def _late(late: int, measure: Measure) -> str:
    return f"a {measure.frequency} late" if late == 1 else f"{late} {_UNITS[measure.frequency]} late"


def _invalid(rows: pd.DataFrame, measure: Measure, as_at: date) -> list[str]:
    first = rows["period_start"].min()
    changes = [
        each.on for each in measure.definition_changes if first < pd.Timestamp(each.on) and each.on <= as_at
    ]
    said = [f"definition changed {changes[-1]:%b %Y}"] if changes else []
    over = int((rows["numerator"] > rows["denominator"]).sum()) if measure.percent else 0
    if over:
        said.append(
            f"over 100% in {over} {measure.frequency if over == 1 else _UNITS[measure.frequency]}, by rounding"
        )
    return said


def _checked(measure: Measure, as_at: date) -> tuple[str, list[str]]:
    if measure.checked is None:
        return "empty", ["not checked against records"]
    if pd.Timestamp(measure.checked) < pd.Timestamp(as_at) - pd.DateOffset(months=12):
        return "half", [f"last checked against records {measure.checked:%b %Y}"]
    return "full", []


def _last_period(measure: Measure, as_at: date, place: Place | None) -> pd.Timestamp:
    """Give the start of the last complete period: the one whose next would end after the last day that counts."""
    after = pd.Series([pd.Timestamp(as_at) + pd.Timedelta(days=1)])
    if measure.frequency == "month":
        starts = month_starts(month_starts(after) - pd.Timedelta(days=1))
    else:
        first_day = WEEKDAYS.index(place.about.weeks_start) if place else 0
        starts = week_starts(after, first_day) - pd.Timedelta(days=7)
    return pd.Timestamp(starts.iloc[0])


def _ending(unit: str, rows: pd.DataFrame, frame: pd.DataFrame, place: Place | None) -> pd.Timestamp:
    last = pd.Timestamp(rows["period_start"].max())
    if place is None:
        return last if last < frame["period_start"].max() else pd.Timestamp.max
    closed = place.units.loc[place.units["unit"] == unit, "closed"]
    return pd.Timestamp.max if closed.isna().all() else max(last, pd.Timestamp(closed.iloc[0]))
