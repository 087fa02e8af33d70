"""All that a drawing shows, decided once: the SVG and the plotly figure draw the same scene and cannot disagree."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from qmf.charts.drawing import Drawing, Flag
from qmf.charts.ends import End, ends, written
from qmf.charts.limits import phase_words, trial_note
from qmf.charts.reading import Reading, known, read
from qmf.charts.steps import Step, level_lines
from qmf.charts.ticks import Scale, y_scale
from qmf.charts.tokens import MARKS
from qmf.spc import PROFILES
from qmf.spc.periods import say_x

__all__ = ["Scene", "on_one_scale", "scene"]


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn, in the chart's own units.

    Parameters
    ----------
    drawing
        What was asked for.
    reading
        The chart's points.
    first, last
        Ends of the x axis, as places.
    scale
        The y axis.
    centre, lower, upper, band
        Level lines.
    targets
        Level lines of each target.
    proposed
        Centre lines of the time before and after a proposed new phase; empty where none is proposed.
    ends
        Labels of the right edge.
    flags
        Flags that lie on the axis, with their places, in order.
    baseline
        First and last point that the latest limits were set from, or None.
    notes
        Sentences under the axis.
    """

    drawing: Drawing
    reading: Reading
    first: float
    last: float
    scale: Scale
    centre: list[list[Step[float]]]
    lower: list[list[Step[float]]]
    upper: list[list[Step[float]]]
    targets: list[list[list[Step[float]]]]
    band: list[list[Step[tuple[float, float]]]]
    proposed: list[list[Step[float]]]
    ends: list[End]
    flags: list[tuple[float, Flag]]
    baseline: tuple[int, int] | None
    notes: list[str]

    def says(self, point: int) -> str:
        """Say what one point is, in plain words.

        Parameters
        ----------
        point
            Number of the point, from 0.

        Returns
        -------
        str
            For example "March 2026: 6.3, improvement".
        """
        reading, value = self.reading, self.reading.values[point]
        when = say_x(reading.xs[point], reading.axis.period)
        number = "no value" if value is None else written(self.drawing.label, value)
        return f"{when[:1].upper()}{when[1:]}: {number}, {MARKS[reading.kinds[point]].words.lower()}"


def scene(drawing: Drawing) -> Scene:
    """Decide what a drawing shows.

    Parameters
    ----------
    drawing
        What was asked for.

    Returns
    -------
    Scene
        What is drawn.

    Raises
    ------
    ChartError
        If a flag or an end of the axis does not fit the x axis.
    """
    reading = read(drawing.chart, percent=drawing.label.percent)
    fits, starts = reading.bounds, frozenset(reading.starts)
    pairs = list(zip(reading.lower, reading.upper, strict=True))
    band = [None if low is None or high is None else (fits.clip(low), fits.clip(high)) for low, high in pairs]
    first, last = _axis_ends(drawing, reading)
    return Scene(
        drawing=drawing,
        reading=reading,
        first=first,
        last=last,
        scale=_scale([reading], percent=drawing.label.percent, more=_levels(drawing)),
        centre=level_lines(reading.centre, starts),
        lower=level_lines([v if v is None or fits.clip(v) == v else None for v in reading.lower], starts),
        upper=level_lines([v if v is None or fits.clip(v) == v else None for v in reading.upper], starts),
        targets=[level_lines(goal.values) for goal in reading.goals],
        band=level_lines(band, starts),
        proposed=_proposed(drawing, reading),
        ends=ends(drawing, reading),
        flags=_flags(drawing, reading, first, last),
        baseline=reading.baseline,
        notes=_notes(drawing, reading),
    )


def _proposed(drawing: Drawing, reading: Reading) -> list[list[Step[float]]]:
    """Lay the two proposed centre lines over the latest phase."""
    if drawing.proposal is None:
        return []
    begin, last = (reading.starts[-1] if reading.starts else 0), len(reading.places) - 1
    at = reading.axis.place(drawing.proposal.start)
    start = next(k for k, place in enumerate(reading.places) if place >= at)
    before, after = drawing.proposal.before, drawing.proposal.after
    return [[Step(begin, start - 1, before)], [Step(start, last, after)]]


def _axis_ends(drawing: Drawing, reading: Reading) -> tuple[float, float]:
    first, last = reading.places[0], reading.span[-1]
    if drawing.x_from is not None:
        first = min(first, reading.axis.place(drawing.x_from))
    if drawing.x_to is not None:
        last = max(last, reading.axis.place(drawing.x_to))
    return first, last


def on_one_scale(scenes: Sequence[Scene]) -> list[Scene]:
    """Give scenes the one y axis that holds all of them.

    Parameters
    ----------
    scenes
        One or more, of one measure.

    Returns
    -------
    list of Scene
        The same, with the same `scale`.
    """
    percent = any(scene.drawing.label.percent for scene in scenes)
    more = [level for scene in scenes for level in _levels(scene.drawing)]
    scale = _scale([scene.reading for scene in scenes], percent=percent, more=more)
    return [replace(scene, scale=scale) for scene in scenes]


def _levels(drawing: Drawing) -> list[float]:
    return [] if drawing.proposal is None else [drawing.proposal.before, drawing.proposal.after]


def _scale(readings: Sequence[Reading], *, percent: bool, more: Sequence[float] = ()) -> Scale:
    values = [value for reading in readings for value in known(reading.values)]
    shown = [value for reading in readings for value in _shown(reading)]
    shown = [*shown, *more] or [0.0, 1.0]
    whole = bool(values) and all(v == int(v) for v in values) and max(shown) < 1e9
    floors = [reading.bounds.floor for reading in readings]
    floor = None if None in floors else 0.0
    return y_scale(min(shown), max(shown), floor=floor, percent=percent, whole=whole)


def _shown(reading: Reading) -> list[float]:
    """Give all that the y axis must hold: values, lines, and the limits as far as the measure can go."""
    limits = [reading.bounds.clip(v) for v in (*known(reading.lower), *known(reading.upper))]
    aims = [value for goal in reading.goals for value in known(goal.values)]
    return [*known(reading.values), *limits, *known(reading.centre), *aims]


def _flags(drawing: Drawing, reading: Reading, first: float, last: float) -> list[tuple[float, Flag]]:
    """Place flags, each at the point whose period holds it; a phase that has none gets one of its own."""
    starts = {reading.places[k]: reading.edge(k) for k in reading.starts}
    flags = list(drawing.flags)
    if drawing.proposal is not None:
        flags.append(
            Flag(
                drawing.proposal.start, "P", f"Proposed {phase_words(drawing.chart.kind).lower()}", "question"
            )
        )
    told = {_snapped(reading, flag.at) for flag in flags if flag.kind == "phase"}
    flags += [
        Flag(reading.xs[k], "", phase_words(drawing.chart.kind), "phase")
        for k in reading.starts
        if reading.places[k] not in told
    ]
    placed = [(_snapped(reading, flag.at), flag) for flag in flags]
    placed = [(starts.get(at, at) if flag.kind == "phase" else at, flag) for at, flag in placed]
    return sorted((pair for pair in placed if first <= pair[0] <= last), key=lambda pair: pair[0])


def _snapped(reading: Reading, at: Any) -> float:
    place = reading.axis.place(at)
    k = bisect_right(reading.places, place) - 1
    held = k >= 0 and place - reading.places[k] < reading.axis.step
    return reading.places[k] if held else place


def _notes(drawing: Drawing, reading: Reading) -> list[str]:
    if not known(reading.values):
        return ["There are no values to show"]
    if not reading.trial:
        return []
    profile, phase = PROFILES[drawing.chart.rules], drawing.chart.phases.iloc[-1]
    counted = int(phase["useful" if profile.useful_only else "points"])
    kind, phases = drawing.chart.kind, len(reading.starts) + 1
    return [trial_note(profile.shows_from, counted, kind=kind, phases=phases, off_centre=profile.useful_only)]
