"""Whether the data can answer for the measures of a priority: checked before any notebook runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import pandas as pd

from qmf.data.cells import told
from qmf.data.counts import is_weekly
from qmf.data.place import Place
from qmf.errors import DataError, Fault
from qmf.framework import Measure, Priority, nearest, one_of

__all__ = ["check_measures", "faults_of_measure"]


_PER = re.compile(r"\bper (1[0,]*0)\b")
"""Words such as 'per 1,000' in a unit."""


def check_measures(place: Place, priorities: Iterable[Priority], as_at: date | None = None) -> None:
    """Check that a place holds what the measures of some priorities need.

    Parameters
    ----------
    place
        The data.
    priorities
        The priorities whose units and measures are wanted.
    as_at
        The last day that counts; the end of the last complete month in the data, where it is not given.

    Raises
    ------
    DataError
        A unit, a measure or a kind of event is not in the data; a percentage has a numerator over its denominator; a
        denominator is zero; a weekly chart has monthly data. All faults at once.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place
    >>> from qmf.framework import load_priority
    >>> root = Path(__file__).resolve().parents[2]
    >>> place = open_place(root / "data")
    >>> priority = load_priority(root / "parameters/2025-26/violence-and-aggression.yaml")
    >>> check_measures(place, [priority])
    >>> try:
    ...     check_measures(place, [priority.model_copy(update={"units": ["herron"]})])
    ... except DataError as error:
    ...     print(error.faults[0].mend)
    Is 'heron' meant?
    """
    as_at = as_at or place.last_complete_period()
    faults: list[Fault] = []
    for priority in priorities:
        try:
            units = place.units_of(priority.units)
        except DataError as error:
            faults += [
                Fault(f"{fault.what} (priority '{priority.id}')", fault.where, fault.mend)
                for fault in error.faults
            ]
            continue
        for measure in priority.measures:
            faults += faults_of_measure(place, measure, units, as_at)
    if faults:
        raise DataError(dict.fromkeys(faults))


def faults_of_measure(place: Place, measure: Measure, units: Sequence[str], as_at: date) -> list[Fault]:
    """Find what keeps a measure from being charted.

    Parameters
    ----------
    place
        The data.
    measure
        The measure.
    units
        The units to chart.
    as_at
        The last day that counts.

    Returns
    -------
    list of Fault
        What is wrong; empty where nothing is.
    """
    data = measure.data
    faults = [*_unknown(place, measure)]
    if faults:
        return faults
    rows = place.observations
    rows = rows[rows["unit"].isin(list(units))]
    past = rows[rows["period_start"] <= pd.Timestamp(as_at)]
    file = place.file("observations")
    names = [name for name in (data.observations, data.denominator) if name is not None]
    used = [past[past["measure"] == name] for name in names]
    for name, found in zip(names, used, strict=True):
        if not rows["measure"].eq(name).any():  # later rows alone are no fault: it has not begun yet
            what = f"no row of '{name}', for the measure '{measure.id}', is of the units wanted"
            faults.append(Fault(what, file, "Add its rows, or take the measure out of the priority."))
        if measure.frequency == "week" and not is_weekly(found).all():
            what = f"'{name}' is counted by the month, and the measure '{measure.id}' is charted by the week"
            faults.append(
                Fault(what, file, "Write 'frequency: month' in the parameter file, or count by the week.")
            )
    if data.denominator is not None or any(found["denominator"].notna().any() for found in used):
        faults += _of_unit(measure)
    if data.observations is not None:
        own = used[0]
        faults += _of_proportion(
            own if data.denominator is None else _divided(own, used[-1]), place, measure, file
        )
        if data.denominator is None:
            faults += _of_zero(own.index[own["denominator"] == 0], measure, file, "denominator")
    if data.denominator is not None:
        under = used[-1]
        faults += _of_zero(
            under.index[(under["numerator"] == 0) | (under["value"] == 0)], measure, file, "numerator"
        )
    return faults


def _of_unit(measure: Measure) -> Iterator[Fault]:
    """Hold the unit's words to what the chart multiplies by: else every value is a thousand times too small."""
    said = _PER.search(measure.unit)
    if said is None or measure.percent or float(said[1].replace(",", "")) == measure.multiply:
        return
    what = f"the unit says 'per {said[1]}', and the chart multiplies by {measure.multiply:g}"
    mend = f"Write 'multiply: {said[1].replace(',', '')}', or correct the unit."
    yield Fault(what, f"measure '{measure.id}'", mend)


def _unknown(place: Place, measure: Measure) -> Iterator[Fault]:
    observations, events = set(place.observations["measure"]), set(place.events["kind"])
    for named, known, table in (
        (measure.data.observations, observations, "observations"),
        (measure.data.denominator, observations, "observations"),
        (measure.data.events, events, "events"),
    ):
        if named is None or named in known:
            continue
        if not any(file.startswith(f"{table}.") for file in place.seal):
            yield Fault(
                f"no such file, and the measure '{measure.id}' needs it",
                f"{table}.csv",
                "Put it into the folder.",
            )
            continue
        near = nearest(named, known)
        mend = (
            f"Is '{near}' meant?"
            if near
            else f"Write {one_of(sorted(known))}."
            if 0 < len(known) <= 12
            else ""
        )
        yield Fault(f"there is no '{named}', which the measure '{measure.id}' needs", place.file(table), mend)


def _divided(rows: pd.DataFrame, under: pd.DataFrame) -> pd.DataFrame:
    key = ["unit", "period_start"]
    counts = under.set_index(key)["numerator"].reindex(pd.MultiIndex.from_frame(rows[key]))
    return rows.assign(denominator=counts.to_numpy())


def _of_proportion(rows: pd.DataFrame, place: Place, measure: Measure, file: str) -> Iterator[Fault]:
    if not (measure.percent or measure.kind in ("p", "pp", "np")):
        return
    # two counts, each rounded to the nearest r, can lie r further apart than they are
    slack = place.rounding if place.rounding > 1 else 0
    over = rows.index[rows["numerator"] > rows["denominator"] + slack]
    what = f"the numerator is over the denominator, and the measure '{measure.id}' is a proportion"
    yield from told(file, "numerator", over, what, "Correct the counts, or say that it is no percentage.")


def _of_zero(rows: pd.Index, measure: Measure, file: str, column: str) -> Iterator[Fault]:
    what = f"the denominator of the measure '{measure.id}' is zero"
    mend = "Leave the cells empty where there was nothing to count from, and correct it where there was."
    yield from told(file, column, rows, what, mend)
