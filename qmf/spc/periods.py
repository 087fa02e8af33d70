"""How often a series has a point, and how its dates are said."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .segments import Segments

__all__ = ["expected_between", "period_of", "say_when", "say_x"]

_DAYS = (
    ("day", 0.9, 1.1),
    ("week", 6.5, 7.5),
    ("month", 27.5, 31.5),
    ("quarter", 89, 93),
    ("year", 364, 367),
)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_STEP = {"day": 1, "week": 7}


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
    """Say a date the way its period is spoken of: "March 2026", "2 March 2026", or "point 12" for a number.

    >>> say_x(pd.Timestamp("2026-03-01"), "month"), say_x(pd.Timestamp("2026-03-02"), "week"), say_x(12, "point")
    ('March 2026', '2 March 2026', 'point 12')
    """
    if isinstance(x, pd.Timestamp):
        month = x.month_name()[: 3 if short else None]
        if period == "year":
            return str(x.year)
        return f"{month} {x.year}" if period in ("month", "quarter") else f"{x.day} {month} {x.year}"
    return f"point {x:g}" if isinstance(x, (int, float, np.integer, np.floating)) else str(x)
