"""What lies under the data of the plotly figure: the band, the flags' lines, the bracket of the baseline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qmf.charts.frame import Frame
from qmf.charts.plotly_traces import shown_x
from qmf.charts.scene import Scene
from qmf.charts.tokens import BAND, DARK_BLUE, INK_2

__all__ = ["BRACKET", "shapes"]

BRACKET = 51  # pixels under the axis
_STAFF = {"pdsa": (1.25, "solid", 0.55), "question": (1.25, "3px,4px", 1.0), "phase": (1.5, "2px,3px", 1.0)}


def shapes(scene: Scene, frame: Frame, at: Sequence[str | float]) -> list[dict[str, Any]]:
    """Draw what lies under the data: the band between the limits, and the lines of the flags over it.

    Parameters
    ----------
    scene, frame
        What is drawn, and where.
    at
        x values of the edges between points.

    Returns
    -------
    list of dict
        Layout shapes.
    """
    found: list[dict[str, Any]] = [
        {
            "type": "rect",
            "x0": at[step.first],
            "x1": at[step.last + 1],
            "y0": step.value[0],
            "y1": step.value[1],
            "fillcolor": BAND,
            "opacity": 0.75,
            "line": {"width": 0},
            "layer": "between",
        }
        for steps in scene.band
        for step in steps
    ]
    ends = {"y0": scene.scale.low, "y1": scene.scale.high}
    for place, flag in scene.flags:
        width, dash, opacity = _STAFF[flag.kind]
        colour = INK_2 if flag.kind == "phase" else DARK_BLUE
        line = {"color": colour, "width": width, "dash": dash}
        x = shown_x(scene, place)
        found.append(
            {"type": "line", "x0": x, "x1": x, **ends, "line": line, "opacity": opacity, "layer": "between"}
        )
    return found + _bracket(scene, frame)


def _bracket(scene: Scene, frame: Frame) -> list[dict[str, Any]]:
    if not scene.baseline:
        return []
    first, last = (shown_x(scene, scene.reading.places[k]) for k in scene.baseline)
    high = frame.bottom - frame.top
    low, tip = -BRACKET / high, -(BRACKET - 5) / high
    line = {"color": INK_2, "width": 1.5}
    return [
        {"type": "line", "yref": "paper", "x0": a, "x1": b, "y0": c, "y1": low, "line": line}
        for a, b, c in ((first, last, low), (first, first, tip), (last, last, tip))
    ]
