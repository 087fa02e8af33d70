"""How often a series has a point, and how its dates are said."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .segments import Segments

__all__ = ["expected_between", "period_of", "say_end", "say_start", "say_when", "say_x"]

_DAYS = (
    ("day", 0.9, 1.1),
    ("week", 6.5, 7.5),
    ("month", 27.5, 31.5),
    ("quarter", 89, 93),
    ("year", 364, 367),
)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_STEP = {"day": 1, "week": 7}
_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def period_of(x: pd.Series, series: Segments) -> str:
    """Infer from the usual step between points how long a period is; "point" where it is none that has a name.

    >>> period_of(pd.Series(pd.date_range("2026-01-01", periods=3, freq="MS")), Segments(np.array([0]), 3))
    'month'
    """
    if not pd.api.types.is_datetime64_any_dtype(x.dtype) or len(x) < 2:
        return "point"
    seconds = x.dt.as_unit("s").astype("int64").to_numpy()
    steps = np.diff(seconds)[series.links()] / 86_400
    if not len(steps):
        return "point"
    usual = float(np.median(steps))
    return next((name for name, low, high in _DAYS if low <= usual <= high), "point")


def expected_between(first: object, last: object, period: str) -> int | None:
    """Count the periods from one date to another, both included; None where the period has no name.

    >>> expected_between(pd.Timestamp("2025-04-01"), pd.Timestamp("2026-03-01"), "month")
    12
    """
    if not isinstance(first, pd.Timestamp) or not isinstance(last, pd.Timestamp):
        return None
    if period in _MONTHS:
        months = (last.year - first.year) * 12 + last.month - first.month
        return round(months / _MONTHS[period]) + 1
    if period in _STEP:
        return round((last - first).days / _STEP[period]) + 1
    return None


def say_when(x: object, period: str) -> str:
    """Say when a point is: "in March 2026", "in the week of 2 March 2026", "on 2 March 2026", "at point 12".

    >>> say_when(pd.Timestamp("2026-03-02"), "week")
    'in the week of 2 March 2026'
    """
    said = say_x(x, period)
    if not isinstance(x, pd.Timestamp):
        return f"at {said}"
    return {"week": "in the week of ", "day": "on ", "point": "on "}.get(period, "in ") + said


def say_x(x: object, period: str, *, short: bool = False) -> str:
    """Say a date the way its period is spoken of; a number is a point.

    Quarters are said by their first and last month; a year that starts on 1 April, or ends on 31 March, is a financial
    year.

    >>> say_x(pd.Timestamp("2026-03-01"), "month"), say_x(pd.Timestamp("2026-03-02"), "week"), say_x(12, "point")
    ('March 2026', '2 March 2026', 'point 12')
    >>> say_x(pd.Timestamp("2026-01-01"), "quarter"), say_x(pd.Timestamp("2026-01-01"), "quarter", short=True)
    ('January to March 2026', 'Jan–Mar 2026')
    >>> say_x(pd.Timestamp("2025-04-01"), "year"), say_x(pd.Timestamp("2025-01-01"), "year")
    ('2025-26', '2025')
    """
    if not isinstance(x, pd.Timestamp):
        return f"point {x:g}" if isinstance(x, (int, float, np.integer, np.floating)) else str(x)
    if period in ("quarter", "year"):
        (start, first), (end, last) = _ends(x, _MONTHS[period])
        if period == "year" and first == 1:
            return str(start)
        if period == "year" and first == 4:
            return f"{start}-{end % 100:02}"
        year = "" if start == end else f" {start}"
        join = "–" if short else " to "
        return f"{_name(first, short)}{year}{join}{_name(last, short)} {end}"
    month = f"{_name(x.month, short)} {x.year}"
    return month if period == "month" else f"{x.day} {month}"


def say_start(x: object, period: str) -> str:
    """Say from when on a point counts, where a sentence says "since": a quarter by its first month.

    >>> say_start(pd.Timestamp("2026-01-01"), "quarter"), say_start(pd.Timestamp("2025-04-01"), "year")
    ('January 2026', '2025-26')
    """
    return _edge(x, period, 0)


def say_end(x: object, period: str) -> str:
    """Say until when a point counts: a quarter by its last month.

    >>> say_end(pd.Timestamp("2026-01-01"), "quarter"), say_end(pd.Timestamp("2026-03-01"), "month")
    ('March 2026', 'March 2026')
    """
    return _edge(x, period, 1)


def _edge(x: object, period: str, side: int) -> str:
    if period != "quarter" or not isinstance(x, pd.Timestamp):
        return say_x(x, period)
    year, month = _ends(x, _MONTHS[period])[side]
    return f"{_name(month, False)} {year}"


def _ends(x: pd.Timestamp, months: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Give year and month of the first and the last month of a period dated by its first day, or by its last."""
    first = x.year * 12 + x.month - 1 - (months - 1 if x.is_month_end else 0)
    (start, low), (end, high) = divmod(first, 12), divmod(first + months - 1, 12)
    return (start, low + 1), (end, high + 1)


def _name(month: int, short: bool) -> str:
    return _NAMES[month - 1][: 3 if short else None]
