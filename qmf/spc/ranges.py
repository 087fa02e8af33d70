"""Moving ranges: how far each point lies from the one before it, and their mean.

The mean moving range is the yardstick of an individuals chart. `screen` leaves out, once, the ranges that are 3.267
times their mean and more (3.267 is Shewhart's D4 for pairs), so that one jump does not widen every limit.
"""

from __future__ import annotations

import numpy as np

from .exact import mean_of
from .segments import Floats, Segments

__all__ = ["D2", "D4", "mean_range", "moving_ranges"]

D2, D4 = 1.128, 3.267  # mean and upper limit of a range of two, in standard deviations and in mean ranges
_NEAR = 1e-13


def moving_ranges(rows: Segments, values: Floats) -> Floats:
    """Absolute difference from the row before; missing on a segment's first row and beside a missing value.

    >>> moving_ranges(Segments(np.array([0, 3]), 4), np.array([1.0, 4.0, np.nan, 2.0])).tolist()
    [nan, 3.0, nan, nan]
    """
    out = np.empty(rows.size)
    if rows.size:
        np.abs(np.subtract(values[1:], values[:-1], out=out[1:]), out=out[1:])
        out[rows.starts[rows.lengths > 0]] = np.nan
    return out


def mean_range(rows: Segments, ranges: Floats, *, screen: bool) -> Floats:
    """Mean of the moving ranges per segment, screened or not; 0 where all are 0, missing where there is none.

    A range exactly on the screen is left out, so where one lies within rounding error of it the mean is made exact.
    """
    known = ~np.isnan(ranges)
    ranges = np.where(known, ranges, 0.0)
    count = rows.total(known).astype(np.float64)
    mean = rows.total(ranges) / count
    if not screen:
        return mean
    limit = rows.each(D4 * mean)
    at = np.flatnonzero((ranges >= limit * (1 - _NEAR)) & (ranges > 0))
    if not len(at):
        return mean
    if (ranges[at] <= limit[at] * (1 + _NEAR)).any():
        limit = rows.each(D4 * mean_of(rows, ranges, known))
    at = at[ranges[at] >= limit[at]]
    ranges[at] = 0.0
    known[at] = False
    count = rows.total(known).astype(np.float64)
    return rows.total(ranges) / count
