"""Means that are right to the last bit.

A run rule asks whether a point lies *on* the centre line, so the mean of twenty-four times 0.1 has to be 0.1. Plain
sums miss that by a few units in the last place. Here every value is cut into a high part, short enough that all of
them add up without rounding, and a low part; the sum is then known to twice the usual precision, and the mean is
that sum divided and rounded once. (A mean within 2**-90 or so of half-way between two numbers may go to either, and
one that cancels to less than that of its largest value is not resolved; a value that is the mean is never missed.) It
works on whole arrays, so a million series cost no loop.

Source: S. M. Rump, T. Ogita and S. Oishi (2008), Accurate floating-point summation part I, SIAM J. Sci. Comput.
31(1), 189-224 (extraction of high parts); T. J. Dekker (1971), A floating-point technique for extending the
available precision, Numer. Math. 18, 224-242 (product without error).
"""

from __future__ import annotations

import numpy as np

from .grid import Grid, Layout
from .segments import Floats

__all__ = ["centre_of", "mean_of", "ratio", "sum_of"]

_SPLIT = 134217729.0  # 2**27 + 1 cuts a double into halves whose products are exact
Pair = tuple[Floats, Floats]  # a sum as a number and what it lacks


def centre_of(
    rows: Layout,
    values: Floats,
    tops: Floats | None = None,
    bottoms: Floats | None = None,
    *,
    reach: Floats | None = None,
) -> Floats:
    """Mean per phase, or the ratio of totals, correctly rounded.

    Parameters
    ----------
    rows
        The phases.
    values
        What is drawn, shape (rows,); missing values are left aside. Their mean is the centre, unless `tops` and
        `bottoms` are given.
    tops, bottoms
        Numerators and denominators: the centre is then the ratio of their totals.
    reach
        How far the values of each phase can lie from its first, at most, where the caller knows.

    Returns
    -------
    ndarray of float64, shape (phases,)
        Missing where a phase has no value.

    Examples
    --------
    >>> from qmf.spc.segments import Segments
    >>> tenths = np.full(24, 0.1)
    >>> sum(tenths.tolist()) / 24 == 0.1, float(centre_of(Segments(np.array([0]), 24), tenths)[0])
    (False, 0.1)
    """
    if tops is None or bottoms is None:
        return mean_of(rows, values, reach)
    known = ~np.isnan(values)
    bottom = sum_of(rows, np.where(known, bottoms, 0.0))
    mean = ratio(sum_of(rows, np.where(known, tops, 0.0)), bottom)
    low, high = rows.extremes(values)
    return np.where(
        bottom[0] > 0, np.where(low == high, low, mean), np.nan
    )  # values all equal are their own mean


def mean_of(rows: Layout, values: Floats, reach: Floats | None = None) -> Floats:
    """Mean of the values that are not missing per phase, correctly rounded; missing where there is none.

    `reach` may say how far the values of a phase can lie from its first, where they lie side by side.
    """
    if isinstance(rows, Grid):
        furthest = None if reach is None else np.abs(values[0]) + reach
        return ratio(sum_of(rows, values, furthest), (float(rows.points), 0.0))
    known = ~np.isnan(values)
    count = rows.lengths.astype(np.float64)
    if not known.all():
        count, values = rows.total(known).astype(np.float64), np.where(known, values, 0.0)
    return np.where(count > 0, ratio(sum_of(rows, values), (count, 0.0)), np.nan)


def sum_of(rows: Layout, values: Floats, largest: Floats | None = None) -> Pair:
    """Sum per phase, to twice the precision of one number: a number and what it lacks.

    `largest` is what no value of a phase is further from 0 than, where that is known.
    """
    if largest is None:
        largest = np.maximum(rows.largest(values), -rows.smallest(values))
    # a power of two above twice any partial sum: adding and taking it away leaves bits that add without rounding
    _, exponent = np.frexp(rows.lengths * largest)
    unit = rows.each(np.ldexp(1.0, exponent + 1))
    high = unit + values
    high -= unit
    total = rows.total(high)
    return _two_sum(total, rows.total(np.subtract(values, high, out=high)))


def ratio(top: Pair, bottom: Pair | tuple[Floats | float, float]) -> Floats:
    """Divide one sum by another, rounding once."""
    first = top[0] / bottom[0]
    product, error = _two_product(first, bottom[0])
    left = (top[0] - product) - error + top[1] - first * bottom[1]
    return np.where(np.isfinite(left), first + left / bottom[0], first)


def _two_sum(a: Floats, b: Floats) -> Pair:
    total = a + b
    part = total - a
    return total, (a - (total - part)) + (b - part)


def _two_product(a: Floats, b: Floats | float) -> Pair:
    product = a * b
    a_high = a * _SPLIT
    a_high -= a_high - a
    a_low = a - a_high
    if isinstance(b, float):  # a count is short enough as it is
        return product, a_low * b - (product - a_high * b)
    b_high = b * _SPLIT
    b_high -= b_high - b
    b_low = b - b_high
    return product, a_low * b_low - (((product - a_high * b_high) - a_low * b_high) - a_high * b_low)
