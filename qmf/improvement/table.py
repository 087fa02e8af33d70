"""What changed at many units: those that took part, those that did not, and each by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, fields
from datetime import date

import pandas as pd

from qmf.framework import Aim, Measure
from qmf.improvement.comparison import SCALES, change
from qmf.improvement.estimate import Shape
from qmf.improvement.result import Change
from qmf.improvement.words import say
from qmf.spc import Label

__all__ = ["changes"]

_DAYS = ("before_start", "before_end", "after_start", "after_end", "starts", "since", "run_since")
_TEXTS = {
    "before": "before_text",
    "after": "after_text",
    "change": "change_text",
    "interval": "interval_text",
}
COLUMNS = [
    "unit",
    "name",
    "takes_part",
    *(field.name for field in fields(Change)),
    *_TEXTS.values(),
    "words",
]


def changes(
    frame: pd.DataFrame,
    *,
    measure: Measure,
    aim: Aim,
    names: Mapping[str, str],
    taking_part: Collection[str],
    sustained: Mapping[str, date | None],
) -> pd.DataFrame:
    """Compare before and after at every unit, and at groups of units.

    Where the aim says when the change starts, that start is used everywhere, also where nobody took part: what happened
    there over the same time stands beside. Where that gives no clear change, or the aim names no start, a shift that
    still holds on the chart is looked at instead: it was chosen after looking, so more is asked of it.

    Parameters
    ----------
    frame
        From :func:`qmf.data.series` and :func:`qmf.data.together`: ``unit``, ``period_start``, ``numerator``,
        ``denominator``, ``value``.
    measure
        What it is of.
    aim
        Its `change_starts` and `settles_by` are what was written down in advance.
    names
        What each unit of the table is called, in the order wanted.
    taking_part
        The units (and groups) that take part.
    sustained
        For each unit, where the chart's run that still holds began (``summary.sustained_since``), or nothing.

    Returns
    -------
    pandas.DataFrame
        One row a unit of `names` that `frame` has: ``unit``, ``name``, ``takes_part``, the fields of :class:`Change`,
        the texts ``before_text``, ``after_text``, ``change_text``, ``interval_text``, and ``words``.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place, series
    >>> from qmf.framework import load_priority
    >>> root = Path(__file__).resolve().parents[2]
    >>> priority = load_priority(root / "parameters/2025-26/violence-and-aggression.yaml")
    >>> violence = priority.measure("physical-violence")
    >>> frame = series(open_place(root / "data"), violence, ["heron", "wren"], date(2026, 3, 31))
    >>> names = {"heron": "Heron ward", "wren": "Wren ward"}
    >>> table = changes(
    ...     frame, measure=violence, aim=priority.aim, names=names, taking_part=["heron"], sustained={}
    ... )
    >>> table[["name", "reading"]].values.tolist()
    [['Heron ward', 'A real fall'], ['Wren ward', 'No clear change']]
    """
    rows = []
    for unit, name in names.items():
        one = frame[frame["unit"] == unit]
        if not len(one):
            continue
        takes_part = unit in taking_part
        found = _one(one, measure, aim, takes_part=takes_part, since=_day(sustained.get(unit)))
        label = Label(name=measure.title, unit=measure.unit, percent=measure.percent, place=name)
        said = asdict(say(found, label, period=measure.frequency))
        texts = {_TEXTS.get(key, key): text for key, text in said.items()}
        rows.append({"unit": unit, "name": name, "takes_part": takes_part, **asdict(found), **texts})
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.assign(**{day: pd.to_datetime(table[day]) for day in _DAYS})


def _one(rows: pd.DataFrame, measure: Measure, aim: Aim, *, takes_part: bool, since: date | None) -> Change:
    predicted = takes_part and (measure.id == aim.measure or measure.role == "process")

    def compare(starts: date, settles_by: date | None, *, pre_declared: bool) -> Change:
        return change(
            rows,
            starts=starts,
            settles_by=settles_by,
            baseline=(measure.baseline.start, measure.baseline.end) if measure.baseline else None,
            pre_declared=pre_declared,
            predicted=predicted,
            shape=_shape(rows, measure),
            improvement=measure.direction,
            multiply=measure.multiply,
            period=measure.frequency,
            run_since=since,
            definition_changes=[each.on for each in measure.definition_changes],
        )

    seen = compare(since, None, pre_declared=False) if since else None
    if aim.change_starts is None:
        return seen or _no_shift(rows, measure)
    declared = compare(aim.change_starts, aim.settles_by, pre_declared=True)
    later = since is not None and since > (aim.settles_by or aim.change_starts)
    return seen if seen and seen.sustained and later and not declared.sustained else declared


def _no_shift(rows: pd.DataFrame, measure: Measure) -> Change:
    """Say so where nothing was written down in advance and no shift holds: there are no two times to compare."""
    return Change(
        "No shift that holds", "", SCALES[_shape(rows, measure)], pre_declared=False, predicted=False
    )


def _shape(rows: pd.DataFrame, measure: Measure) -> Shape:
    if measure.data.between is not None:
        return "time"
    if not rows["numerator"].notna().any():
        return "value"
    return "proportion" if measure.percent and rows["denominator"].notna().any() else "rate"


def _day(found: date | None) -> date | None:
    return None if found is None or pd.isna(found) else pd.Timestamp(found).date()
