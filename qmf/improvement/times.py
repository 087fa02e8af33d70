"""The two times that are compared, and what forbids to compare them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from qmf.improvement.dates import listed, when
from qmf.improvement.result import Season
from qmf.spc.choose import looks_seasonal

__all__ = ["MOST_MISSING", "Period", "Times", "obstacle", "season", "times_declared", "times_seen"]

Period = Literal["month", "week", "quarter"]
LEAST_BEFORE = 6
LEAST_AFTER = 3
_UP_TO_A_YEAR = {
    "month": pd.DateOffset(months=11),
    "week": pd.DateOffset(weeks=51),
    "quarter": pd.DateOffset(months=9),
}
WINDOW = {"month": 12, "week": 52, "quarter": 4}
MOST_MISSING = 3  # cannot say where one in so many of the latest year's points is missing


@dataclass(frozen=True)
class Times:
    """A series cut into before and after.

    Parameters
    ----------
    rows
        The whole series, sorted, without the missing periods at its end.
    before, after
        The rows compared.
    starts
        The first day of the change, written down in advance or read off the chart.
    pre_declared
        Whether it was written down in advance.
    """

    rows: pd.DataFrame
    before: pd.DataFrame
    after: pd.DataFrame
    starts: pd.Timestamp
    pre_declared: bool


def times_declared(
    rows: pd.DataFrame, *, baseline: tuple[date, date] | None, starts: date, settles_by: date | None
) -> Times:
    """Cut a series at a start that was written down in advance; what lies between it and settling is left out.

    Parameters
    ----------
    rows
        One series: ``period_start`` and its numbers, sorted.
    baseline
        First and last day of the time before; without it, all before the start.
    starts, settles_by
        First day of the change, and the day from which it should show.
    """
    rows = _to_the_latest(rows)
    after = rows[rows["period_start"] >= pd.Timestamp(settles_by or starts)]
    return Times(rows, _before(rows, baseline, pd.Timestamp(starts)), after, pd.Timestamp(starts), True)


def times_seen(rows: pd.DataFrame, *, baseline: tuple[date, date] | None, since: date) -> Times:
    """Cut a series where the run that still holds began: a date that was chosen after looking.

    Parameters
    ----------
    rows
        One series: ``period_start`` and its numbers, sorted.
    baseline
        First and last day of the time before; without it, or where the run began in it, all before the run.
    since
        The first period of the run.
    """
    rows = _to_the_latest(rows)
    began = pd.Timestamp(since)
    if baseline is not None and pd.Timestamp(baseline[1]) >= began:
        baseline = None
    return Times(rows, _before(rows, baseline, began), rows[rows["period_start"] >= began], began, False)


def obstacle(times: Times, *, period: Period, definition_changes: Sequence[date] = ()) -> str:
    """Say why the times cannot be compared; the empty text where they can.

    Parameters
    ----------
    times
        Before and after.
    period
        What a point is.
    definition_changes
        First days of new definitions of the measure.

    Returns
    -------
    str
        A clause to follow 'Cannot say: '.
    """
    before, after = times.before["value"].notna().sum(), times.after["value"].notna().sum()
    first = times.rows["period_start"].iloc[0] if len(times.rows) else None
    if first is None or not len(times.rows["value"].dropna()):
        return "there are no numbers"
    missing = int(times.rows["value"].tail(WINDOW[period]).isna().sum())
    if missing * MOST_MISSING >= WINDOW[period]:
        return f"{missing} of the last {WINDOW[period]} {period}s are missing"
    if before == 0 and first >= times.starts:
        return f"it was not counted before {when(first, period)}"
    if before < LEAST_BEFORE:
        found = "is only 1" if before == 1 else f"are only {before}" if before else "is no"
        noun = period if before < 2 else f"{period}s"
        return f"there {found} {noun} before {when(times.starts, period)} to compare with"
    if after < LEAST_AFTER:
        found = "none" if after == 0 else f"only {after}"
        return f"{LEAST_AFTER} {period}s after the change are needed, and there are {found}"
    began, ended = times.before["period_start"].iloc[0], times.after["period_start"].iloc[-1]
    between = [day for day in definition_changes if began < pd.Timestamp(day) <= ended]
    if between:
        days = listed([when(pd.Timestamp(day), period) for day in between])
        return f"what is counted was defined anew in {days}, between the times to be compared"
    values = [each["value"].dropna() for each in (times.before, times.after)]
    if not times.rows["numerator"].notna().any() and all(np.ptp(each) == 0 for each in values):
        return "the values never vary, as measured values do: check the data"
    return ""


def season(times: Times, *, period: Period, regular: bool) -> Season:
    """Say whether a season may be part of what is compared: nothing is adjusted for one.

    Parameters
    ----------
    times
        Before and after, that can be compared.
    period
        What a point is.
    regular
        Whether points are evenly spaced; rare events are not.

    Returns
    -------
    str
        ``seen``, ``before``, ``after`` or the empty text, as in :class:`qmf.improvement.Change`.
    """
    values = times.before["value"].to_numpy(np.float64, na_value=np.nan)
    year, known = WINDOW[period], np.count_nonzero(~np.isnan(values))
    if regular and known >= 2 * year and looks_seasonal(values, year):
        return "seen"
    for name, rows in (("after", times.after), ("before", times.before)):
        start = rows.dropna(subset="value")["period_start"]
        if start.iloc[-1] < start.iloc[0] + _UP_TO_A_YEAR[period]:
            return "after" if name == "after" else "before"
    return ""


def _before(rows: pd.DataFrame, baseline: tuple[date, date] | None, starts: pd.Timestamp) -> pd.DataFrame:
    start = rows["period_start"]
    earlier = start < starts
    if baseline is not None:
        earlier &= start.between(pd.Timestamp(baseline[0]), pd.Timestamp(baseline[1]))
    return rows[earlier]


def _to_the_latest(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows.sort_values("period_start", kind="stable", ignore_index=True)
    there = np.flatnonzero(rows["value"].notna())
    return rows.iloc[: there[-1] + 1 if len(there) else 0]
