"""Is the change real, and has it lasted? One series, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pandas as pd

from qmf.improvement.amounts import Scale
from qmf.improvement.estimate import Shape
from qmf.improvement.evidence import Evidence, evidence
from qmf.improvement.result import Change, Effect, Lasted
from qmf.improvement.times import Period, Times, obstacle, season, times_declared, times_seen

__all__ = ["SCALES", "change"]

SHIFT = 7
LONG_RUN = 9
Direction = Literal["increase", "decrease", "neutral"]
SCALES: dict[Shape, Scale] = {
    "rate": "ratio",
    "proportion": "points",
    "time": "ratio",
    "value": "difference",
}


def change(
    series: pd.DataFrame,
    *,
    starts: date,
    settles_by: date | None = None,
    baseline: tuple[date, date] | None = None,
    pre_declared: bool = True,
    predicted: bool = True,
    shape: Shape = "rate",
    improvement: Direction = "neutral",
    multiply: float = 1,
    period: Period = "month",
    run_since: date | None = None,
    definition_changes: Sequence[date] = (),
) -> Change:
    """Compare a series before and after a change.

    The kit claims a *sustained change* in one of two ways.

    1. The dates were written down in advance (`pre_declared`), there are seven points or more after, and the later half
       of them (six or more) keeps at least half of the change. Then either the 99.7 % interval excludes no change, or
       the 95 % interval does and the chart's run on that side still holds, after nine points or more.
    2. The date was chosen after looking: it is where the chart's run that still holds began. Then eight points or more
       (one more than a shift) are asked for, and a 99.9 % interval that excludes no change.

    A change that was predicted is *real* where the 95 % interval excludes none; one that nobody predicted, and one
    whose date was chosen after looking, is asked for what a sustained change is, but for how long it has held.

    A run alone would not do in the first way: counts of five to fifteen a month that fell by a third show one that
    reaches to the latest point less often than not, while the interval uses every point.

    Parameters
    ----------
    series
        One series from :func:`qmf.data.series`: ``period_start``, ``numerator``, ``denominator``, ``value``.
    starts
        The first day of the change.
    settles_by
        The day from which it should show; what lies between is left out.
    baseline
        The first and last day of the time before; without it, all before `starts`.
    pre_declared
        Whether `starts` and `settles_by` were written down in advance; False: `starts` was read off the chart.
    predicted
        Whether this change, here, is what the work was to bring.
    shape
        ``rate``: numerators are counts (quasi-Poisson). ``proportion``: a part of a whole (quasi-binomial). ``time``:
        days between rare events (Gamma). ``value``: the value is all there is (normal).
    improvement
        Which way is better.
    multiply
        What is shown is this times the value.
    period
        What a point is.
    run_since
        Where the chart's run that still holds began (``summary.sustained_since``), to be told beside.
    definition_changes
        First days of new definitions: times on two sides of one are not compared.

    Returns
    -------
    Change
        Never an exception for what the numbers are: where they do not allow an answer, the reading says why.

    Examples
    --------
    >>> months = pd.date_range("2024-01-01", periods=24, freq="MS")
    >>> counts = [9.0, 11.0] * 6 + [4.0, 6.0] * 6
    >>> frame = pd.DataFrame({"period_start": months, "numerator": counts, "denominator": 1000.0})
    >>> frame["value"] = frame["numerator"] / frame["denominator"]
    >>> found = change(frame, starts=date(2025, 1, 1), multiply=1000, improvement="decrease")
    >>> found.reading, found.effect, round(found.change, 2), round(found.low, 2), round(found.high, 2), found.lasted
    ('A real fall', 'improvement', -0.5, -0.64, -0.31, 'yes')
    """
    times = (
        times_declared(series, baseline=baseline, starts=starts, settles_by=settles_by)
        if pre_declared
        else times_seen(series, baseline=baseline, since=starts)
    )
    common = _common(times, predicted and pre_declared)
    reason = obstacle(times, period=period, definition_changes=definition_changes)
    if reason:
        return Change(f"Cannot say: {reason}", "", SCALES[shape], **common)
    found = evidence(times, shape)
    run = _run(times, found, run_since)
    firm = found.very_clear or (pre_declared and found.clear and run is not None and run.points >= LONG_RUN)
    lasted = _lasted(found, common["points_after"], firm=firm, pre_declared=pre_declared)
    reading = _reading(found, lasted, firm=firm, predicted=common["predicted"], pre_declared=pre_declared)
    real = reading.startswith("A real")
    scale = 1 if SCALES[shape] == "ratio" else multiply
    return Change(
        reading=reading,
        effect=_effect(found, improvement) if real else "",
        scale=SCALES[shape],
        before=found.shown.before * multiply,
        after=found.shown.after * multiply,
        change=found.shown.size * scale,
        low=found.shown.low * scale,
        high=found.shown.high * scale,
        change_early=found.early * scale,
        lasted=lasted,
        sustained=real and lasted == "yes",
        since=common["after_start"] if real else None,
        run_since=run.since if run else None,
        late=found.late * multiply,
        late_points=found.late_points,
        model=found.shown.model,
        dispersion=found.shown.noise.dispersion,
        widened=found.shown.noise.likeness > 1,
        season=season(times, period=period, regular=shape != "time"),
        **common,
    )


def _common(times: Times, predicted: bool) -> dict[str, Any]:
    before, after = (each.dropna(subset="value") for each in (times.before, times.after))
    return {
        "points_before": len(before),
        "points_after": len(after),
        "before_start": before["period_start"].iloc[0] if len(before) else None,
        "before_end": before["period_start"].iloc[-1] if len(before) else None,
        "after_start": after["period_start"].iloc[0] if len(after) else None,
        "after_end": after["period_start"].iloc[-1] if len(after) else None,
        "starts": times.starts,
        "pre_declared": times.pre_declared,
        "predicted": predicted,
    }


def _lasted(found: Evidence, points: int, *, firm: bool, pre_declared: bool) -> Lasted:
    if not found.clear:
        return ""
    if points < SHIFT + (0 if pre_declared else 1):
        return "too early"
    if not found.kept:
        return "no"
    return "yes" if firm else "not sure"


def _reading(found: Evidence, lasted: Lasted, *, firm: bool, predicted: bool, pre_declared: bool) -> str:
    noun = "rise" if found.shown.after > found.shown.before else "fall"
    if not found.clear or (not pre_declared and not firm):
        return "No clear change"
    if lasted == "no":
        return f"A {noun} that has not held"
    return f"A real {noun}" if predicted or firm else f"Perhaps a {noun}"


def _effect(found: Evidence, improvement: Direction) -> Effect:
    if improvement == "neutral":
        return "neutral"
    better = (found.shown.after > found.shown.before) == (improvement == "increase")
    return "improvement" if better else "concern"


@dataclass(frozen=True, slots=True)
class _Run:
    since: pd.Timestamp
    points: int


def _run(times: Times, found: Evidence, since: date | None) -> _Run | None:
    """Count the chart's run, if it lies on the side of the change; if not, the chart alone tells of it."""
    if since is None or pd.isna(since):
        return None
    began = pd.Timestamp(since)
    run = times.rows.loc[times.rows["period_start"] >= began, "value"].dropna()
    if not len(run) or (run.mean() - found.shown.before) * (found.shown.after - found.shown.before) <= 0:
        return None
    return _Run(began, len(run))
