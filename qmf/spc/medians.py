"""Medians of many segments at once."""

from __future__ import annotations

import numpy as np

from .grid import Grid, Layout
from .segments import Floats

__all__ = ["median"]


def median(rows: Layout, values: Floats) -> Floats:
    """Median per phase, missing values left aside; missing where a phase has none.

    >>> from qmf.spc.segments import Segments
    >>> median(Segments(np.array([0, 3]), 5), np.array([3.0, 1.0, 2.0, 4.0, np.nan])).tolist()
    [2.0, 4.0]
    """
    if isinstance(rows, Grid):
        ordered, middle = np.sort(values, axis=0), (len(values) - 1) // 2
        return _between(ordered[middle], ordered[len(values) // 2])
    count = len(rows.starts)
    out = np.full(count, np.nan)
    if not rows.size:
        return out
    widest = int(rows.lengths.max())
    if (
        widest * count <= 2 * rows.size
    ):  # much alike in length: one row of a table each, missing values at its end
        table = np.full((count, widest), np.nan)
        table[np.repeat(np.arange(count), rows.lengths), rows.place()] = values
        table.sort(axis=1)
        ordered, first = table.ravel(), np.arange(count) * widest
    else:
        ordered, first = values[np.lexsort((values, np.repeat(np.arange(count), rows.lengths)))], rows.starts
    known = rows.total(~np.isnan(values)).astype(np.int64)
    has = np.flatnonzero(known)
    low = ordered[first[has] + (known[has] - 1) // 2]
    high = ordered[first[has] + known[has] // 2]
    out[has] = _between(low, high)
    return out


def _between(low: Floats, high: Floats) -> Floats:
    return np.where(low == high, low, (low + high) / 2)
