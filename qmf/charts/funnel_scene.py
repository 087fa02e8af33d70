"""All that a funnel's drawing shows, decided once: the SVG and the plotly figure draw the same scene."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qmf.charts.ends import written
from qmf.charts.lettering import text_width
from qmf.charts.ticks import Scale, y_scale
from qmf.charts.tokens import DASH_LIMIT

if TYPE_CHECKING:
    from qmf.spc import FunnelChart, Label

__all__ = ["LINES", "FunnelDrawing", "FunnelScene", "Named", "funnel_scene", "line_words", "named"]

LINES = {"998": ("99.8%", DASH_LIMIT, 1.5), "95": ("95%", "2 4", 1.5)}
"""Each pair of limits: its name, dash and width."""
_STEPS = 160


@dataclass(frozen=True, slots=True)
class FunnelDrawing:
    """A funnel chart with the words that go with it.

    Parameters
    ----------
    chart
        The chart; it has one unit or more.
    label
        How the measure is called and its values are written.
    title
        The message, as a sentence.
    subtitle
        Measure and unit.
    description
        What the chart says, for those who do not see it.

    Examples
    --------
    >>> import pandas as pd
    >>> from qmf.spc import Label, funnel_chart
    >>> wards = pd.DataFrame({"ward": ["Heron", "Kestrel"], "falls": [12, 30], "days": [2000, 2100]})
    >>> chart = funnel_chart(wards, unit="ward", y="falls", n="days", kind="u")
    >>> drawing = FunnelDrawing(chart, Label("Falls"), "No ward stands out")
    >>> drawing.title
    'No ward stands out'
    """

    chart: FunnelChart
    label: Label
    title: str
    subtitle: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class FunnelScene:
    """What is drawn, in the chart's own units.

    Parameters
    ----------
    names, sizes, values, kinds
        Each unit: its name, denominator, value, and meaning (a key of `tokens.MARKS`).
    far, near
        Which units lie outside 99.8 %, and which outside 95 % alone.
    along
        Sizes at which the limits are drawn.
    limits
        By column of the points: the limit at each of these sizes, kept on the y axis.
    centre
        The centre line.
    x, y
        The axes.
    """

    names: list[str]
    sizes: list[float]
    values: list[float]
    kinds: list[str]
    far: list[bool]
    near: list[bool]
    along: list[float]
    limits: dict[str, list[float]]
    centre: float
    x: Scale
    y: Scale


@dataclass(frozen=True, slots=True)
class Named:
    """A unit's name on the drawing: which unit, its left end and its base line, in pixels."""

    unit: int
    words: str
    x: float
    y: float
    bold: bool


def funnel_scene(drawing: FunnelDrawing) -> FunnelScene:
    """Decide what a funnel's drawing shows.

    Parameters
    ----------
    drawing
        The chart and its words.
    """
    points, whole = drawing.chart.points, drawing.chart.kind == "p"
    least, most = float(points["n"].min()), float(points["n"].max())
    x = y_scale(least, most, floor=0.0, percent=False, whole=most < 1e9)
    along = np.geomspace(max(least * 0.9, 1.0) if whole else least * 0.9, x.high, _STEPS)
    along = np.unique(np.round(along)) if whole else along
    shown = points[["lcl_998", "ucl_998", "value", "centre"]].to_numpy()
    y = y_scale(float(shown.min()), float(shown.max()), floor=0.0, percent=drawing.label.percent, whole=False)
    lines = drawing.chart.lines(along)
    ends = [f"{side}_{level}" for level in LINES for side in ("lcl", "ucl")]
    directions = points["direction"].tolist()
    return FunnelScene(
        names=points["unit"].astype(str).tolist(),
        sizes=points["n"].tolist(),
        values=points["value"].tolist(),
        kinds=[d.partition("_")[0] if isinstance(d, str) else "common" for d in directions],
        far=points["outside_998"].tolist(),
        near=(points["outside_95"] & ~points["outside_998"]).tolist(),
        along=along.tolist(),
        limits={name: lines[name].clip(y.low, y.high).tolist() for name in ends},
        centre=drawing.chart.centre,
        x=x,
        y=y,
    )


def named(
    scene: FunnelScene, at: list[tuple[float, float]], size: float, room: tuple[float, float, float, float]
) -> list[Named]:
    """Place the names of the units outside, those outside 99.8 % first; one that would lie over another is left out.

    Parameters
    ----------
    scene
        What is drawn.
    at
        Pixel of each unit.
    size
        Font size.
    room
        Left, right, top and bottom of the plotting area.
    """
    left, right, top, bottom = room
    taken = [(x - 6, x + 6, y - 6, y + 6) for x, y in at]
    found: list[Named] = []
    order = [k for k in range(len(at)) if scene.far[k]] + [k for k in range(len(at)) if scene.near[k]]
    for k in order:
        words, bold = scene.names[k], scene.far[k]
        wide, (x, y) = text_width(words, size, bold=bold), at[k]
        for a, b in (
            (x + 9, y + 4.5),
            (x - 9 - wide, y + 4.5),
            (x - wide / 2, y - 10),
            (x - wide / 2, y + 20),
        ):
            box = (a, a + wide, b - size * 0.8, b + size * 0.2)
            inside = left <= box[0] and box[1] <= right and top <= box[2] and box[3] <= bottom
            if inside and not any(_meet(box, other) for i, other in enumerate(taken) if i != k):
                taken.append(box)
                found.append(Named(k, words, a, b, bold))
                break
    return found


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def line_words(drawing: FunnelDrawing) -> str:
    """Name the centre line: "Average 50%", or "Given centre 50%"."""
    name = "Given centre" if drawing.chart.given else "Average"
    return f"{name} {written(drawing.label, drawing.chart.centre)}"
