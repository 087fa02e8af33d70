"""What changed, said plainly: how much with its interval, when, whether it has lasted, and never why."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from qmf.improvement.amounts import interval, level, plain, plain_interval, signed
from qmf.improvement.dates import when
from qmf.improvement.result import Change
from qmf.improvement.times import Period
from qmf.spc import Label

__all__ = ["Said", "say"]


@dataclass(frozen=True, slots=True)
class Said:
    """The texts of one change.

    Parameters
    ----------
    before, after
        The two levels, with their per cent sign where they have one; empty where there is none.
    change, interval
        For a table: "−36%" and "−47% to −22%"; empty where there is none.
    words
        One to five sentences.
    """

    before: str
    after: str
    change: str
    interval: str
    words: str


def say(change: Change, label: Label, *, period: Period = "month") -> Said:
    """Say a change in a table's cells and in sentences.

    Parameters
    ----------
    change
        What was found.
    label
        How the series is called.
    period
        What a point is.

    Returns
    -------
    Said
        The texts. They tell what happened and when, and give no cause.

    Examples
    --------
    >>> months = [pd.Timestamp(day) for day in ("2022-04-01", "2024-09-01", "2025-01-01", "2026-03-01")]
    >>> numbers = (8.8, 5.7, -0.355, -0.47, -0.22, float("nan"), 30, 15)
    >>> fall = Change("A real fall", "improvement", "ratio", *numbers, *months)
    >>> said = say(fall, Label("Physical violence", "incidents per 1,000 bed days"))
    >>> said.change, said.interval
    ('−36%', '−47% to −22%')
    >>> said.words[:50]
    'Physical violence fell by 36% (95% interval 22% to'
    """
    compared = not math.isnan(change.before)
    scale = change.scale
    return Said(
        before=level(change.before, change.after, scale, label) if compared else "",
        after=level(change.after, change.before, scale, label) if compared else "",
        change=signed(change.change, scale, label) if compared else "",
        interval=interval(change.low, change.high, scale, label),
        words=_words(change, label, period),
    )


def _words(change: Change, label: Label, period: Period) -> str:
    if change.reading.startswith("Cannot say"):
        return f"{label.subject}: {change.reading[0].lower()}{change.reading[1:]}."
    if math.isnan(change.before):
        return (
            f"{label.subject}: nothing to compare. No start of a change was written down in advance, "
            f"and no shift still holds at the latest {period}."
        )
    if change.before == change.after == 0:
        return f"{label.subject}: no clear change, none before and none after: {_times(change, period)}."
    sentences = [
        _size(change, label, period),
        _settling(change, period),
        _lasting(change, label, period),
        _looking(change),
        _season(change, period),
        f"Neighbouring {period}s resemble each other, so the interval was widened." if change.widened else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _size(change: Change, label: Label, period: Period) -> str:
    scale, times = change.scale, _times(change, period)
    before, after = (
        level(change.before, change.after, scale, label),
        level(change.after, change.before, scale, label),
    )
    levels = f"from {before} to {f'{after} {label.unit}'.strip()}"
    if change.reading == "No clear change":
        by = f"{signed(change.change, scale, label)}, 95% interval {interval(change.low, change.high, scale, label)}"
        return f"{label.subject}: no clear change, {levels} ({by}): {times}."
    verb = "rose" if change.after > change.before else "fell"
    by = "" if math.isnan(change.change) else f" by {plain(change.change, scale, label)}"
    within = plain_interval(change.low, change.high, scale, label)
    within = f" (95% interval {within})" if within else ""
    return f"{label.subject} {verb}{by}{within}, {levels}: {times}."


def _settling(change: Change, period: Period) -> str:
    starts, after = change.starts, change.after_start
    if (
        change.reading == "No clear change"
        or not change.pre_declared
        or starts is None
        or after is None
        or starts >= after
    ):
        return ""
    return f"The {period}s from {when(starts, period)} until then were set aside in advance as settling in."


def _lasting(change: Change, label: Label, period: Period) -> str:
    if change.reading == "No clear change":
        return ""
    if change.reading.startswith("Perhaps"):
        return "Nobody predicted this change here, and one such comparison in twenty looks like it by chance."
    lately = f"the latest {change.late_points} {period}s average {label.format(change.late)}"
    run = ""
    if change.run_since is not None:
        side = "above" if change.after > change.before else "below"
        run = f", and every {period} since {when(change.run_since, period)} was {side} the average"
    return {
        "yes": f"It has lasted so far: {lately}{run}.",
        "not sure": f"It holds so far ({lately}{run}), though not clearly enough to call it sustained.",
        "too early": f"It is too early to say whether it lasts: {change.points_after} {period}s so far.",
        "no": f"It has not held: {lately}.",
        "": "",
    }[change.lasted]


def _season(change: Change, period: Period) -> str:
    """Say that a season may be part of a change: nothing is adjusted for one."""
    if change.season == "seen":
        return "The time before looks seasonal, and nothing is adjusted for that: compare like months of the year."
    if change.reading == "No clear change" or not change.season:
        return ""
    return f"The time {change.season} is under a year, so a season may be part of this; nothing is adjusted for one."


def _looking(change: Change) -> str:
    if change.pre_declared:
        return ""
    if change.reading == "No clear change" and change.low * change.high > 0:
        return (
            "The date was chosen after looking at the chart, so more was asked for than this interval shows."
        )
    return "The date was chosen after looking at the chart, so read with care."


def _times(change: Change, period: Period) -> str:
    before = _span(change.before_start, change.before_end, period)
    return f"{before} compared with {_span(change.after_start, change.after_end, period)}"


def _span(first: pd.Timestamp | None, last: pd.Timestamp | None, period: Period) -> str:
    if first is None or last is None:
        return "no time"
    ends = last + pd.DateOffset(months=2) if period == "quarter" else last
    return when(first, period) if first == ends else f"{when(first, period)} to {when(ends, period)}"
