"""What the latest point of each series says: has it changed, will it meet its target, and since when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .analysis import Analysis
from .options import Options
from .rows import Rows
from .segments import Bools, Floats, Ints, Segments
from .signals import CONCERN, IMPROVEMENT, NEUTRAL_HIGH, NEUTRAL_LOW

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
    variation : ndarray of int64
        Places in :data:`VARIATIONS`; -1 is missing.
    assurance
        By name of the target, in order: places in :data:`ASSURANCES`; -1 is missing. One entry "" where there is none.
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
    assurance: dict[str, Ints]
    since: Ints
    settled: Bools
    counted: Ints


def verdicts(rows: Rows, found: Analysis, options: Options) -> Verdicts:
    """Judge every series by its latest point."""
    profile = options.profile
    last = rows.series.starts + rows.series.lengths - 1
    phase = np.searchsorted(rows.phases.starts, last, "right") - 1
    counted = rows.phases.total(rows.included & ~np.isnan(found.value)).astype(np.int64)
    settled = (found.runs.useful if profile.useful_only else counted) >= profile.shows_from
    return Verdicts(
        last, phase, _variation(found, last), _assurance(rows, found, options, last, phase),
        _since(rows, found, options, last, phase), settled, counted,
    )  # fmt: skip


def _variation(found: Analysis, last: Ints) -> Ints:
    marks = found.marks[last]
    direction, high = found.legend.direction[marks], found.legend.high[marks]
    out = np.zeros(len(last), np.int64)
    out[direction == IMPROVEMENT] = 1
    out[direction == CONCERN] = 3
    out[(out > 0) & ~high] += 1
    out[direction == NEUTRAL_HIGH] = 5
    out[direction == NEUTRAL_LOW] = 6
    return out


def _assurance(rows: Rows, found: Analysis, options: Options, last: Ints, phase: Ints) -> dict[str, Ints]:
    nothing = np.full(len(last), -1, np.int64)
    if not rows.goals or options.improvement == "neutral" or not len(last):
        return dict.fromkeys(rows.goals or [""], nothing)
    return {name: _judged(goal[last], rows, found, options, last, phase) for name, goal in rows.goals.items()}


def _judged(target: Floats, rows: Rows, found: Analysis, options: Options, last: Ints, phase: Ints) -> Ints:
    """Compare the target with the limits of the latest phase; a limit cut back to a bound decides nothing."""
    out = np.full(len(last), -1, np.int64)
    at = last
    if not found.level:  # the latest row with limits
        lined = np.flatnonzero(~np.isnan(found.ucl))
        at = lined[np.maximum(np.searchsorted(lined, last, "right") - 1, 0)] if len(lined) else last
    _, lcl, ucl = found.lines_at(at, phase)
    cut = found.cut_at(at, phase)
    has = ~np.isnan(ucl) & (at >= rows.phases.starts[phase]) & (at <= last)
    judged = ~np.isnan(target) & (
        has | (not options.profile.flat)
    )  # in NHSRplotthedots no limits are 'hit or miss'
    times = options.multiply
    low = np.where(cut[0] | ~has, -np.inf, lcl * times)
    high = np.where(cut[1] | ~has, np.inf, ucl * times)
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
    shift = 1 << found.legend.rules.index("shift")
    held = np.flatnonzero(found.marks[last] & shift)
    if not len(held):
        return out
    first = rows.phases.starts[phase[held]]  # a run never leaves its phase
    lengths = last[held] - first + 1
    segments = Segments(np.cumsum(lengths) - lengths, int(lengths.sum()))
    row = segments.place() + segments.each(first)
    centre = found.lines_at(row, segments.each(phase[held]))[0]
    with np.errstate(invalid="ignore"):
        side = np.sign(found.value[row] - centre)
    kept = rows.included[row]
    if options.profile.skips_centre:
        kept &= side != 0
    if options.profile.skips_missing:
        kept &= ~np.isnan(side)
    own = segments.each(side[segments.starts + lengths - 1])
    place = np.arange(segments.size)
    before = np.maximum.reduceat(np.where(kept & (side != own), place, -1), segments.starts)
    after = kept & (place > segments.each(before))
    out[held] = row[np.minimum.reduceat(np.where(after, place, segments.size), segments.starts)]
    return out
