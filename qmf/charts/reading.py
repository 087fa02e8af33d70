"""A control chart of one series, read out of its tables once into plain lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from qmf.charts.limits import Bounds, bounds
from qmf.charts.timeline import Timeline, timeline
from qmf.spc.targets import column_of

if TYPE_CHECKING:
    from qmf.spc import ControlChart

__all__ = ["Goal", "Reading", "read"]

_JOINED = 1.5  # periods between two points that the data line still joins


@dataclass(frozen=True, slots=True)
class Goal:
    """One target: its name (empty where it has none), and its value at each point and after the last."""

    name: str
    values: list[float | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a chart holds, one entry a point.

    Parameters
    ----------
    axis
        The x axis.
    xs, places
        x of each point, and its place on the axis.
    values
        What is drawn; None where it is missing.
    kinds
        Meaning of each point: a key of `tokens.MARKS`.
    centre, lower, upper
        Lines; None where there is none, or a phase is too short to show limits.
    goals
        The targets: one entry a point, then one a period of their trajectory after the last point.
    ahead_xs, ahead
        x of those periods, and their places.
    starts
        Points at which a new phase starts.
    parts
        The data line, as runs of points that it joins: a gap stays a gap.
    bounds
        What the measure cannot go under and over.
    baseline
        First and last point that the latest phase's limits were set from; None where that is all of it.
    trial
        Whether the latest phase has too few points to show limits and a verdict.
    """

    axis: Timeline
    xs: list[Any]
    places: list[float]
    values: list[float | None]
    kinds: list[str]
    centre: list[float | None]
    lower: list[float | None]
    upper: list[float | None]
    goals: list[Goal]
    ahead_xs: list[Any]
    ahead: list[float]
    starts: list[int]
    parts: list[list[int]]
    bounds: Bounds
    baseline: tuple[int, int] | None
    trial: bool

    @property
    def span(self) -> list[float]:
        """Places of the points, and of the periods after them for which there is a target."""
        return [*self.places, *self.ahead]

    @property
    def target(self) -> list[float | None]:
        """The first target at each point."""
        return self.goals[0].values[: len(self.places)] if self.goals else [None] * len(self.places)

    @property
    def latest(self) -> int | None:
        """The last point that has a value, or None."""
        return next((k for k in range(len(self.values) - 1, -1, -1) if self.values[k] is not None), None)

    def edge(self, point: int) -> float:
        """Place half way between a point and the one before: where a level line starts or steps.

        Parameters
        ----------
        point
            Number of the point, from 0 to how many there are, those ahead included.

        Returns
        -------
        float
            The place; outside the first and the last point, as far off as their neighbours are.
        """
        places, count = self.span, len(self.span)
        if count == 1:
            return places[0] + point - 0.5
        if point == 0:
            return places[0] - (places[1] - places[0]) / 2
        if point == count:
            return places[-1] + (places[-1] - places[-2]) / 2
        return (places[point - 1] + places[point]) / 2


def read(chart: ControlChart, *, percent: bool) -> Reading:
    """Read a chart of one series.

    Parameters
    ----------
    chart
        The chart.
    percent
        Whether its values are per cent.

    Returns
    -------
    Reading
        Its points.
    """
    points = chart.points
    xs = points["x"].tolist()
    axis = timeline(xs, chart.period)
    places = [axis.place(x) for x in xs]
    values, centre = (_floats(points[column]) for column in ("value", "centre"))
    ahead_xs = chart.ahead["x"].tolist()
    goals = [
        Goal(name, _floats(points[column_of(k, name)]) + _floats(chart.ahead[column_of(k, name)]))
        for k, name in enumerate(chart.targets)
    ]
    phase = [int(p) for p in points["phase"].tolist()]
    settled = [bool(phase) for phase in chart.phases["settled"].tolist()]
    lower, upper = (
        [v if settled[p - 1] else None for v, p in zip(_floats(points[column]), phase, strict=True)]
        for column in ("lcl", "ucl")
    )
    aims = [value for goal in goals for value in known(goal.values)]
    return Reading(
        axis=axis,
        xs=xs,
        places=places,
        values=values,
        kinds=_kinds(points),
        centre=centre,
        lower=lower,
        upper=upper,
        goals=goals,
        ahead_xs=ahead_xs,
        ahead=[axis.place(x) for x in ahead_xs],
        starts=[k for k in range(1, len(phase)) if phase[k] != phase[k - 1]],
        parts=_parts(values, places, axis.step),
        bounds=bounds([*known(values), *known(centre), *aims], percent=percent),
        baseline=_baseline(phase, chart.baseline),
        trial=not settled[-1],
    )


def known(values: Iterable[float | None]) -> list[float]:
    """Leave out what is missing.

    Parameters
    ----------
    values
        Numbers and None.

    Returns
    -------
    list of float
        The numbers.
    """
    return [value for value in values if value is not None]


def _floats(column: pd.Series[Any]) -> list[float | None]:
    return [None if value is None or value != value else float(value) for value in column.tolist()]


def _kinds(points: pd.DataFrame) -> list[str]:
    """Excluded before all else, then the direction without its height; what has none is common cause."""
    directions, excluded = points["direction"].tolist(), points["excluded"].tolist()
    return [
        "excluded" if out else direction.split("_")[0] if isinstance(direction, str) else "common"
        for direction, out in zip(directions, excluded, strict=True)
    ]


def _baseline(phase: Sequence[int], size: int | None) -> tuple[int, int] | None:
    own = phase.count(phase[-1])
    if size is None or size >= own:
        return None
    return len(phase) - own, len(phase) - own + size - 1


def _parts(values: Sequence[float | None], places: Sequence[float], step: float) -> list[list[int]]:
    parts: list[list[int]] = []
    before = None
    for k, value in enumerate(values):
        if value is None:
            before = None
            continue
        if before is None or (step and places[k] - places[before] > _JOINED * step):
            parts.append([])
        parts[-1].append(k)
        before = k
    return parts
