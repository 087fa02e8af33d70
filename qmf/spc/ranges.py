"""Moving ranges: how far each point lies from the one before it, and their mean.

The mean moving range is the yardstick of an individuals chart. `screen` leaves out, once, the ranges that are 3.267
times their mean and more (3.267 is Shewhart's D4 for pairs), so that one jump does not widen every limit.
"""

from __future__ import annotations

import numpy as np

from .exact import ratio, sum_of
from .grid import Grid, Layout
from .segments import Floats

__all__ = ["D2", "D4", "mean_range", "moving_ranges"]

D2, D4 = 1.128, 3.267  # mean and upper limit of a range of two, in standard deviations and in mean ranges
_NEAR = 1e-13


def moving_ranges(rows: Layout, values: Floats) -> Floats:
    """Absolute difference from the row before; missing on a phase's first row and beside a missing value.

    Where phases lie side by side there is no first row.

    >>> from qmf.spc.segments import Segments
    >>> moving_ranges(Segments(np.array([0, 3]), 4), np.array([1.0, 4.0, np.nan, 2.0])).tolist()
    [nan, 3.0, nan, nan]
    """
    if isinstance(rows, Grid):
        steps = values[1:] - values[:-1]
        return np.abs(steps, out=steps)
    out = np.empty(rows.size)
    if rows.size:
        np.abs(np.subtract(values[1:], values[:-1], out=out[1:]), out=out[1:])
        out[rows.starts[rows.lengths > 0]] = np.nan
    return out


def mean_range(rows: Layout, ranges: Floats, *, screen: bool) -> Floats:
    """Mean of the moving ranges per phase, screened or not; 0 where all are 0, missing where there is none.

    A range exactly on the screen is left out, so where one lies within rounding error of it the mean is made exact.
    """
    if isinstance(rows, Grid):
        count: Floats = np.full(rows.count, float(len(ranges)))
    else:
        known = ~np.isnan(ranges)
        count, ranges = rows.total(known).astype(np.float64), np.where(known, ranges, 0.0)
    total = rows.in_order(ranges)
    if not screen:
        return total / count
    limit, largest = D4 * (total / count), rows.largest(ranges)
    again = (largest >= limit * (1 - _NEAR)) & (largest > 0)
    if again.any():
        some, left = rows.some(again, ranges)
        total[again], gone = _screened(some, left, count[again], limit[again])
        count[again] -= gone
    return total / count


def _screened(rows: Layout, ranges: Floats, count: Floats, limit: Floats) -> tuple[Floats, Floats]:
    """Sum the ranges under the screen, and count those on and over it."""
    out = ranges >= rows.each(limit)
    near = np.abs(ranges - rows.each(limit)) <= rows.each(limit) * _NEAR
    if near.any():  # missing ranges are 0 here, and add nothing
        out = ranges >= rows.each(D4 * ratio(sum_of(rows, ranges), (count, np.zeros(len(count)))))
    out &= ranges > 0
    return rows.in_order(np.where(out, 0.0, ranges)), rows.total(out).astype(np.float64)
