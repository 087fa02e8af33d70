"""Limits, rules and run statistics of many series in one pass: arrays in, arrays out.

The rows of all phases of all series lie one after another in flat arrays. They are worked through in blocks that
fit the processor's cache, whole phases at a time; nothing loops over series.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .analysis import Analysis, empty
from .kinds import KINDS, Kind
from .profiles import PROFILES, Profile
from .ranges import moving_ranges
from .rules import look_at
from .runs import RunStatistics, no_runs, run_statistics
from .sample import Base, Sample
from .segments import Bools, Floats, Ints, Segments
from .signals import write_signals

__all__ = ["Analysis", "analyse"]

BLOCK = 1 << 15  # rows: eight such arrays of doubles fit the second-level cache


def analyse(
    values: Floats,
    denominators: Floats | None,
    starts: Ints,
    *,
    kind: str = "xmr",
    rules: str = "mdc",
    improvement: str = "neutral",
    baseline: int | None = None,
    included: Bools | None = None,
    spreads: Floats | None = None,
    screen: bool = True,
    centre: float | None = None,
    run_length: int | None = None,
) -> Analysis:
    """Compute lines, signals and run statistics for many phases at once.

    Parameters
    ----------
    values
        Value or numerator of each row, shape (rows,), phases one after another in time order; NaN is missing.
    denominators
        Denominator of each row, or None; for ``xbar`` and ``s`` the subgroup size (`values` then are means).
    starts
        First row of each phase, rising, shape (phases,); phases are not empty.
    kind, rules
        A name in :data:`qmf.spc.kinds.KINDS` and in :data:`qmf.spc.profiles.PROFILES`.
    improvement
        "increase", "decrease" or "neutral".
    baseline
        How many first rows of each phase set its limits.
    included
        False where a row is shown but left out of limits and rules.
    spreads
        Standard deviation of each subgroup, for ``xbar`` and ``s``.
    screen
        Whether large moving ranges are left out of their mean.
    centre
        A given centre line, in the units of the value.
    run_length
        Shift and trend length, where the profile can be adjusted.

    Returns
    -------
    Analysis
        Arrays in the order of the rows and of the phases.

    Raises
    ------
    KeyError
        Where a kind or profile is unknown; :func:`qmf.spc.control_chart` checks its input, this function does not.

    Examples
    --------
    >>> found = analyse(np.array([1.0, 2, 3, 4, 5, 6, 7, 8]), None, np.array([0]), improvement="increase")
    >>> float(found.centre[0]), float(found.ucl[0]), bool(found.broken["trend"].all())
    (4.5, 7.16, True)
    """
    size = len(values)
    chart, profile = KINDS[kind], PROFILES[rules].of_length(run_length)
    options = _Options(chart, profile, improvement, baseline, screen, centre, kind)
    out = empty(size, len(starts), profile.rules)
    edges = np.unique(np.append(np.searchsorted(starts, np.arange(0, size, BLOCK)), len(starts)))
    with np.errstate(all="ignore"):
        for first, last in pairwise(edges.tolist()):
            begin, end = int(starts[first]), int(starts[last]) if last < len(starts) else size
            here = slice(begin, end)
            part = [None if a is None else a[here] for a in (values, denominators, spreads)]
            mask = None if included is None or included[here].all() else included[here]
            rows = Segments(starts[first:last] - begin, end - begin)
            _block(options, rows, part, mask, out, here, slice(first, last))
    return out


@dataclass(frozen=True, slots=True)
class _Options:
    chart: Kind
    profile: Profile
    improvement: str
    baseline: int | None
    screen: bool
    centre: float | None
    kind: str


def _block(
    options: _Options,
    rows: Segments,
    part: list[Floats | None],
    mask: Bools | None,
    out: Analysis,
    here: slice,
    phases: slice,
) -> None:
    """Analyse one block of whole phases, and write what is found into its place."""
    y, n, spread = part
    assert y is not None  # noqa: S101 - for the type checker
    if n is not None:
        known = ~np.isnan(y) & (n > 0)
        if not known.all():
            y, n = np.where(known, y, np.nan), np.where(known, n, np.nan)
    inner = rows if mask is None else rows.keep(mask)

    def pick(a: Floats) -> Floats:
        return a if mask is None else a[mask]

    if options.kind == "mr":
        value = np.full(rows.size, np.nan)
        value[slice(None) if mask is None else mask] = moving_ranges(inner, pick(y))
        y = value
    elif spread is not None and n is not None:
        value, y = (spread if options.kind == "s" else y), y * n
    else:
        value = y if n is None or options.kind == "np" else y / n
    base = _base(rows, (y, n, value, spread), mask, options.baseline)
    profile = options.profile
    lines = options.chart.lines(Sample(rows, value, n, base, options.screen, profile.flat, options.centre))
    centre = lines.centre
    lcl, ucl = np.maximum(lines.lcl, lines.floor), np.minimum(lines.ucl, lines.ceiling)
    out.value[here], out.centre[here], out.lcl[here], out.ucl[here] = value, centre, lcl, ucl
    out.clipped_low[here], out.clipped_high[here] = lines.lcl < lines.floor, lines.ucl > lines.ceiling
    inner_value, inner_centre = pick(value), pick(centre)
    above, below = inner_value > inner_centre, inner_value < inner_centre
    runs = run_statistics(inner, above, below)
    if not options.chart.runs:
        runs = no_runs(inner, runs)
    _write_runs(out, runs, phases)
    look = look_at(inner, inner_value, inner_centre, (pick(lines.lcl), pick(lines.ucl)), (above, below), runs)
    broken = {
        name: rule(look) for name, rule in profile.rules.items() if options.chart.runs or name == "outside"
    }
    write_signals(out, profile, options.improvement, broken, here, mask)


def _base(
    rows: Segments,
    arrays: tuple[Floats, Floats | None, Floats, Floats | None],
    mask: Bools | None,
    baseline: int | None,
) -> Base:
    if baseline is not None:
        early = rows.place() < baseline
        mask = early if mask is None else early & mask
    if mask is None:
        return Base(rows, *arrays)
    y, n, value, spread = (None if a is None else a[mask] for a in arrays)
    return Base(rows.keep(mask), y, n, value, spread)  # type: ignore[arg-type]


def _write_runs(out: Analysis, runs: RunStatistics, phases: slice) -> None:
    out.useful[phases], out.longest_run[phases] = runs.useful, runs.longest_run
    out.longest_run_max[phases], out.crossings[phases] = runs.longest_run_max, runs.crossings
    out.crossings_min[phases], out.runs_signal[phases] = runs.crossings_min, runs.signal
