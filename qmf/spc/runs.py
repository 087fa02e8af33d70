"""The run statistics of Anhøj and Olesen: longest run, crossings, and what chance allows.

Source: Anhøj J, Olesen AV (2014), Run charts revisited, PLoS ONE 9(11): e113825. Points on the centre line and
missing points are skipped; a process signals if its longest run is longer than round(log2(useful)) + 3, or if it
crosses the centre fewer times than the 5 % quantile of Binomial(useful - 1, 1/2).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from .grid import Grid, Layout, side_by_side
from .segments import Bools, Floats, Ints, Segments, blocks

__all__ = [
    "RunStatistics",
    "crossings_minimum",
    "long_runs",
    "longest_allowed",
    "phase_runs",
    "run_statistics",
]


@dataclass(frozen=True, slots=True, eq=False)
class RunStatistics:
    """What each phase's runs look like; -1 stands for 'there is none'.

    Attributes
    ----------
    useful, longest_run, longest_run_max, crossings, crossings_min : ndarray of int64, shape (phases,)
        The statistics; all but `useful` are -1 where no point is useful.
    runs_signal : ndarray of bool, shape (phases,)
        Whether they say that the process has changed.
    """

    useful: Ints
    longest_run: Ints
    longest_run_max: Ints
    crossings: Ints
    crossings_min: Ints
    runs_signal: Bools


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


def longest_allowed(useful: Ints) -> Ints:
    """Longest run that chance allows: round(log2(useful)) + 3; -1 where no point is useful.

    >>> longest_allowed(np.array([0, 10, 24, 36])).tolist()
    [-1, 6, 8, 8]
    """
    return np.where(useful > 0, np.rint(np.log2(np.maximum(useful, 1))) + 3, -1).astype(np.int64)


def phase_runs(
    starts: Ints, value: Floats, centre: Floats, included: Bools | None, *, counts: bool = True
) -> RunStatistics:
    """Run statistics of every phase of flat arrays, block by block.

    Parameters
    ----------
    starts
        First row of each phase.
    value, centre
        Value of each row; centre line of each row, or of each phase.
    included
        False where a row is left out.
    counts
        Whether runs mean anything; else only useful points are counted.
    """
    found = np.empty((3, len(starts)), np.int64)
    for rows, here, phases in blocks(starts, len(value)):
        line, mask = centre[phases if len(centre) == len(starts) else here], None
        if included is not None and not included[here].all():
            mask = included[here]
        table = side_by_side(rows, value[here]) if mask is None and len(centre) == len(starts) else None
        if table is not None:
            found[:, phases] = run_statistics(Grid(*table.shape), table > line, table < line)
            continue
        values = value[here]
        each = rows.each(line) if len(centre) == len(starts) else line
        above, below = values > each, values < each
        if mask is not None:
            rows, above, below = rows.keep(mask), above[mask], below[mask]
        found[:, phases] = run_statistics(rows, above, below)
    useful, longest, crossings = found
    none = np.full(len(starts), -1, np.int64)
    if not counts:
        return RunStatistics(useful, none, none, none, none, none >= 0)
    limit, fewest = longest_allowed(useful), np.where(useful > 0, crossings_minimum(useful), -1)
    signal = (useful > 0) & ((longest > limit) | (crossings < fewest))
    return RunStatistics(useful, longest, limit, crossings, fewest, signal)


def run_statistics(rows: Layout, above: Bools, below: Bools) -> tuple[Ints, Ints, Ints]:
    """Count useful points, the longest run and crossings of every phase; -1 where no point is useful.

    Parameters
    ----------
    rows
        The phases, of included rows alone.
    above, below
        Whether each row's value lies above or below its centre.
    """
    if isinstance(rows, Grid):
        return _side_by_side(rows, above, below)
    useful, _, length, owner = _runs(rows, above, below)
    runs = np.bincount(owner, minlength=rows.count)
    longest = np.full(rows.count, -1, np.int64)
    has = np.flatnonzero(useful)
    if len(has):
        longest[has] = np.maximum.reduceat(length, np.concatenate(([0], np.cumsum(runs[has])[:-1])))
    return useful, longest, runs - 1


def long_runs(rows: Segments, above: Bools, below: Bools) -> Bools:
    """Mark the useful points of runs that are longer than chance allows."""
    useful, at, length, owner = _runs(rows, above, below)
    long = np.zeros(rows.size, np.bool_)
    long[at[np.repeat(length > longest_allowed(useful)[owner], length)]] = True
    return long


def _runs(rows: Segments, above: Bools, below: Bools) -> tuple[Ints, Ints, Ints, Ints]:
    """Count useful points of each phase, and say where they are; length and phase of each run of them."""
    off_centre = above | below
    useful = rows.total(off_centre).astype(np.int64)
    at = np.flatnonzero(off_centre)
    side = above[at]
    phase = np.repeat(np.arange(rows.count), useful)
    new = np.ones(len(at), np.bool_)
    new[1:] = (side[1:] != side[:-1]) | (phase[1:] != phase[:-1])
    first = np.flatnonzero(new)
    return useful, at, np.diff(first, append=len(at)), phase[first]


def _side_by_side(rows: Grid, above: Bools, below: Bools) -> tuple[Ints, Ints, Ints]:
    """Statistics of phases side by side; those with points on the centre line are laid flat for it."""
    same = above[1:] == above[:-1]
    useful = np.full(rows.count, rows.points, np.int64)
    crossings = rows.points - 1 - rows.total(same).astype(np.int64)
    run, most = np.ones(rows.count, rows.counter), np.ones(rows.count, rows.counter)
    for goes_on in same.view(np.uint8):
        run *= goes_on
        run += 1
        np.maximum(most, run, out=most)
    longest = most.astype(np.int64)
    tied: Bools = np.any(~(above | below), axis=0)
    if tied.any():
        (some, high), (_, low) = rows.some(tied, above), rows.some(tied, below)
        flat, high = some.flat(high)
        useful[tied], longest[tied], crossings[tied] = run_statistics(flat, high, some.flat(low)[1])
    return useful, longest, crossings
