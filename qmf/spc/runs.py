"""The run statistics of Anhøj and Olesen: longest run, crossings, and what chance allows.

Source: Anhøj J, Olesen AV (2014), Run charts revisited, PLoS ONE 9(11): e113825. Points on the centre line and
missing points are skipped; a process signals if its longest run is longer than round(log2(useful)) + 3, or if it
crosses the centre fewer times than the 5 % quantile of Binomial(useful - 1, 1/2).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from .segments import Bools, Ints, Segments

__all__ = ["RunStatistics", "crossings_minimum", "no_runs", "run_statistics", "runs_between"]


@dataclass(frozen=True, slots=True, eq=False)
class RunStatistics:
    """What each segment's runs look like; -1 stands for 'there is none'.

    Attributes
    ----------
    useful, longest_run, longest_run_max, crossings, crossings_min : ndarray of int64, shape (segments,)
        The statistics; all but `useful` are -1 where no point is useful.
    signal : ndarray of bool, shape (segments,)
        Whether they say that the process has changed.
    long : ndarray of bool, shape (rows,)
        The useful points of a run that is too long.
    """

    useful: Ints
    longest_run: Ints
    longest_run_max: Ints
    crossings: Ints
    crossings_min: Ints
    signal: Bools
    long: Bools


def crossings_minimum(useful: Ints) -> Ints:
    """Fewest crossings that chance allows: the 5 % quantile of Binomial(useful - 1, 1/2).

    >>> crossings_minimum(np.array([1, 10, 24, 36])).tolist()
    [0, 2, 8, 13]
    """
    trials = np.maximum(useful - 1, 0)
    return _quantiles(1 << int(trials.max(initial=1)).bit_length())[trials]


@cache
def _quantiles(upto: int) -> Ints:
    """5 % quantiles of Binomial(0 to upto, 1/2), each from the one before: no statistics library is needed."""
    quantiles, k = np.zeros(upto + 1, np.int64), 0
    at_most = exactly = 1.0  # P(X <= k) and P(X = k)
    for trials in range(1, upto + 1):
        at_most -= exactly / 2
        exactly *= trials / (2 * (trials - k))
        if at_most < 0.05:
            exactly *= (trials - k) / (k + 1)
            at_most += exactly
            k += 1
        quantiles[trials] = k
    return quantiles


def run_statistics(rows: Segments, above: Bools, below: Bools) -> RunStatistics:
    """Run statistics of every segment at once.

    Parameters
    ----------
    rows
        The segments, of included rows alone.
    above, below
        Whether each row's value lies above or below its centre, shape (rows,).
    """
    count = len(rows.starts)
    off_centre = above | below
    useful = rows.total(off_centre).astype(np.int64)
    at = np.flatnonzero(off_centre)
    side = above[at]
    segment = np.repeat(np.arange(count), useful)
    new = np.ones(len(at), np.bool_)
    new[1:] = (side[1:] != side[:-1]) | (segment[1:] != segment[:-1])
    first = np.flatnonzero(new)
    length = np.diff(first, append=len(at))
    owner = segment[first]
    runs = np.bincount(owner, minlength=count)
    longest = np.full(count, -1, np.int64)
    has = np.flatnonzero(useful)
    if len(has):
        longest[has] = np.maximum.reduceat(length, np.concatenate(([0], np.cumsum(runs[has])[:-1])))
    limit = np.full(count, -1, np.int64)
    limit[has] = np.rint(np.log2(useful[has])).astype(np.int64) + 3
    fewest = np.where(useful > 0, crossings_minimum(useful), -1)
    crossings = runs - 1
    signal = (useful > 0) & ((longest > limit) | (crossings < fewest))
    long = np.zeros(rows.size, np.bool_)
    long[at[np.repeat(length > limit[owner], length)]] = True
    return RunStatistics(useful, longest, limit, crossings, fewest, signal, long)


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


def no_runs(rows: Segments, statistics: RunStatistics) -> RunStatistics:
    """For a chart whose runs mean nothing (moving ranges): the count of useful points alone."""
    none = np.full(len(rows.starts), -1, np.int64)
    return RunStatistics(
        statistics.useful,
        none,
        none,
        none,
        none,
        np.zeros(len(none), np.bool_),
        np.zeros(rows.size, np.bool_),
    )
