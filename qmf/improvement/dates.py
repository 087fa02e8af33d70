"""Dates and lists as people say them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd

__all__ = ["listed", "span", "when"]


def when(day: pd.Timestamp, period: Literal["month", "week", "quarter"]) -> str:
    """Name a period by its first day.

    Parameters
    ----------
    day
        The first day of a month, a week or a quarter.
    period
        Which of these; a quarter is named by its first month.

    Examples
    --------
    >>> when(pd.Timestamp("2025-01-01"), "month"), when(pd.Timestamp("2025-01-06"), "week")
    ('January 2025', '6 January 2025')
    """
    month = f"{day.month_name()} {day.year}"  # English, whatever the machine's locale
    return month if period != "week" else f"{day.day} {month}"


def span(rows: pd.DataFrame, period: Literal["month", "week"]) -> str:
    """Name the time from the first period of some rows to the last.

    Parameters
    ----------
    rows
        With the column ``period_start``, sorted.
    period
        What a row is.

    Examples
    --------
    >>> span(pd.DataFrame({"period_start": pd.to_datetime(["2022-04-01", "2024-09-01"])}), "month")
    'April 2022 to September 2024'
    """
    first, last = rows["period_start"].iloc[0], rows["period_start"].iloc[-1]
    return f"{when(first, period)} to {when(last, period)}"


def listed(names: Sequence[str]) -> str:
    """Join names as in a sentence.

    Parameters
    ----------
    names
        At least one.

    Examples
    --------
    >>> listed(["Heron", "Kestrel", "Linnet"])
    'Heron, Kestrel and Linnet'
    """
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
