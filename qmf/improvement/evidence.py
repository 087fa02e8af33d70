"""What two times say, in numbers: the change, how clear it is, and whether its later part still shows it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from qmf.improvement.estimate import Estimate, Shape, estimate
from qmf.improvement.noise import Floats
from qmf.improvement.times import Times

__all__ = ["Evidence", "evidence"]

SHOWN = 0.95
SUSTAINED = 0.997
SEEN = 0.999
LEAST_LATE = 6
KEPT = 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """The change between two times, not multiplied.

    Parameters
    ----------
    shown
        The change with its 95 % interval.
    clear
        Whether that excludes no change.
    very_clear
        Whether the interval asked of a sustained change does: 99.7 %, or 99.9 % where the date was chosen after
        looking.
    late, late_points
        The level of the later half of the points after (at least six), and how many they are.
    kept
        Whether the later half has at least half of the change.
    early
        The change against the time before without its last year: nobody chose units by what came that long before.
        Missing where that leaves less than a year.
    """

    shown: Estimate
    clear: bool
    very_clear: bool
    late: float
    late_points: int
    kept: bool
    early: float


def evidence(times: Times, shape: Shape) -> Evidence:
    """Weigh two times that can be compared.

    Parameters
    ----------
    times
        Before and after.
    shape
        What is measured.
    """
    shown = _estimate(times.before, times.after, shape, SHOWN)
    strict = _estimate(times.before, times.after, shape, SUSTAINED if times.pre_declared else SEEN)
    there = times.after.dropna(subset="value")
    late_rows = there.tail(max(LEAST_LATE, len(there) // 2))
    late = _estimate(times.before, late_rows, shape, SHOWN).after
    moved = shown.after - shown.before
    old = times.before[times.before["period_start"] < times.starts - pd.DateOffset(years=1)]
    long_enough = len(old) and old["period_start"].iloc[-1] >= old["period_start"].iloc[0] + pd.DateOffset(
        months=11
    )
    return Evidence(
        shown=shown,
        clear=_excludes_no_change(shown),
        very_clear=_excludes_no_change(strict),
        late=late,
        late_points=len(late_rows),
        kept=bool((late - shown.before) * np.sign(moved) >= KEPT * abs(moved)),
        early=_estimate(old, times.after, shape, SHOWN).size if long_enough else float("nan"),
    )


def _estimate(before: pd.DataFrame, after: pd.DataFrame, shape: Shape, level: float) -> Estimate:
    tops, bottoms = [], []
    for rows in (before, after):
        value, denominator = _floats(rows, "value"), _floats(rows, "denominator")
        if shape in ("value", "time"):
            tops.append(value)
            bottoms.append(value * 0 + 1)
        else:
            top = _floats(rows, "numerator")
            tops.append(top)
            bottoms.append(
                denominator if not np.isnan(denominator).all() else top * 0 + 1
            )  # a count: per period
    return estimate(shape, (tops[0], tops[1]), (bottoms[0], bottoms[1]), level)


def _floats(rows: pd.DataFrame, column: str) -> Floats:
    return rows[column].to_numpy(np.float64, na_value=np.nan)


def _excludes_no_change(found: Estimate) -> bool:
    return bool(found.low > 0 or found.high < 0)
