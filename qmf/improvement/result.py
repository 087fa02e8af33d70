"""What changed in one series, as numbers: what a comparison gives and everything that is said comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from qmf.improvement.amounts import Scale

__all__ = ["Change", "Effect", "Lasted", "Season"]

Effect = Literal["improvement", "concern", "neutral", ""]
Lasted = Literal["yes", "not sure", "too early", "no", ""]
Season = Literal["seen", "before", "after", ""]
_NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in one series, by how much, and whether it has lasted.

    Parameters
    ----------
    reading
        "A real fall" or "A real rise"; "Perhaps a fall" (clear at 95 %, but nobody predicted it); "A fall that has not
        held"; "No clear change"; "No shift that holds" (no dates were written down, and the chart offers none); or
        "Cannot say: ..." with the reason.
    effect
        What a real change means: ``improvement``, ``concern`` or ``neutral``; empty where none is claimed.
    scale
        ``ratio`` (rates: a `change` of -0.36 is 36 % lower), ``points`` (percentage points) or ``difference`` (values).
    before, after
        The level of each time, in the units shown.
    change, low, high
        The change and its 95 % interval.
    change_early
        The change against the time before without its last year.
    points_before, points_after
        How many points each time has.
    before_start, before_end, after_start, after_end
        The first and the last period of each time.
    starts
        The first day of the change.
    pre_declared
        Whether the dates were written down in advance.
    predicted
        Whether this change, here, is what the work was to bring.
    lasted
        ``yes``, ``not sure``, ``too early`` or ``no``; empty where no change is clear.
    sustained
        Whether the kit claims a sustained change.
    since
        The first period that is claimed; missing where none is.
    run_since
        Where the chart's run that still holds, on the side of the change, began.
    late, late_points
        The level of the later half of the points after, and how many they are.
    model, dispersion, widened
        The model; the variance over the model's own; whether likeness of neighbours widened the interval.
    season
        ``seen``: the time before looks seasonal. ``before`` or ``after``: that time is under a year, so that a season
        may be part of the change. Empty where neither is so. Nothing is adjusted for it.
    """

    reading: str
    effect: Effect
    scale: Scale
    before: float = _NAN
    after: float = _NAN
    change: float = _NAN
    low: float = _NAN
    high: float = _NAN
    change_early: float = _NAN
    points_before: int = 0
    points_after: int = 0
    before_start: pd.Timestamp | None = None
    before_end: pd.Timestamp | None = None
    after_start: pd.Timestamp | None = None
    after_end: pd.Timestamp | None = None
    starts: pd.Timestamp | None = None
    pre_declared: bool = True
    predicted: bool = True
    lasted: Lasted = ""
    sustained: bool = False
    since: pd.Timestamp | None = None
    run_since: pd.Timestamp | None = None
    late: float = _NAN
    late_points: int = 0
    model: str = ""
    dispersion: float = _NAN
    widened: bool = False
    season: Season = ""
