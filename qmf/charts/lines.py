"""The lines of a chart as SVG: band, limits, centre line, target and data."""

from __future__ import annotations

from collections.abc import Sequence

from qmf.charts.frame import INSET, Frame
from qmf.charts.markup import line, marker, marker_group, num, path
from qmf.charts.scene import Scene
from qmf.charts.steps import Step
from qmf.charts.tokens import (
    BAND,
    BLUE,
    DASH_LIMIT,
    DASH_PROPOSAL,
    DASH_TARGETS,
    INK,
    INK_2,
    MARKS,
    SIGNALS,
    TARGET,
)

__all__ = ["data", "levels", "right_edge"]


def levels(scene: Scene, frame: Frame) -> str:
    """Draw band, limits, centre line and targets.

    Parameters
    ----------
    scene, frame
        What is drawn, and where.

    Returns
    -------
    str
        SVG elements, those behind first.
    """
    band = "".join(_band(steps, scene, frame) for steps in scene.band)
    limits = "".join(_level(steps, scene, frame) for steps in (*scene.upper, *scene.lower))
    centre = "".join(_level(steps, scene, frame) for steps in scene.centre)
    out = path(band, fill=BAND, more=' fill-opacity="0.75"') if band else ""
    out += path(limits, stroke=INK_2, width=1.5, dash=DASH_LIMIT) if limits else ""
    out += path(centre, stroke=INK, width=1.75) if centre else ""
    if scene.proposed:
        d = "".join(_level(steps, scene, frame) for steps in scene.proposed)
        out += path(d, stroke=BLUE, width=2.5, dash=DASH_PROPOSAL, more=' stroke-linecap="round"')
    for lines, dash in zip(scene.targets, DASH_TARGETS, strict=False):
        target = "".join(_level(steps, scene, frame) for steps in lines)
        out += path(target, stroke=TARGET, width=2, dash=dash) if target else ""
    return out


def right_edge(point: int, scene: Scene, frame: Frame) -> float:
    """Find where the level line of a point ends on the page: at the edge, where the axis ends there.

    Parameters
    ----------
    point
        The last point of the line.
    scene, frame
        What is drawn, and where.

    Returns
    -------
    float
        The pixel.
    """
    places = scene.reading.span
    if point == len(places) - 1 and frame.right - frame.x(places[-1]) <= INSET + 0.01:
        return frame.right
    return frame.level(scene.reading.edge(point + 1))


def _start(point: int, scene: Scene, frame: Frame) -> float:
    x = frame.x(scene.reading.span[point])
    return (
        frame.left
        if point == 0 and x - frame.left <= INSET + 0.01
        else frame.level(scene.reading.edge(point))
    )


def _level(steps: Sequence[Step[float]], scene: Scene, frame: Frame) -> str:
    d = f"M{num(_start(steps[0].first, scene, frame))} {num(frame.y(steps[0].value))}"
    for k, step in enumerate(steps):
        d += f"V{num(frame.y(step.value))}" if k else ""
        d += f"H{num(right_edge(step.last, scene, frame))}"
    return d


def _band(steps: Sequence[Step[tuple[float, float]]], scene: Scene, frame: Frame) -> str:
    start = num(_start(steps[0].first, scene, frame))
    d = f"M{start} {num(frame.y(steps[0].value[1]))}"
    for k, step in enumerate(steps):
        d += f"V{num(frame.y(step.value[1]))}" if k else ""
        d += f"H{num(right_edge(step.last, scene, frame))}"
    for k, step in enumerate(reversed(steps)):
        d += f"V{num(frame.y(step.value[0]))}"
        d += f"H{num(_start(step.first, scene, frame))}" if k < len(steps) - 1 else f"H{start}"
    return d + "Z"


def data(scene: Scene, frame: Frame) -> str:
    """Draw the data line, broken where a value is missing, and the markers, signals over the rest.

    Parameters
    ----------
    scene, frame
        What is drawn, and where.

    Returns
    -------
    str
        SVG elements.
    """
    reading, size = scene.reading, frame.size
    at = [
        None if value is None else (frame.x(place), frame.y(value))
        for place, value in zip(reading.places, reading.values, strict=True)
    ]
    joined = "".join(line([p for k in part if (p := at[k]) is not None]) for part in reading.parts)
    drawn = (
        path(joined, stroke=INK_2, width=size.data_line, more=' stroke-linejoin="round"') if joined else ""
    )
    scale = size.scale(len(at))
    for kind in (*(kind for kind in MARKS if kind not in SIGNALS), *SIGNALS):
        markers = [
            marker(kind, *p, scale, title=scene.says(k))
            for k, p in enumerate(at)
            if p is not None and reading.kinds[k] == kind
        ]
        drawn += marker_group(kind, markers, size.outline) if markers else ""
    return drawn
