"""What stands under the plotly figure's axis: the baseline's words, notes, the shape key, and the two verdicts."""

from __future__ import annotations

import base64
from html import escape
from typing import Any

from qmf.charts.axes import bracket_words
from qmf.charts.frame import Frame
from qmf.charts.icons import icon_picture
from qmf.charts.key import shown_kinds
from qmf.charts.plotly_shapes import BRACKET
from qmf.charts.plotly_traces import shown_x
from qmf.charts.reading import Goal
from qmf.charts.scene import Scene
from qmf.charts.tokens import INK, INK_2, MARKS
from qmf.charts.verdicts import assurance_icon, variation_icon
from qmf.spc.facts import facts_of
from qmf.spc.targets import column_of

__all__ = ["under", "under_height", "verdicts"]

_FIRST = 60  # pixels from the axis to the first line under its months and years
_BRACKET_ROOM, _NOTE_ROOM, _ICON, _ICON_ROOM = 26, 18, 36, 42
_GLYPHS = {"circle": "●", "diamond": "◆", "triangle": "▲", "square": "■", "cross": "⊗"}


def under_height(scene: Scene) -> float:
    """Say how much room there must be under the axis.

    Parameters
    ----------
    scene
        What is drawn.

    Returns
    -------
    float
        Pixels.
    """
    return (
        _FIRST
        + _BRACKET_ROOM * (scene.baseline is not None)
        + _NOTE_ROOM * len(scene.notes)
        + 24
        + len(verdicts(scene)) * _ICON_ROOM
    )


def verdicts(scene: Scene) -> list[tuple[str, str]]:
    """Choose the icons and the words beside them.

    Parameters
    ----------
    scene
        What is drawn.

    Returns
    -------
    list of tuple of str
        Icon name and words, of variation and of assurance, by each target.
    """
    reading, summary = scene.reading, scene.drawing.chart.summary.iloc[0]
    stable = not facts_of(scene.drawing.chart).unstable  # as the words beside it say
    variation = variation_icon(None if reading.trial else summary["variation"])
    said = [(variation[0], f"Variation: {variation[1]}")]
    for place, goal in enumerate(reading.goals or [Goal("", [])]):
        verdict = None if reading.trial else summary[column_of(place, goal.name, "assurance")]
        target = any(value is not None for value in goal.values)
        icon, words = assurance_icon(verdict, stable=stable, target=target)
        of = f", {goal.name} target" if goal.name else ""
        said.append((icon, f"Assurance{of}: {words}"))
    return said


def under(scene: Scene, frame: Frame) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Write what stands under the axis.

    Parameters
    ----------
    scene, frame
        What is drawn, and where.

    Returns
    -------
    tuple of list of dict
        Layout images (the icons), and annotations.
    """
    high, y = frame.bottom - frame.top, float(_FIRST)
    written, images = [], []
    if scene.baseline:
        middle = sum(scene.reading.places[k] for k in scene.baseline) / 2
        words = _line(escape(bracket_words(scene, 13, frame)), -(BRACKET + 12) / high, 13)
        written.append(words | {"xref": "x", "x": shown_x(scene, middle), "xanchor": "center"})
        y += _BRACKET_ROOM
    for note in scene.notes:
        written.append(_line(escape(note), -y / high, 13))
        y += _NOTE_ROOM
    if key := _key(scene):
        written.append(_line(key, -y / high, 14))
    for k, (name, said) in enumerate(verdicts(scene)):
        middle = -(y + 36 + _ICON_ROOM * k) / high
        written.append(_line(escape(said), middle, 15, colour=INK, shift=_ICON + 10))
        images.append(_image(name, said, middle, _ICON / (frame.right - frame.left), _ICON / high))
    return images, written


def _key(scene: Scene) -> str:
    return "   ".join(
        f'<span style="color:{MARKS[kind].line}">{_GLYPHS[MARKS[kind].shape]}</span> {MARKS[kind].words}'
        for kind in shown_kinds(scene.drawing.chart)
    )


def _image(name: str, words: str, y: float, width: float, height: float) -> dict[str, Any]:
    drawn = base64.b64encode(icon_picture(name).encode()).decode()
    return {
        "source": f"data:image/svg+xml;base64,{drawn}",
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": y,
        "sizex": width,
        "sizey": height,
        "xanchor": "left",
        "yanchor": "middle",
        "sizing": "contain",
        "name": words,
    }


def _line(words: str, y: float, size: float, *, colour: str = INK_2, shift: float = 0) -> dict[str, Any]:
    return {
        "text": words,
        "font": {"size": size, "color": colour},
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": y,
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": shift,
        "showarrow": False,
        "align": "left",
    }
