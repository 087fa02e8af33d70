"""The plotly figure as a page or a notebook shows it: without what the words around it already say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["bare"]

ABOVE, BELOW = 48, 92
"""Pixels left above the plot, for the flags, and below, for months, years and the baseline's bracket."""


def bare(figure: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out of a figure the title, the shape key and the verdicts: on a page they stand in its own text.

    Parameters
    ----------
    figure
        A plotly figure in JSON's own types, as a notebook keeps it.

    Returns
    -------
    dict
        The figure to draw on a page.

    Examples
    --------
    >>> shown = {"data": [], "layout": {"title": {"text": "Falls"}, "height": 600, "margin": {"t": 148, "b": 192}}}
    >>> bare(shown)["layout"]
    {'height': 400, 'margin': {'t': 48, 'b': 92}, 'annotations': []}
    """
    layout = {name: value for name, value in figure["layout"].items() if name not in ("title", "images")}
    margin = layout.get("margin", {})
    if "height" in layout and {"t", "b"} <= set(margin):
        layout["height"] += ABOVE + BELOW - margin["t"] - margin["b"]
    layout["margin"] = {**margin, "t": ABOVE, "b": BELOW}
    layout["annotations"] = [note for note in layout.get("annotations", []) if not _beside(note)]
    return {**figure, "layout": layout}


def _beside(note: Mapping[str, Any]) -> bool:
    """Whether an annotation is a line of text over or under the plot that belongs to no point of it."""
    outside = note.get("y", 0) < 0 or note.get("y", 0) >= 1
    return note.get("xref") == note.get("yref") == "paper" and note.get("x") == 0 and outside
