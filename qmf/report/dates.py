"""Dates as people read them, in English whatever the machine's locale: "3 March 2026", "March 2026", "Mar 2026"."""

from __future__ import annotations

from datetime import date

__all__ = ["day", "month", "period", "short_month"]

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(when: date) -> str:
    """Write a day.

    Examples
    --------
    >>> day(date(2026, 3, 31))
    '31 March 2026'
    """
    return f"{when.day} {month(when)}"


def month(when: date) -> str:
    """Write a month in full.

    Examples
    --------
    >>> month(date(2026, 3, 31))
    'March 2026'
    """
    return f"{MONTHS[when.month - 1]} {when.year}"


def short_month(when: date) -> str:
    """Write a month where there is little room.

    Examples
    --------
    >>> short_month(date(2025, 9, 1))
    'Sep 2025'
    """
    return f"{MONTHS[when.month - 1][:3]} {when.year}"


def period(x: object, kind: str, *, short: bool = False) -> str:
    """Write a point's place on the time axis, as long as its period.

    Parameters
    ----------
    x
        The point's x: a date, or anything else, which is shown as it is.
    kind
        ``ControlChart.period``: "day", "week", "month", "quarter", "year" or "point".
    short
        Abbreviate months.

    Examples
    --------
    >>> start = date(2026, 1, 5)
    >>> period(start, "month"), period(start, "week", short=True), period(start, "year"), period(7, "point")
    ('January 2026', 'week of 5 Jan 2026', '2026', '7')
    """
    if not isinstance(x, date):
        return str(x)
    name = short_month(x) if short else month(x)
    if kind == "week":
        return f"week of {x.day} {name}"
    if kind == "day":
        return f"{x.day} {name}"
    return str(x.year) if kind == "year" else name
