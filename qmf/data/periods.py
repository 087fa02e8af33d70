"""Months and weeks: where a period starts and ends, and which month a week belongs to."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pandas as pd

__all__ = ["WEEKDAYS", "Frequency", "month_starts", "period_ends", "period_starts", "week_starts"]

Frequency = Literal["month", "week"]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def month_starts(days: pd.Series) -> pd.Series:
    """Give the first day of each day's month.

    Parameters
    ----------
    days
        Dates.

    Examples
    --------
    >>> month_starts(pd.Series(pd.to_datetime(["2026-03-31"])))[0]
    Timestamp('2026-03-01 00:00:00')
    """
    starts: pd.Series = days - pd.to_timedelta(days.dt.day - 1, unit="D")
    return starts


def week_starts(days: pd.Series, first_day: int) -> pd.Series:
    """Give the first day of each day's week.

    Parameters
    ----------
    days
        Dates.
    first_day
        The day a week starts, 0 for Monday.

    Examples
    --------
    >>> week_starts(pd.Series(pd.to_datetime(["2026-03-31"])), 0)[0]
    Timestamp('2026-03-30 00:00:00')
    """
    starts: pd.Series = days - pd.to_timedelta((days.dt.day_of_week - first_day) % 7, unit="D")
    return starts


def period_ends(starts: pd.Series, frequency: Frequency) -> pd.Series:
    """Give the last day of periods.

    Parameters
    ----------
    starts
        The first day of each.
    frequency
        "month" or "week".

    Examples
    --------
    >>> period_ends(pd.Series(pd.to_datetime(["2026-02-01"])), "month")[0]
    Timestamp('2026-02-28 00:00:00')
    """
    if frequency == "week":
        return starts + pd.Timedelta(days=6)
    return starts + pd.offsets.MonthEnd(0)


def period_starts(first: pd.Timestamp, last: pd.Timestamp | date, frequency: Frequency) -> pd.DatetimeIndex:
    """Give the start of every period from the first to the one that starts on or before a last day.

    Parameters
    ----------
    first
        The start of the first period.
    last
        The last day on which a period may start.
    frequency
        "month" or "week".

    Examples
    --------
    >>> len(period_starts(pd.Timestamp("2022-04-01"), date(2026, 3, 31), "month"))
    48
    """
    return pd.date_range(first, last, freq="MS" if frequency == "month" else "7D", unit="us")
