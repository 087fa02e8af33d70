"""The standard deviation within subgroups, and the constant that corrects it for their size."""

from __future__ import annotations

import math

import numpy as np

from .grid import Layout
from .segments import Floats

__all__ = ["c4", "pooled_sd"]


def c4(sizes: Floats) -> Floats:
    """Return the expected sample standard deviation of `sizes` normal values, as a share of the true.

    c4(n) = sqrt(2/(n-1)) Γ(n/2) / Γ((n-1)/2). Source: Montgomery, Introduction to Statistical Quality Control.

    >>> c4(np.array([2.0, 10.0])).round(6).tolist()
    [0.797885, 0.972659]
    """
    distinct, which = np.unique(sizes, return_inverse=True)
    constants = [
        math.sqrt(2 / (n - 1)) * math.exp(math.lgamma(n / 2) - math.lgamma((n - 1) / 2))
        if n > 1
        else math.nan
        for n in distinct.tolist()
    ]
    return np.array(constants, np.float64)[which]


def pooled_sd(
    rows: Layout, sizes: Floats, base: Layout, base_sizes: Floats | None, base_spread: Floats | None
) -> Floats:
    """Compute the standard deviation within subgroups, per segment.

    The mean of the subgroups' own where all sizes of the phase are equal, else pooled by their degrees of freedom.
    An empty subgroup is skipped.
    """
    if base_sizes is None or base_spread is None:
        return np.full(rows.count, np.nan)
    low, high = rows.extremes(np.where(sizes > 0, sizes, np.nan))
    known = ~np.isnan(base_spread)
    spread = np.where(known, base_spread, 0.0)
    freedom = np.where(known, base_sizes - 1, 0.0)
    plain = base.total(spread) / base.total(known)
    pooled = np.sqrt(base.total(freedom * spread**2) / base.total(freedom))
    return np.where(low == high, plain, pooled)
