"""The facts that a chart's sentences are made of, taken from its three tables and from nothing else."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .periods import expected_between, say_end, say_start, say_when, say_x
from .profiles import PROFILES
from .segments import Floats
from .targets import column_of

if TYPE_CHECKING:
    from .chart import ControlChart

__all__ = ["Facts", "Goal", "Sign", "facts_of", "middle_of", "reach_of"]

RECENT = 12


@dataclass(frozen=True, slots=True)
class Sign:
    """A rule that the latest point breaks.

    Attributes
    ----------
    rule
        Its column.
    high
        Whether it goes upwards.
    better
        True improvement, False concern, None neutral.
    points
        How many points it spans, up to the latest.
    since
        The date of the first of them, said.
    """

    rule: str
    high: bool
    better: bool | None
    points: int
    since: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A target of the series.

    Attributes
    ----------
    name
        What it is called; empty where it is the only one and has no name.
    value
        At the latest point; NaN where it has none there.
    assurance
        The verdict of the summary ("" where missing).
    kept
        Whether every point of the phase met the target (True), none did (False), or neither (None).
    ahead, ahead_when
        The last of its trajectory after the latest point, and that period; NaN where it has none.
    """

    name: str
    value: float
    assurance: str
    kept: bool | None
    ahead: float
    ahead_when: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about one series.

    Attributes
    ----------
    when, date, value, centre, lcl, ucl
        The latest point ("in March 2026", "March 2026"); numbers are NaN where missing. Limits are cut back to what
        the measure has shown it cannot pass: 0 where no value is under it, 100 % where none is over.
    variation
        The verdict of the summary.
    goals
        The targets, the first first; none where better is neither up nor down.
    signs
        Rules that the latest point breaks, the one shown first.
    last_known, last_known_when
        The last point with a value.
    missing, of
        How many of the last so many periods have no value.
    points, signals
        Points with a value, and how many of them are signals.
    phase_points, settled, needed
        Points of the latest phase, whether they are enough to show limits, and how many that takes.
    phase_start
        When the latest phase began, where it is not the first.
    excluded
        Whether the latest point is left out.
    baseline_points, baseline_end, baseline_start
        How many points set the limits, from when and until when, where there is a baseline.
    runs
        How the latest phase's runs differ from chance, under rules that look at them.
    first_when, last_when
        When the series begins, and when it ends.
    of_points
        What the points that a verdict needs are, where not all count: "points off the median"; else empty.
    """

    when: str
    date: str
    value: float
    centre: float
    lcl: float
    ucl: float
    variation: str
    goals: tuple[Goal, ...]
    signs: tuple[Sign, ...]
    last_known: float
    last_known_when: str
    missing: int
    of: int
    points: int
    signals: int
    phase_points: int
    settled: bool
    needed: int
    phase_start: str
    excluded: bool
    baseline_points: int
    baseline_start: str
    baseline_end: str
    runs: tuple[str, ...]
    first_when: str
    last_when: str
    of_points: str

    @property
    def cannot_say(self) -> bool:
        """Whether a third of the recent periods or more are missing (4 of 12)."""
        return self.of > 0 and 3 * self.missing >= self.of

    @property
    def unstable(self) -> bool:
        """Whether the process has a special cause now, or is so full of them that its limits describe no part of it."""
        return self.variation != "common cause" or self.crowded or bool(self.runs)

    @property
    def crowded(self) -> bool:
        """Whether more than half the points are signals."""
        return 2 * self.signals > self.points


def middle_of(kind: str, *, given: bool = False) -> str:
    """Name the centre line of a kind of chart in a sentence; `given`: it was set by a person, not computed."""
    if given:
        return "given centre"
    return {"run": "median", "g": "median", "t": "centre line"}.get(kind, "average")


def reach_of(points: pd.DataFrame, *, percent: bool) -> tuple[float, float]:
    """Give what a measure has shown that it cannot pass: 0 where no value is under it, 100 % where none is over.

    Limits are said and tabled within it; `points` keeps them as they were computed.

    >>> reach_of(pd.DataFrame({"value": [3.0, 8.5]}), percent=True)
    (0.0, 100.0)
    """
    values = points["value"]
    floor = -math.inf if (values < 0).any() else 0.0
    return floor, 100.0 if percent and not (values > 100).any() else math.inf


def facts_of(chart: ControlChart, *, percent: bool = False) -> Facts:
    """Gather the facts of a chart of one series that has at least one point; once, however often they are asked for."""
    asked = chart.kind, chart.rules, chart.improvement, chart.period, chart.baseline, percent
    known = chart.tables.facts.get(asked)
    if isinstance(known, Facts):
        return known
    facts = _gathered(chart, percent)
    chart.tables.facts[asked] = facts
    return facts


def _gathered(chart: ControlChart, percent: bool) -> Facts:
    points, summary, phase = chart.points, chart.summary.iloc[0], chart.phases.iloc[-1]
    latest = points.iloc[-1]
    known = points[points["value"].notna() & ~points["excluded"]]
    last = known.iloc[-1] if len(known) else latest
    missing, of = _recent(points, chart.period)
    own = points[points["phase"] == latest["phase"]]
    base = own.iloc[: chart.baseline] if chart.baseline is not None else own.iloc[:0]
    base = base if len(base) < len(own) else own.iloc[:0]
    statistics: tuple[str, ...] = ()
    profile, middle = PROFILES[chart.rules], middle_of(chart.kind, given=chart.given)
    if bool(phase["runs_signal"]) and (profile.chance_run or profile.counts_runs):
        statistics = _runs(phase, middle, counted=profile.counts_runs)

    floor, ceiling = reach_of(points, percent=percent)

    def start(x: object) -> str:
        return say_start(x, chart.period)

    return Facts(
        when=say_when(latest["x"], chart.period),
        date=say_x(latest["x"], chart.period),
        value=float(latest["value"]),
        centre=float(latest["centre"]),
        lcl=float(np.maximum(latest["lcl"], floor)),
        ucl=float(np.minimum(latest["ucl"], ceiling)),
        variation=str(summary["variation"]),
        goals=_goals(chart, own),
        signs=_signs(chart, own),
        last_known=float(last["value"]),
        last_known_when=say_x(last["x"], chart.period),
        missing=missing,
        of=of,
        points=int(summary["points"]),
        signals=int(summary["signals"]),
        phase_points=int(phase["points"]),
        settled=bool(phase["settled"]),
        needed=profile.shows_from,
        phase_start=start(phase["start"]) if int(phase["phase"]) > 1 else "",
        excluded=bool(latest["excluded"]),
        baseline_points=len(base),
        baseline_start=start(base["x"].iloc[0]) if len(base) else "",
        baseline_end=say_end(base["x"].iloc[-1], chart.period) if len(base) else "",
        runs=statistics,
        first_when=start(points["x"].iloc[0]),
        last_when=say_end(latest["x"], chart.period),
        of_points=f" points off the {middle}" if profile.useful_only else "",
    )


def _goals(chart: ControlChart, own: pd.DataFrame) -> tuple[Goal, ...]:
    """Gather the targets, each with its verdict and where it leads."""
    if chart.improvement == "neutral":
        return ()
    row, found = chart.summary.iloc[0], []
    for place, name in enumerate(chart.targets):
        column, verdict = column_of(place, name), row[column_of(place, name, "assurance")]
        to_come = chart.ahead[["x", column]].dropna()
        last = to_come.iloc[-1] if len(to_come) else None
        found.append(
            Goal(
                name,
                float(own[column].iloc[-1]),
                verdict if isinstance(verdict, str) else "",
                _kept(own, column, chart.improvement),
                math.nan if last is None else float(last[column]),
                "" if last is None else say_end(last["x"], chart.period),
            )
        )
    return tuple(found)


def _kept(own: pd.DataFrame, column: str, improvement: str) -> bool | None:
    known = own[own["value"].notna() & own[column].notna() & ~own["excluded"]]
    if known.empty:
        return None
    more = improvement == "increase"
    met = known["value"] >= known[column] if more else known["value"] <= known[column]
    return True if met.all() else None if met.any() else False


def _runs(phase: pd.Series, middle: str, *, counted: bool) -> tuple[str, ...]:
    """Say how the runs of a phase differ from what chance gives."""
    if counted:
        few = int(phase["runs"]) < int(phase["runs_min"])
        end, bound = ("least", "runs_min") if few else ("most", "runs_max")
        return (f"{'only ' if few else ''}{phase['runs']} runs, where chance gives at {end} {phase[bound]}",)
    found = []
    if phase["longest_run"] > phase["longest_run_max"]:
        found.append(
            f"a run of {phase['longest_run']} points on one side, where chance gives up to {phase['longest_run_max']}"
        )
    if phase["crossings"] < phase["crossings_min"]:
        least = phase["crossings_min"]
        found.append(
            f"only {phase['crossings']} crossings of the {middle}, where chance gives at least {least}"
        )
    return tuple(found)


def _recent(points: pd.DataFrame, period: str) -> tuple[int, int]:
    """Count how many of the last twelve periods have no value, whether as an empty row or as none at all."""
    last, first = points["x"].iloc[-1], points["x"].iloc[0]
    span = expected_between(first, last, period)
    if span is None:
        tail = points.tail(RECENT)
        return int(tail["value"].isna().sum()), len(tail)
    of = min(RECENT, span)
    here = points["value"].notna() & points["x"].map(lambda x: (expected_between(x, last, period) or 1) <= of)
    return max(of - int(here.sum()), 0), of


def _signs(chart: ControlChart, own: pd.DataFrame) -> tuple[Sign, ...]:
    """List the rules that the latest point breaks, each with its direction and reach."""
    latest = own.iloc[-1]
    if not isinstance(latest["signal"], str):
        return ()
    rules = [name for name in PROFILES[chart.rules].rules if bool(latest[name])]
    rules.sort(key=lambda name: name != latest["signal"])
    rows = own[~own["excluded"]]
    value, centre, x = rows["value"].to_numpy(), rows["centre"].to_numpy(), rows["x"]
    side = np.sign(value - centre)
    signs = []
    for name in rules:
        high = bool(side[-1] > 0)
        reach = 1
        if name == "trend":
            high, reach = _travel(value, join=PROFILES[chart.rules].joins_ties)
        elif name == "shift":
            since = chart.summary["sustained_since"].iloc[0]
            reach = int((side[(x >= since).to_numpy()] == side[-1]).sum()) if not pd.isna(since) else 1
        elif name == "two_of_three":
            reach = int(rows[name].to_numpy()[-3:].sum())
        first = len(rows) - reach
        if name == "shift" and reach > 1:
            first = int(np.flatnonzero((x == since).to_numpy())[0])
        better = None if chart.improvement == "neutral" else high == (chart.improvement == "increase")
        signs.append(Sign(name, high, better, reach, say_start(x.iloc[first], chart.period)))
    return tuple(signs)


def _travel(value: Floats, *, join: bool) -> tuple[bool, int]:
    """Find direction and points of the steady stretch that ends at the last value; equal neighbours go along."""
    steps = np.sign(np.diff(value))
    moved = steps[steps != 0]
    way = float(moved[-1]) if len(moved) else 0.0
    reach = 1
    for step in steps[::-1]:
        if math.isnan(step) or step == -way or (step == 0 and not join):
            break
        reach += 1
    return way > 0, reach
