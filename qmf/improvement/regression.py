"""Units that join because they stand worst get better anyway: say so, beside the change against an older baseline."""

from __future__ import annotations

from datetime import date

import pandas as pd

from qmf.framework import Measure
from qmf.improvement.amounts import signed
from qmf.improvement.dates import when
from qmf.spc import Label

__all__ = ["caution"]


def caution(table: pd.DataFrame, *, measure: Measure, chosen: date | None = None, noun: str = "units") -> str:
    """Warn of regression to the mean, where it may have played a part.

    Parameters
    ----------
    table
        What :func:`qmf.improvement.changes` gives; the first row that takes part is the one spoken of.
    measure
        What it is of.
    chosen
        The day when the units were chosen. Not known: they may have been chosen by the last year before the change.
    noun
        What the units are: "wards".

    Returns
    -------
    str
        Two or three sentences; empty where no real improvement is claimed, nothing was written down in advance, no
        other unit is there to compare with, those that took part did not stand worse before, or the time before had
        ended when they were chosen.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place, series
    >>> from qmf.framework import load_priority
    >>> root = Path(__file__).resolve().parents[2]
    >>> priority = load_priority(root / "parameters/2025-26/violence-and-aggression.yaml")
    >>> from qmf.improvement import changes
    >>> violence = priority.measure("physical-violence")
    >>> frame = series(open_place(root / "data"), violence, ["heron", "wren"], date(2026, 3, 31))
    >>> names = {"heron": "Heron ward", "wren": "Wren ward"}
    >>> table = changes(
    ...     frame, measure=violence, aim=priority.aim, names=names, taking_part=["heron"], sustained={}
    ... )
    >>> caution(table, measure=violence, noun="wards").partition(" (")[0]
    'The wards that took part stood worse before than the others'
    """
    taking, others = table[table["takes_part"]], table[~table["takes_part"]]
    if taking.empty or others["before"].isna().all():
        return ""
    first = taking.iloc[0]
    elsewhere = float(others["before"].mean())
    worse = first["before"] > elsewhere if measure.direction == "decrease" else first["before"] < elsewhere
    if first["effect"] != "improvement" or not first["pre_declared"] or not worse:
        return ""
    if chosen is not None and first["before_end"] < pd.Timestamp(chosen):
        return ""
    label = Label(name=measure.title, unit=measure.unit, percent=measure.percent)
    said = (
        f"The {noun} that took part stood worse before than the others ({label.format(first['before'])} against "
        f"{label.format(elsewhere)}). Where {noun} are chosen because they stand worst, part of an improvement comes "
        "by itself."
    )
    if not pd.isna(first["change_early"]):
        until = when(first["starts"] - pd.DateOffset(years=1), measure.frequency)
        said += (
            f" Against the time before {until} alone, by which they are less likely to have been chosen, the change is "
            f"{signed(first['change_early'], first['scale'], label)}."
        )
    return said
