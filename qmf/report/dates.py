"""Dates as people read them, in English whatever the machine's locale: "3 March 2026", "March 2026", "Mar 2026"."""

from __future__ import annotations

from datetime import date

from qmf.errors import Fault, ParameterError

__all__ = ["day", "month", "period", "read_day", "short_month"]

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


def read_day(text: str, where: str) -> date:
    """Read a day that a person or a schedule gave.

    Parameters
    ----------
    text
        The day, as 2026-03-31.
    where
        Where it was given, for the message.

    Raises
    ------
    ParameterError
        It is not a day, or is written otherwise.

    Examples
    --------
    >>> read_day("2026-03-31", "--as-at")
    datetime.date(2026, 3, 31)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ParameterError(
            Fault("this is not a day as it is needed", where, "Write it as 2026-03-31.")
        ) from None


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
