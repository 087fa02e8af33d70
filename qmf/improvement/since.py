"""What a chart says since a test of change began, against the time before: its averages, and its signals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from qmf.spc import ControlChart

__all__ = ["Since", "average", "since"]

BETWEEN = ("t", "g")
"""Kinds of chart whose points are the time, or the cases, from one event to the next."""


@dataclass(frozen=True, slots=True)
class Since:
    """One series before and since a day.

    Parameters
    ----------
    before, after
        The average of each time, in the units shown; missing where there are no points.
    points_before, points_after
        How many points with a value each time has.
    counted_from
        The first point with a value; missing where there is none.
    better, worse, changed
        How many of the points since are signals: improvement, concern, or a change where neither way is better.
    first
        The first signal of the kind that prevails. It lies before the day where the last points before it were such
        signals already. Missing where there is no signal since.
    latest
        What the latest point shows: ``improvement``, ``concern``, ``neutral_high``, ``neutral_low``, or the empty text.
    left_out
        The point whose time the day cut in two, which counts neither way; missing where it cut none.
    """

    before: float
    after: float
    points_before: int
    points_after: int
    counted_from: pd.Timestamp | None
    better: int
    worse: int
    changed: int
    first: pd.Timestamp | None
    latest: str
    left_out: pd.Timestamp | None


def since(chart: ControlChart, day: date) -> Since:
    """Look at one series before and since a day.

    Nothing is tested here: the signals are those of the chart, by its own limits and rules, and the averages stand
    beside them.

    Parameters
    ----------
    chart
        One series, with dates on its x axis.
    day
        The first day of the test.

    Returns
    -------
    Since
        The two averages, how many points each stands on, and the signals since.

    Examples
    --------
    >>> from qmf.spc import control_chart
    >>> months = pd.date_range("2024-01-01", periods=24, freq="MS")
    >>> falls = pd.DataFrame({"month": months, "falls": [9.0, 11.0] * 6 + [4.0, 6.0] * 6})
    >>> chart = control_chart(falls, x="month", y="falls", baseline=12, improvement="decrease")
    >>> found = since(chart, date(2024, 12, 15))
    >>> found.before, found.after, found.points_after, found.better, found.left_out.month
    (9.909090909090908, 5.0, 12, 12, 12)
    """
    points = chart.points
    points = points[points["value"].notna() & ~points["excluded"]]
    start = pd.Timestamp(day)
    earlier, after = points[points["x"] < start], points[points["x"] >= start]
    cut = _cut(chart, earlier, after, start)
    before, after = earlier.drop(cut, errors="ignore"), after.drop(cut, errors="ignore")
    ways = after["direction"].dropna().astype(str)
    return Since(
        before=average(before, chart.multiply),
        after=average(after, chart.multiply),
        points_before=len(before),
        points_after=len(after),
        counted_from=points["x"].iloc[0] if len(points) else None,
        better=int((ways == "improvement").sum()),
        worse=int((ways == "concern").sum()),
        changed=int(ways.str.startswith("neutral").sum()),
        first=_first(points, start, str(ways.mode().iloc[0])) if len(ways) else None,
        latest=str(ways.iloc[-1]) if len(ways) and ways.index[-1] == after.index[-1] else "",
        left_out=points.loc[cut[0], "x"] if len(cut) else None,
    )


def _cut(chart: ControlChart, earlier: pd.DataFrame, after: pd.DataFrame, start: pd.Timestamp) -> pd.Index:
    """Find the point, if any, whose time lies on both sides of the start.

    A period reaches from its x to the next; the time between two events reaches from the one before to its x.
    """
    if not len(earlier) or not len(after):
        return after.index[:0]
    if chart.kind in BETWEEN:
        return after.index[:1]
    x = chart.points["x"]
    begun = x[x < start].iloc[-1]
    whole = bool((x == start).any()) or earlier["x"].iloc[-1] != begun
    return after.index[:0] if whole else earlier.index[-1:]


def _first(points: pd.DataFrame, start: pd.Timestamp, way: str) -> pd.Timestamp:
    """Find the first signal of one kind since the start, or of the unbroken row of them that reaches up to it."""
    such = points["direction"] == way
    broken = points.loc[~such & (points["x"] < start), "x"].max()  # the last other point before the start
    reach = pd.isna(broken) | (points["x"] > broken)
    first: pd.Timestamp = points.loc[such & reach, "x"].iloc[0]
    return first


def average(rows: pd.DataFrame, multiply: float) -> float:
    """Average some points of a chart: where it has denominators, points count by their size, as in every comparison.

    Parameters
    ----------
    rows
        Rows of ``ControlChart.points`` that have a value.
    multiply
        The chart's own.

    Returns
    -------
    float
        The average, in the units shown; NaN where there are no rows.

    Examples
    --------
    >>> rows = pd.DataFrame({"y": [1.0, 9.0], "n": [100.0, 300.0], "value": [10.0, 30.0]})
    >>> average(rows, 1000)
    25.0
    """
    if not len(rows):
        return float("nan")
    if rows["n"].notna().all():
        return float(rows["y"].sum() / rows["n"].sum() * multiply)
    return float(np.mean(rows["value"].to_numpy()))
