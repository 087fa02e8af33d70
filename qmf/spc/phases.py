"""Where a new phase starts: at given x values, or where a column's label changes."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from qmf.errors import Fault

from .columns import Axis
from .options import column_faults
from .segments import Bools, Ints, Segments

__all__ = ["label_starts", "phase_column", "phase_keys", "starts_at"]

Keys = npt.NDArray[np.generic]


def phase_column(data: pd.DataFrame, phases: object) -> tuple[Hashable | None, list[Fault]]:
    """Read the name of the column that labels phases, if that is what was given."""
    if not isinstance(phases, str):
        return None, []
    faults = column_faults(data, "phases", phases)
    if faults:
        mend = f"{faults[0].mend} Give x values as a list."
        return None, [Fault(faults[0].what, "phases", mend)]
    return phases, []


def phase_keys(phases: object, axis: Axis) -> tuple[Keys, list[Fault]]:
    """Sort keys of the given x values; each must be an x of the data, else the nearest are named."""
    none = np.zeros(0, axis.key.dtype)
    if phases is None:
        return none, []
    given = list(phases) if isinstance(phases, Iterable) else [phases]
    known = np.unique(axis.key[axis.known])
    keys, faults = [], []
    for value in given:
        key = _key(value, axis)
        if key is None:
            kind = "date" if axis.time else "number"
            mend = f"Give x values of the data, each a {kind}."
            faults.append(Fault(f"{repr(value)[:40]} is no {kind}", "phases", mend))
        elif not len(known) or key not in known:
            faults.append(
                Fault(f"there is no point at {_show(value, axis)}", "phases", _neighbours(key, known, axis))
            )
        else:
            keys.append(key)
    return np.array(sorted(keys), axis.key.dtype), faults


def _key(value: object, axis: Axis) -> float | int | None:
    if axis.time:
        try:
            stamp = pd.Timestamp(value.start_time if isinstance(value, pd.Period) else value)  # type: ignore[arg-type]
            if pd.isna(stamp) or isinstance(value, (int, float)):
                return None
            zone = getattr(axis.x.dtype, "tz", None)
            if zone is not None and stamp.tz is None:
                stamp = stamp.tz_localize(zone)
            one = pd.Series([stamp]).astype(axis.x.dtype)
            return int(one.astype("int64").iloc[0]) if one.iloc[0] == stamp else None
        except (ValueError, TypeError, OverflowError):
            return None
    try:
        number = float(value)  # type: ignore[arg-type]
    except (ValueError, TypeError, OverflowError):
        return None
    return number if np.isfinite(number) else None


def _show(value: object, axis: Axis) -> str:
    day = value.start_time if isinstance(value, pd.Period) else value
    return str(pd.Timestamp(day).date()) if axis.time else f"{float(value):g}"  # type: ignore[arg-type]


def _neighbours(key: float, known: Keys, axis: Axis) -> str:
    if not len(known):
        return "There are no points."
    at = int(np.searchsorted(known, key))
    near = [known[i] for i in (at - 1, at) if 0 <= i < len(known)]
    xs = [axis.x.iloc[int(np.flatnonzero(axis.known & (axis.key == k))[0])] for k in near]
    return (
        "The nearest are " + " and ".join(_show(x, axis) for x in xs) + "."
        if len(xs) > 1
        else (f"The nearest is {_show(xs[0], axis)}.")
    )


def starts_at(series: Segments, key: Keys, phases: Keys) -> Bools:
    """Mark the first row of each series at or after each phase's x: a series without that very x starts at its next."""
    start = np.zeros(series.size, np.bool_)
    links = series.links()
    for phase in phases:
        since = key >= phase
        start[1:] |= since[1:] & ~since[:-1] & links
    return start


def label_starts(series: Segments, codes: Ints) -> Bools:
    """Mark where a label differs from the one before it in its series; a missing label goes on with the last."""
    row = np.arange(series.size)
    begin = np.repeat(series.starts, series.lengths)
    last = np.maximum(np.maximum.accumulate(np.where(codes >= 0, row, 0)), begin)
    filled = codes[last]
    start = np.zeros(series.size, np.bool_)
    start[1:] = (filled[1:] != filled[:-1]) & series.links()
    return start
