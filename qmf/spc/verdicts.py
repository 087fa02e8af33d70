"""What the latest point of each series says: has it changed, will it meet its target, and since when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .analysis import CONCERN, IMPROVEMENT, NEUTRAL_HIGH, NEUTRAL_LOW, Analysis
from .options import Options
from .rows import Rows
from .segments import Bools, Ints

__all__ = ["ASSURANCES", "VARIATIONS", "Verdicts", "verdicts"]

VARIATIONS = (
    "common cause", "improvement high", "improvement low", "concern high", "concern low", "neutral high", "neutral low",
)  # fmt: skip
ASSURANCES = ("passes", "fails", "hit or miss")


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """One entry a series.

    Attributes
    ----------
    last_row, last_phase : ndarray of int64
        Where the latest point and the latest phase stand.
    variation, assurance : ndarray of int64
        Places in :data:`VARIATIONS` and :data:`ASSURANCES`; -1 is missing.
    since : ndarray of int64
        Row at which the run that still holds began; -1 where there is none.
    settled : ndarray of bool, shape (phases,)
        Whether a phase has the points that its limits need to be shown.
    counted : ndarray of int64, shape (phases,)
        Included points with a value.
    """

    last_row: Ints
    last_phase: Ints
    variation: Ints
    assurance: Ints
    since: Ints
    settled: Bools
    counted: Ints


def verdicts(rows: Rows, found: Analysis, options: Options) -> Verdicts:
    """Judge every series by its latest point."""
    profile = options.profile
    last = rows.series.starts + rows.series.lengths - 1
    phase = np.searchsorted(rows.phases.starts, last, "right") - 1
    counted = rows.phases.total(rows.included & ~np.isnan(found.value)).astype(np.int64)
    settled = (found.useful if profile.useful_only else counted) >= profile.shows_from
    return Verdicts(
        last, phase, _variation(found, last), _assurance(rows, found, options, last, phase),
        _since(rows, found, options, last, phase), settled, counted,
    )  # fmt: skip


def _variation(found: Analysis, last: Ints) -> Ints:
    direction, high = found.direction[last], found.high[last]
    out = np.zeros(len(last), np.int64)
    out[direction == IMPROVEMENT] = 1
    out[direction == CONCERN] = 3
    out[(out > 0) & ~high] += 1
    out[direction == NEUTRAL_HIGH] = 5
    out[direction == NEUTRAL_LOW] = 6
    return out


def _assurance(rows: Rows, found: Analysis, options: Options, last: Ints, phase: Ints) -> Ints:
    """Compare the target with the limits of the latest phase; a limit cut back to a bound decides nothing."""
    out = np.full(len(last), -1, np.int64)
    if rows.target is None or options.improvement == "neutral" or not len(last):
        return out
    lined = np.flatnonzero(~np.isnan(found.ucl))
    at = lined[np.maximum(np.searchsorted(lined, last, "right") - 1, 0)] if len(lined) else last
    has = ~np.isnan(found.ucl[at]) & (at >= rows.phases.starts[phase]) & (at <= last)
    target = rows.target[last]
    judged = ~np.isnan(target) & (
        has | (not options.profile.flat)
    )  # in NHSRplotthedots no limits are 'hit or miss'
    times = options.multiply
    low = np.where(found.clipped_low[at] | ~has, -np.inf, found.lcl[at] * times)
    high = np.where(found.clipped_high[at] | ~has, np.inf, found.ucl[at] * times)
    over, under = (
        (target > high, target < low) if options.profile.strict_target else (target >= high, target <= low)
    )
    if options.improvement == "decrease":
        over, under = under, over
    out[judged] = 2
    out[judged & over] = 1
    out[judged & under] = 0  # a constant process exactly on its target meets it
    return out


def _since(rows: Rows, found: Analysis, options: Options, last: Ints, phase: Ints) -> Ints:
    """Find where the run on one side of the centre that still holds at the latest point began, if it is a shift."""
    out = np.full(len(last), -1, np.int64)
    if not len(last):
        return out
    profile = options.profile
    with np.errstate(invalid="ignore"):
        side = np.sign(found.value - found.centre)
    kept = rows.included.copy()
    if profile.skips_centre:
        kept &= side != 0
    if profile.skips_missing:
        kept &= ~np.isnan(side)
    at = np.flatnonzero(kept)
    if not len(at):
        return out
    own = side[at]
    new = np.ones(len(at), np.bool_)
    new[1:] = own[1:] != own[:-1]  # a missing side equals nothing
    new[np.searchsorted(at, rows.phases.starts[rows.phases.starts <= at[-1]])] = True
    begin = np.maximum.accumulate(np.where(new, np.arange(len(at)), 0))
    end = np.searchsorted(at, last)
    end = np.minimum(end, len(at) - 1)
    length = end - begin[end] + 1
    needed: Ints | int = profile.run
    if profile.chance_run:
        needed = np.where(found.useful[phase] > 0, found.longest_run_max[phase] + 1, 1 << 40)
    holds = (at[end] == last) & (np.abs(own[end]) == 1) & (length >= needed)
    out[holds] = at[begin[end]][holds]
    return out
