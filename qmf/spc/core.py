"""Limits, rules and run statistics of many series in one pass: arrays in, arrays out.

The rows of all phases of all series lie one after another in flat arrays. They are worked through in blocks that
fit the processor's cache, whole phases at a time; nothing loops over series. In a block whose phases are of one length,
those without gaps are laid side by side first (:mod:`qmf.spc.grid`): the same functions then work several times faster,
and find the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .analysis import Analysis
from .blocks import Options, Place, Values, work
from .kinds import KINDS
from .profiles import PROFILES
from .segments import Bools, Floats, Ints, blocks
from .signals import legend_of

__all__ = ["Analysis", "Progress", "analyse"]

Progress = Callable[[int, int], object]

BUFFER = 512  # numpy repeats a row that is shorter than its buffer to fill it, before it adds it to each row of a table


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
    progress: Progress | None = None,
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
    progress
        Called with the points that are done and with all of them: at the start, and after each chunk of whole phases
        (some 64,000 points). What it raises ends the work.

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

    A million points, and how far the work is:

    >>> done = []
    >>> starts = np.arange(0, 1_000_000, 50)
    >>> found = analyse(np.ones(1_000_000), None, starts, progress=lambda points, of: done.append(points / of))
    >>> done[0], done[8], done[-1]
    (0.0, 0.512, 1.0)
    """
    size = len(values)
    chart, profile = KINDS[kind], PROFILES[rules].of_length(run_length)
    legend = legend_of(tuple(profile.rules), improvement, profile.improvement_first)
    derived = denominators is not None or kind == "mr"  # what is drawn is not what is given
    options = Options(chart, profile, legend, kind, baseline, screen, centre, derived)
    kept = len(starts) if chart.level else size
    out = Analysis(
        starts, np.empty(size) if derived else values, np.empty((3, kept)), np.zeros((2, kept), np.bool_),
        np.zeros(size, legend.dtype), legend, included, chart.runs,
    )  # fmt: skip
    with np.errstate(all="ignore"):  # which restores the size of numpy's buffer, too
        np.setbufsize(BUFFER)
        if progress:
            progress(0, size)
        for rows, here, phases in blocks(starts, size):
            mask = None if included is None or included[here].all() else included[here]
            given = Values.of(
                options, rows, mask, values[here], _cut(denominators, here), _cut(spreads, here)
            )
            work(options, rows, given, mask, Place(out, here, phases))
            if progress:
                progress(here.stop, size)
    return out


def _cut(array: Floats | None, here: slice) -> Floats | None:
    return None if array is None else array[here]
