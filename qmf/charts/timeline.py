"""Where an x value stands on the axis.

Months, quarters and years are spaced evenly, a month to the unit, so that February is as wide as March. Weeks and
days are spaced by days, and numbers by their value.
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from qmf.errors import ChartError, Fault

__all__ = ["Timeline", "timeline"]

_BY_MONTH = {"month": 1, "quarter": 3, "year": 12}
_BY_DAY = {"week": 7, "day": 1}


@dataclass(frozen=True, slots=True)
class Timeline:
    """One x axis: dates by month, dates by day, or numbers.

    Parameters
    ----------
    unit
        "month" (a unit is a month), "day" (a unit is a day) or "number".
    period
        What one point stands for: month, quarter, year, week, day or point.
    step
        Length of one period in units; 0 where points need not follow evenly.
    """

    unit: str
    period: str
    step: float

    def place(self, x: Any) -> float:
        """Find the place of one x value, in units.

        Parameters
        ----------
        x
            A date, a text that is one, or a number.

        Returns
        -------
        float
            Its place; what comes earlier has the smaller one.

        Raises
        ------
        ChartError
            If the value is of another sort than the axis.
        """
        try:
            if self.unit == "month":
                at = pd.Timestamp(x)
                return at.year * 12 + at.month - 1 + (at.day - 1) / calendar.monthrange(at.year, at.month)[1]
            if self.unit == "day":
                at = pd.Timestamp(x)
                return at.toordinal() + (at.hour * 60 + at.minute) / 1440
            return float(x)
        except (TypeError, ValueError) as fault:
            raise ChartError(
                Fault(
                    "a flag or an end of the axis does not fit the x axis",
                    "Drawing, flags, x_from and x_to",
                    f"Give a {'number' if self.unit == 'number' else 'date'}.",
                )
            ) from fault

    def at(self, place: float) -> datetime | float:
        """Find the x value at a place: what `place` is the other way round.

        Parameters
        ----------
        place
            A place on this axis, in units.

        Returns
        -------
        datetime or float
            A moment on an axis of dates, to the second; otherwise the place itself.
        """
        if self.unit == "number":
            return place
        whole = math.floor(place)
        if self.unit == "day":
            start, days = datetime.fromordinal(whole), 1
        else:
            start = datetime(whole // 12, whole % 12 + 1, 1)
            days = calendar.monthrange(start.year, start.month)[1]
        return start + timedelta(seconds=round((place - whole) * days * 86400))


def timeline(xs: Sequence[Any], period: str) -> Timeline:
    """Find out what sort of x axis a chart has.

    Parameters
    ----------
    xs
        The chart's x values, sorted.
    period
        What one point stands for, as `ControlChart.period` says it.

    Returns
    -------
    Timeline
        The axis.

    Examples
    --------
    >>> months = timeline([date(2026, 1, 1), date(2026, 2, 1)], "month")
    >>> months.place(date(2026, 2, 1)) - months.place(date(2026, 1, 1))
    1.0
    """
    if all(isinstance(x, (date, datetime)) for x in xs):
        if period in _BY_MONTH:
            return Timeline("month", period, _BY_MONTH[period])
        return Timeline("day", period, _BY_DAY.get(period, 0) if period == "week" else 0)
    return Timeline("number", "point", 0)
