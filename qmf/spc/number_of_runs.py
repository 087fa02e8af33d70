"""How many runs about the median chance allows: the table of Swed and Eisenhart, computed exactly."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from .segments import Ints

__all__ = ["runs_between"]


def runs_between(useful: Ints) -> tuple[Ints, Ints]:
    """Fewest and most runs that chance allows, 2.5 % at either end; -1 under 10 useful points.

    The exact distribution of the number of runs where as many points lie above as below, as they do about a median.
    Source: Swed FS, Eisenhart C (1943), Tables for testing randomness of grouping in a sequence of alternatives,
    Annals of Mathematical Statistics 14(1), 66-87; used for run charts by Perla et al. (2011).

    >>> [limit.tolist() for limit in runs_between(np.array([9, 10, 20, 60]))]
    [[-1, 3, 7, 24], [-1, 9, 15, 38]]
    """
    limits = {count: _runs_between(count) for count in np.unique(useful).tolist()}
    pairs = np.array([limits[count] for count in useful.tolist()], np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


@cache
def _runs_between(useful: int) -> tuple[int, int]:
    if useful < 10:
        return -1, -1
    if useful > 300:  # the normal approximation is then as good
        half = 1.96 * math.sqrt((useful - 2) / 4 * useful / (useful - 1))
        return math.ceil(useful / 2 + 1 - half), math.floor(useful / 2 + 1 + half)
    few, many = useful // 2, useful - useful // 2
    ways = [_ways(few, many, runs) for runs in range(useful + 2)]
    tail = math.comb(useful, few) / 40
    low, seen = 0, 0
    while (seen := seen + ways[low]) <= tail:
        low += 1
    high, seen = useful + 1, 0
    while (seen := seen + ways[high]) <= tail:
        high -= 1
    return low, high


def _ways(few: int, many: int, runs: int) -> int:
    """In how many orders `few` points above and `many` below make so many runs."""
    if runs < 2:
        return 0
    half, odd = divmod(runs, 2)
    if not odd:
        return 2 * math.comb(few - 1, half - 1) * math.comb(many - 1, half - 1)
    one = math.comb(few - 1, half) * math.comb(many - 1, half - 1)
    return one + math.comb(few - 1, half - 1) * math.comb(many - 1, half)
