"""From tables to what a chart draws: one measure, some units, every period, a missing one kept as a gap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from qmf.data.between import days_between
from qmf.data.counts import NUMBERS, counted_events, observed
from qmf.data.measures import faults_of_measure
from qmf.data.periods import period_starts
from qmf.data.place import Place
from qmf.errors import DataError
from qmf.framework import Measure

__all__ = ["series", "together"]

COLUMNS = ["unit", "period_start", *NUMBERS, "suppressed"]


def series(place: Place, measure: Measure, units: Sequence[str], as_at: date) -> pd.DataFrame:
    """Give what a measure was, at each unit, in every complete period.

    Parameters
    ----------
    place
        The data.
    measure
        What to give: from which data, and for months or for weeks.
    units
        The units, in the order wanted. One that never reported the measure has no rows; none has, where it has not
        begun by then.
    as_at
        The last day that counts: periods that end later are left out.

    Returns
    -------
    pandas.DataFrame
        One row a unit and period: ``unit``, ``period_start``, ``numerator``, ``denominator``, ``value`` (numerator /
        denominator, the numerator where there is no denominator, or the value as given; not multiplied) and
        ``suppressed``. A unit's rows run without a hole from its first report to the last period that any unit of the
        place reports, or to its closing; a period that it did not report, or that was suppressed, has missing numbers.
        Events: 0 where the unit reported its denominator and had no event.

    Raises
    ------
    DataError
        The data do not fit the measure; all faults at once.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place
    >>> from qmf.framework import load_priority
    >>> root = Path(__file__).resolve().parents[2]
    >>> priority = load_priority(root / "parameters/2025-26/violence-and-aggression.yaml")
    >>> huddles = priority.measure("safety-huddles")
    >>> frame = series(open_place(root / "data"), huddles, ["heron", "linnet"], date(2026, 3, 31))
    >>> frame.groupby("unit")["period_start"].max().dt.strftime("%Y-%m").tolist()
    ['2026-03', '2026-03']
    """
    faults = faults_of_measure(place, measure, units, as_at)
    if faults:
        raise DataError(faults)
    data = measure.data
    if not _begun(place, measure, units, as_at):
        return pd.DataFrame(columns=COLUMNS)
    if data.between is not None:
        each = [days_between(place, measure, [unit], unit, as_at) for unit in dict.fromkeys(units)]
        return pd.concat(each, ignore_index=True)
    if data.events is not None:
        frame = _of_events(place, measure, as_at)
    else:
        frame = observed(place, str(data.observations), measure.frequency, as_at)
        if data.denominator is not None:
            frame = frame.drop(columns="denominator").merge(
                _denominators(place, measure, as_at), "left", ["unit", "period_start"]
            )
    frame = _whole(frame, divided=data.denominator is not None or bool(frame["denominator"].notna().any()))
    order = {unit: place_in_line for place_in_line, unit in enumerate(dict.fromkeys(units))}
    frame = frame[frame["unit"].isin(list(order))]
    frame = frame.iloc[frame["unit"].map(order).argsort(kind="stable")]
    return frame[COLUMNS].reset_index(drop=True)


def together(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Put units together: numerators and denominators summed, period by period.

    Parameters
    ----------
    frame
        What :func:`series` gives.
    name
        What to call the whole, in the column ``unit``.

    Returns
    -------
    pandas.DataFrame
        The same columns, one row a period. A period is missing where any unit that was open is missing; periods at the
        end in which some unit is late are left out. A unit takes part from its first report to its closing. Values
        without numerators (a mean wait) cannot be added: of several units they are missing.

    Examples
    --------
    >>> months = pd.to_datetime(["2026-01-01", "2026-02-01"])
    >>> ward = {"period_start": months, "denominator": [500.0, 500.0], "value": [0.01, 0.01], "suppressed": False}
    >>> two = [pd.DataFrame({"unit": unit, **ward, "numerator": [5.0, 5.0]}) for unit in ("heron", "kestrel")]
    >>> together(pd.concat(two), "both")["numerator"].tolist()
    [10.0, 10.0]
    """
    if frame["unit"].nunique() == 1:
        whole = frame.assign(unit=name).reset_index(drop=True)
    else:
        groups = frame.groupby("period_start", sort=True)
        whole = groups[["numerator", "denominator"]].sum(skipna=False).reset_index()
        whole = whole.assign(unit=name, value=float("nan"), suppressed=groups["suppressed"].any().to_numpy())
        whole = _whole(whole, divided=bool(frame["denominator"].notna().any()))
    reported = whole.index[whole["value"].notna() | whole["suppressed"]]
    return whole.loc[: reported.max() if len(reported) else -1, COLUMNS]


def _begun(place: Place, measure: Measure, units: Sequence[str], as_at: date) -> bool:
    """Whether anything a measure is observed by was reported by a day: without that it has no points."""
    needed = {name for name in (measure.data.observations, measure.data.denominator) if name is not None}
    rows = place.observations
    past = rows[rows["unit"].isin(list(units)) & (rows["period_start"] <= pd.Timestamp(as_at))]
    return needed <= set(past["measure"])


def _of_events(place: Place, measure: Measure, as_at: date) -> pd.DataFrame:
    counts = counted_events(place, measure, as_at)
    if measure.data.denominator is not None:
        calendar = _denominators(place, measure, as_at)
    else:
        calendar = _open_periods(place, counts, measure, as_at)
    frame = calendar.merge(counts, "left", ["unit", "period_start"])
    return frame.assign(numerator=frame["numerator"].fillna(0.0), value=float("nan"))


def _denominators(place: Place, measure: Measure, as_at: date) -> pd.DataFrame:
    rows = observed(place, str(measure.data.denominator), measure.frequency, as_at)
    rows["denominator"] = rows["numerator"].fillna(rows["value"])
    return rows[
        ["unit", "period_start", "denominator", *([] if measure.data.observations else ["suppressed"])]
    ]


def _open_periods(place: Place, counts: pd.DataFrame, measure: Measure, as_at: date) -> pd.DataFrame:
    """Give the periods in which events without a denominator could have been: from the first on, in open units."""
    last = min(pd.Timestamp(as_at), pd.Timestamp(place.last_complete_period()))
    calendar = period_starts(counts["period_start"].min(), last, measure.frequency)
    ends = calendar + (pd.offsets.MonthEnd(1) if measure.frequency == "month" else pd.Timedelta(days=6))
    calendar = calendar[ends <= last]
    units = place.units[["unit", "opened", "closed"]].merge(pd.DataFrame({"period_start": calendar}), "cross")
    shut = (units["period_start"] > units["closed"]) | (units["period_start"] < units["opened"])
    return units.loc[~shut, ["unit", "period_start"]].assign(denominator=float("nan"), suppressed=False)


def _whole(frame: pd.DataFrame, *, divided: bool) -> pd.DataFrame:
    """Make every row whole or missing: value from numerator and denominator, and nothing half there."""
    frame = frame.copy()
    value = (
        frame["numerator"] / frame["denominator"].where(frame["denominator"] != 0)
        if divided
        else frame["numerator"]
    )
    frame["value"] = value.fillna(frame["value"])
    frame.loc[frame["value"].isna(), ["numerator", "denominator"]] = float("nan")
    return frame
