"""Moving ranges: how far each point lies from the one before it, and their mean.

The mean moving range is the yardstick of an individuals chart. `screen` leaves out, once, the ranges that are 3.267
times their mean and more (3.267 is Shewhart's D4 for pairs), so that one jump does not widen every limit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .exact import ratio, sum_of
from .grid import Grid, Layout
from .segments import Floats

__all__ = ["D2", "D4", "Ranges", "moving_ranges"]

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


@dataclass(frozen=True, slots=True, eq=False)
class Ranges:
    """The moving ranges of some phases.

    Attributes
    ----------
    rows
        The phases.
    values : ndarray of float64
        The ranges; 0 where one is missing.
    count, total : ndarray of float64, shape (phases,)
        How many a phase has, and their sum.
    """

    rows: Layout
    values: Floats
    count: Floats
    total: Floats

    @classmethod
    def of(cls, rows: Layout, ranges: Floats) -> Ranges:
        """Sum ranges, missing ones left aside."""
        if isinstance(rows, Grid):
            return cls(rows, ranges, np.full(rows.count, float(len(ranges))), rows.in_order(ranges))
        known = ~np.isnan(ranges)
        ranges = np.where(known, ranges, 0.0)
        return cls(rows, ranges, rows.total(known).astype(np.float64), rows.in_order(ranges))

    def mean(self, *, screen: bool) -> Floats:
        """Mean per phase, screened or not; 0 where all are 0, missing where there is none.

        What the screen leaves out is 0 among the ranges afterwards.
        """
        mean = self.total / self.count
        return _screened(self, D4 * mean) if screen else mean


def _screened(ranges: Ranges, limit: Floats) -> Floats:
    """Mean of the ranges under the screen.

    A range exactly on the screen is left out, so where one lies within rounding error of it the screen is made exact.
    """
    rows, values = ranges.rows, ranges.values
    at = np.flatnonzero(values >= rows.each(limit * (1 - _NEAR)))
    owner, picked = rows.owners(at), values.reshape(-1)[at]
    near = np.abs(picked - limit[owner]) <= limit[owner] * _NEAR
    near &= picked > 0
    if near.any():
        rather = np.bincount(owner[near], minlength=len(limit)) > 0
        some, left = rows.some(rather, values)  # missing ranges are 0, and add nothing
        limit = limit.copy()
        limit[rather] = D4 * ratio(sum_of(some, left), (ranges.count[rather], 0.0))
    out = (picked >= limit[owner]) & (picked > 0)
    values.reshape(-1)[at[out]] = 0.0
    return rows.in_order(values) / (ranges.count - np.bincount(owner[out], minlength=len(limit)))
