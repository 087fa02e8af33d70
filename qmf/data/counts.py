"""What every unit counted of one thing, period by period: rows of observations, or events counted."""

from __future__ import annotations

from datetime import date

import pandas as pd

from qmf.data.periods import WEEKDAYS, Frequency, month_starts, period_ends, period_starts, week_starts
from qmf.data.place import Place
from qmf.framework import Measure

__all__ = ["chosen_events", "counted_events", "observed", "over_calendar"]

NUMBERS = ["numerator", "denominator", "value"]
_KEY = ["unit", "period_start"]


def observed(place: Place, measure: str, frequency: Frequency, as_at: date) -> pd.DataFrame:
    """Give what was observed of a measure, at every unit that reports it, in complete periods.

    Parameters
    ----------
    place
        The data.
    measure
        A measure of the observations.
    frequency
        The period wanted. Weeks are summed to months: a week counts in the month in which it ends, and a month is
        missing where one of its weeks is; a unit's first month counts from its first week on.
    as_at
        The last day that counts.

    Returns
    -------
    pandas.DataFrame
        ``unit``, ``period_start``, ``numerator``, ``denominator``, ``value`` (as given), ``suppressed``: each unit's
        every period from its first row to the last that any unit has; a unit that closed ends with its closing.
    """
    rows = place.observations.loc[place.observations["measure"] == measure, [*_KEY, *NUMBERS, "suppressed"]]
    weekly = is_weekly(rows)
    months, weeks = rows[~weekly], rows[weekly]
    if frequency == "week":
        return over_calendar(place, _complete(weeks, "week", as_at), "week", as_at)
    parts = [_complete(months, "month", as_at)]
    if not weeks.empty:
        parts.append(_complete(_to_months(place, _complete(weeks, "week", as_at), as_at), "month", as_at))
    return over_calendar(place, pd.concat(parts), "month", as_at)


def is_weekly(rows: pd.DataFrame) -> pd.Series:
    """Say which rows are weeks: those of a unit of which any period starts within a month.

    Parameters
    ----------
    rows
        Rows of one measure, with ``unit`` and ``period_start``.
    """
    weekly: pd.Series = (rows["period_start"].dt.day != 1).groupby(rows["unit"]).transform("any").astype(bool)
    return weekly


def chosen_events(place: Place, measure: Measure, as_at: date) -> pd.DataFrame:
    """Give the events that a measure counts: its kind and, where it says so, its harm, up to a day.

    Parameters
    ----------
    place
        The data.
    measure
        A measure of events.
    as_at
        The last day that counts.

    Returns
    -------
    pandas.DataFrame
        Rows of ``events``.
    """
    events = place.events
    chosen = (events["kind"] == measure.data.events) & (events["date"] <= pd.Timestamp(as_at))
    return events[chosen & events["harm"].isin(measure.data.harm)] if measure.data.harm else events[chosen]


def counted_events(place: Place, measure: Measure, as_at: date) -> pd.DataFrame:
    """Count the events of a measure by unit and period.

    Parameters
    ----------
    place
        The data.
    measure
        A measure of events.
    as_at
        The last day that counts.

    Returns
    -------
    pandas.DataFrame
        ``unit``, ``period_start``, ``numerator``; only periods with an event.
    """
    events = chosen_events(place, measure, as_at)
    first_day = WEEKDAYS.index(place.about.weeks_start)
    monthly = measure.frequency == "month"
    starts = month_starts(events["date"]) if monthly else week_starts(events["date"], first_day)
    counts = events.assign(period_start=starts).groupby(_KEY, sort=True).size()
    return counts.astype("float64").rename("numerator").reset_index()


def over_calendar(place: Place, rows: pd.DataFrame, frequency: Frequency, as_at: date) -> pd.DataFrame:
    """Lay rows over the calendar, so that a period without a row is there and missing.

    Parameters
    ----------
    place
        The data; says when a unit closed.
    rows
        ``unit``, ``period_start``, numbers and ``suppressed``.
    frequency
        The period.
    as_at
        The last day that counts.

    Returns
    -------
    pandas.DataFrame
        The same columns, sorted by unit and period.
    """
    said = rows[rows[NUMBERS].notna().any(axis=1) | rows["suppressed"]]
    if said.empty:
        return rows.iloc[:0].reset_index(drop=True)
    span = said.groupby("unit")["period_start"].agg(["min", "max"])
    closed = place.units.set_index("unit")["closed"].reindex(span.index)
    # a unit that closed owes nothing after its closing; rows that are there all the same stay
    last = closed.where(closed > span["max"], span["max"]).where(closed.notna(), span["max"].max())
    last = last.clip(upper=span["max"].max())
    calendar = period_starts(span["min"].min(), span["max"].max(), frequency)
    index = pd.MultiIndex.from_product([span.index, calendar], names=_KEY)
    unit, period = index.get_level_values("unit"), index.get_level_values("period_start")
    index = index[
        (period >= span["min"].reindex(unit).to_numpy()) & (period <= last.reindex(unit).to_numpy())
    ]
    laid = said.set_index(_KEY).reindex(index)
    laid["suppressed"] = laid["suppressed"].eq(True)
    return laid.reset_index()


def _complete(rows: pd.DataFrame, frequency: Frequency, as_at: date) -> pd.DataFrame:
    return rows[period_ends(rows["period_start"], frequency) <= pd.Timestamp(as_at)]


def _to_months(place: Place, weeks: pd.DataFrame, as_at: date) -> pd.DataFrame:
    if weeks.empty:
        return weeks
    weeks = over_calendar(place, weeks, "week", as_at)
    ends = period_ends(weeks["period_start"], "week")
    missing = weeks["numerator"].isna() & weeks["value"].isna()
    if weeks["denominator"].notna().any():
        missing |= weeks["denominator"].isna()
    weeks = weeks.assign(period_start=month_starts(ends), missing=missing)
    # the month that the last week of all ends in is whole only where no later week ends in it
    if (ends.max() + pd.Timedelta(days=7)).month == ends.max().month:
        weeks = weeks[weeks["period_start"] != month_starts(ends).max()]
    groups = weeks.groupby(_KEY)
    months = groups[["numerator", "denominator"]].sum(min_count=1)
    months["value"] = groups["value"].mean()
    months["suppressed"] = groups["suppressed"].any()
    months.loc[groups["missing"].any(), NUMBERS] = float("nan")
    return months.reset_index()
