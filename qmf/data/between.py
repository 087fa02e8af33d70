"""Rare events: the days from each to the next, at one unit or over many together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from qmf.data.counts import chosen_events
from qmf.data.place import Place
from qmf.framework import Measure
from qmf.spc import events_between

__all__ = ["days_between"]


def days_between(
    place: Place, measure: Measure, units: Sequence[str], name: str, as_at: date
) -> pd.DataFrame:
    """Give the days from each event to the next, over some units taken as one.

    Parameters
    ----------
    place
        The data.
    measure
        A measure with ``data.between``.
    units
        The units whose events count.
    name
        What to call them, in the column ``unit``.
    as_at
        The last day that counts.

    Returns
    -------
    pandas.DataFrame
        The columns of :func:`qmf.data.series`, one row an event after the first: ``period_start`` is its day, and
        ``value`` the days since the one before. Two events on one day are half a day apart.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place
    >>> from qmf.framework import load_priority
    >>> root = Path(__file__).resolve().parents[2]
    >>> priority = load_priority(root / "parameters/2025-26/violence-and-aggression.yaml")
    >>> serious = priority.measure("days-between-serious-assaults")
    >>> rows = days_between(open_place(root / "data"), serious, ["heron", "linnet"], "both", date(2026, 3, 31))
    >>> bool((rows["value"] > 0).all())
    True
    """
    events = chosen_events(place, measure, as_at)
    mine = events[events["unit"].isin(list(units))]
    gaps = events_between(mine[["date"]].reset_index(drop=True), x="date")
    missing = float("nan")
    return pd.DataFrame(
        {
            "unit": name,
            "period_start": pd.to_datetime(gaps["x"]),
            "numerator": missing,
            "denominator": missing,
            "value": gaps["days"],
            "suppressed": False,
        }
    )
