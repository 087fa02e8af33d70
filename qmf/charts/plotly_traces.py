"""The traces of the plotly figure: lines and markers of the same scene that the SVG draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import plotly.graph_objects as go

from qmf.charts.scene import Scene
from qmf.charts.steps import Step
from qmf.charts.tokens import BLUE, DASH_TARGETS, INK, INK_2, MARKS, SIGNALS, TARGET, WIDE

__all__ = ["LARGER", "edges", "shown_x", "traces"]

LARGER = {"diamond": 1.3, "triangle": 1.12}  # than their size says, as plotly draws them
_LIMIT = "7px,5px"


def shown_x(scene: Scene, place: float) -> str | float:
    """Give an x value as plotly takes it.

    Parameters
    ----------
    scene
        What is drawn.
    place
        A place on the x axis.

    Returns
    -------
    str or float
        A date as ISO 8601 (with the time where it is not midnight), or a number.
    """
    at = scene.reading.axis.at(place)
    if not isinstance(at, datetime):
        return at
    return at.date().isoformat() if at == datetime(at.year, at.month, at.day) else at.isoformat()


def traces(scene: Scene, left: float, right: float) -> list[go.Scatter]:
    """Draw everything that has values, back to front.

    Parameters
    ----------
    scene
        What is drawn.
    left, right
        Ends of the plotting area, as places.

    Returns
    -------
    list of plotly Scatter
        Each with a fixed uid and a name.
    """
    at = edges(scene, left, right)
    found = []
    dots: tuple[tuple[str, list[list[Step[float]]], str, float, str], ...] = ()
    if scene.proposed:
        dots = (("Proposed centre line", scene.proposed, BLUE, 2.5, "2px,4px"),)
    for name, lines, colour, width, dash in (
        ("Upper limit", scene.upper, INK_2, 1.5, _LIMIT),
        ("Lower limit", scene.lower, INK_2, 1.5, _LIMIT),
        ("Centre line", scene.centre, INK, 1.75, "solid"),
        *dots,
        *_targets(scene),
    ):
        if lines:
            found.append(_level(name, lines, at, color=colour, width=width, dash=dash))
    return [*found, _data_line(scene), *_markers(scene)]


def edges(scene: Scene, left: float, right: float) -> list[str | float]:
    """Find where level lines start, step and end: before each point, and after the last.

    Parameters
    ----------
    scene
        What is drawn.
    left, right
        Ends of the plotting area, as places.

    Returns
    -------
    list of str or float
        One x value more than there are points.
    """
    reading = scene.reading
    places = [min(max(reading.edge(k), left), right) for k in range(len(reading.span) + 1)]
    places[0] = left if reading.span[0] == scene.first else places[0]
    places[-1] = right if reading.span[-1] == scene.last else places[-1]
    return [shown_x(scene, place) for place in places]


def _targets(scene: Scene) -> Iterator[tuple[str, list[list[Step[float]]], str, float, str]]:
    for goal, lines, dash in zip(scene.reading.goals, scene.targets, DASH_TARGETS, strict=False):
        name = f"{goal.name} target".strip()
        yield f"{name[:1].upper()}{name[1:]}", lines, TARGET, 2, ",".join(f"{px}px" for px in dash.split())


def _level(
    name: str, lines: Sequence[Sequence[Step[float]]], at: Sequence[str | float], **line: Any
) -> go.Scatter:
    xs: list[Any] = []
    ys: list[float | None] = []
    for steps in lines:
        if xs:
            xs.append(None)
            ys.append(None)
        for step in steps:
            xs += [at[step.first], at[step.last + 1]]
            ys += [step.value, step.value]
    return _scatter(name, xs, ys, line=line)


def _data_line(scene: Scene) -> go.Scatter:
    xs: list[Any] = []
    ys: list[float | None] = []
    for part in scene.reading.parts:
        if xs:
            xs.append(None)
            ys.append(None)
        xs += [shown_x(scene, scene.reading.places[k]) for k in part]
        ys += [scene.reading.values[k] for k in part]
    return _scatter("Values", xs, ys, line={"color": INK_2, "width": 1.5, "dash": "solid"}, connectgaps=False)


def _markers(scene: Scene) -> Iterator[go.Scatter]:
    """One trace a meaning, signals last; each point says what it is when it is pointed at."""
    reading = scene.reading
    for kind in (*(kind for kind in MARKS if kind not in SIGNALS), *SIGNALS):
        which = [k for k, v in enumerate(reading.values) if v is not None and reading.kinds[k] == kind]
        if not which:
            continue
        mark = MARKS[kind]
        size = 2 * mark.reach / LARGER.get(mark.shape, 1.0) * WIDE.scale(len(reading.values))
        yield go.Scatter(
            uid=f"qmf-{kind}",
            name=mark.words,
            x=[shown_x(scene, reading.places[k]) for k in which],
            y=[reading.values[k] for k in which],
            mode="markers",
            marker={
                "symbol": mark.symbol,
                "size": round(size, 1),
                "color": mark.line if mark.symbol.endswith("-open") else mark.fill,
                "opacity": 1,
                "line": {"color": mark.line, "width": 1.6},
            },
            text=[scene.says(k) for k in which],
            hovertemplate="%{text}<extra></extra>",
            cliponaxis=False,
        )


def _scatter(name: str, x: list[Any], y: list[float | None], **more: Any) -> go.Scatter:
    uid = "qmf-" + name.lower().replace(" ", "-")
    return go.Scatter(uid=uid, name=name, x=x, y=y, mode="lines", hoverinfo="skip", cliponaxis=False, **more)
