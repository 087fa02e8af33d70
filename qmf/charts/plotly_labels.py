"""What is written beside and above the plotly figure: the lines' names at the right, and the flags."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

from qmf.charts.ends import proposed_words
from qmf.charts.flags import TAG, placed
from qmf.charts.frame import LEADER, Frame
from qmf.charts.labels import standing
from qmf.charts.plotly_traces import shown_x
from qmf.charts.scene import Scene
from qmf.charts.tokens import BLUE, INK_2, PAPER

__all__ = ["labels"]

_NARROWEST = 700  # a cell this wide still has room for the words beside the flags
_ARROW = {"pdsa": 1.25, "question": 1.25, "phase": 1.5}  # width of the line between a pennant and its staff


def labels(scene: Scene, frame: Frame) -> list[dict[str, Any]]:
    """Write the labels at the right edge and those of the flags.

    Parameters
    ----------
    scene, frame
        What is drawn, and where.

    Returns
    -------
    list of dict
        Annotations.
    """
    return [*_ends(scene, frame), *_flags(scene, frame), *_proposed(scene)]


def _proposed(scene: Scene) -> list[dict[str, Any]]:
    """Name the centre line of the time before a proposed phase, above its start."""
    if not scene.proposed:
        return []
    step = scene.proposed[0][0]
    return [
        {
            "text": escape(proposed_words(scene.drawing, step.value)[0]),
            "font": {"size": 13, "color": BLUE},
            "x": shown_x(scene, scene.reading.edge(step.last + 1)),
            "y": step.value,
            "xanchor": "left",
            "yanchor": "middle",
            "bgcolor": PAPER,
            "opacity": 0.9,
            "showarrow": False,
            "xshift": 4,
        }
    ]


def _ends(scene: Scene, frame: Frame) -> list[dict[str, Any]]:
    found = []
    for end, want, y in standing(scene, frame):
        words = escape(end.text)
        found.append(
            {
                "text": f"<b>{words}</b>" if end.bold else words,
                "font": {"size": frame.size.label, "color": end.colour},
                "xref": "paper",
                "x": 1,
                "y": end.value,
                "xanchor": "left",
                "align": "left",
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 1,
                "arrowcolor": INK_2,
                "ax": LEADER,
                "ay": round(y - want, 1),
                "borderpad": 0,
            }
        )
    return found


def _flags(scene: Scene, frame: Frame) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    tight = replace(frame, width=_NARROWEST, right=frame.right - frame.width + _NARROWEST)
    for pennant in placed(scene, tight):
        at = {"x": shown_x(scene, pennant.place), "y": 1, "yref": "y domain", "xanchor": "left"}
        filled = pennant.flag.kind == "pdsa"
        if pennant.width:
            found.append(
                at
                | {
                    "text": f"<b>{escape(pennant.flag.tag)}</b>",
                    "font": {"size": TAG, "color": PAPER if filled else pennant.colour},
                    "bgcolor": pennant.colour if filled else PAPER,
                    "bordercolor": pennant.colour,
                    "borderwidth": 1.5,
                    "borderpad": 2,
                    "width": pennant.width - 4,
                    "yanchor": "bottom",
                    "showarrow": True,
                    "arrowhead": 0,
                    "arrowwidth": _ARROW[pennant.flag.kind],
                    "arrowcolor": pennant.colour,
                    "ax": round(pennant.left - pennant.x, 1),
                    "ay": -6,
                    "hovertext": escape(pennant.flag.label),
                }
            )
        if pennant.words:
            found.append(
                at
                | {
                    "text": escape(pennant.words),
                    "font": {"size": TAG, "color": pennant.colour},
                    "showarrow": False,
                    "xshift": round(pennant.beside - pennant.x, 1),
                    "yanchor": "middle",
                    "yshift": 20,
                }
            )
    return found
