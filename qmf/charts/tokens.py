"""Colours, shapes and sizes: every number of the look that a chart uses, in one place.

Contrast ratios against white stand beside the colours; WCAG asks 4.5 of text and 3 of graphics. The two fills
that fail alone (improvement and common cause) carry an outline that passes, and a shape of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FONT", "MARKS", "NARROW", "SIGNALS", "SMALL", "WIDE", "Mark", "Size"]

FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"

INK = "#212b32"  # 14.42: text, centre line
INK_2 = "#4c6272"  # 6.37: secondary text, data line, limits
PAPER = "#ffffff"
GRID = "#d8dde0"  # 1.37: decoration, nothing depends on it
BAND = "#eef2f4"  # between the limits
BLUE = "#005eb8"  # 6.38: proposals
DARK_BLUE = "#003087"  # 11.85: flags
TARGET = "#d5281b"  # 5.06: the target's line
TARGET_TEXT = "#b5170b"  # 6.79: and its label

DASH_LIMIT = "7 5"
DASH_TARGETS = ("12 4 2 4", "3 3", "12 4 2 4 2 4 2 4")  # the first, a second, a third
DASH_PROPOSAL = "0.1 5"  # round ends make dots of it
DASH_PHASE = "2 3"
DASH_QUESTION = "3 4"


@dataclass(frozen=True, slots=True)
class Mark:
    """How one meaning is drawn: a shape, a fill, an outline, and its word.

    Parameters
    ----------
    shape
        Shape in SVG: circle, diamond, triangle, square or cross (a hollow circle with a cross).
    symbol
        The same shape's plotly name.
    fill, line
        Colours of the inside and of the outline.
    text
        Colour of a label that speaks of such a point; passes 4.5 on white.
    reach
        Radius, half diagonal or half side in pixels at 960 wide.
    words
        The meaning, as a shape key says it.
    """

    shape: str
    symbol: str
    fill: str
    line: str
    text: str
    reach: float
    words: str


MARKS: dict[str, Mark] = {
    "improvement": Mark("diamond", "diamond", "#00b0f0", "#003087", "#003087", 6.8, "Improvement"),
    "concern": Mark("triangle", "triangle-up", "#e46c0a", "#6b2c00", "#6b2c00", 7.0, "Concern"),
    "neutral": Mark(
        "square", "square", "#490092", "#24004a", "#24004a", 5.2, "Change, neither better nor worse"
    ),
    "common": Mark("circle", "circle", "#a6a6a6", INK_2, INK, 4.2, "Common cause"),
    "excluded": Mark("cross", "circle-x-open", PAPER, INK_2, INK, 4.2, "Left out"),
}
"""The marks, in the order of a shape key."""

SIGNALS = ("neutral", "concern", "improvement")
"""What is drawn over the rest, in the order of drawing."""


@dataclass(frozen=True, slots=True)
class Size:
    """One drawing's measurements, in SVG units (pixels when it is shown at its own width).

    Parameters
    ----------
    width
        The whole drawing.
    height
        The whole drawing, or 0: as high as `plot` and what stands round it.
    plot
        Height of the plotting area where `height` is 0.
    left, right
        Least margins; wider where a tick or a label needs it.
    font, label
        Font size of the axes and of the labels at the right edge.
    data_line, outline
        Stroke of the line between points and of a marker's outline.
    flag
        Width of a pennant without its point.
    short
        Whether labels use their short words.
    """

    width: int
    height: int
    plot: int
    left: int
    right: int
    font: float
    label: float
    data_line: float
    outline: float
    flag: int
    short: bool

    def scale(self, points: int) -> float:
        """How much smaller than at 960 wide a marker is, so that many points stay apart."""
        if self.short:
            return 0.62 if points > 50 else 0.74
        return 1.0 if points <= 72 else 0.8 if points <= 130 else 0.62


WIDE = Size(960, 0, 244, 50, 166, 14, 14, 1.5, 1.6, 18, False)
NARROW = Size(358, 300, 0, 38, 98, 12.5, 12, 1.25, 1.2, 11, True)
SMALL = Size(358, 216, 0, 34, 48, 12.5, 12, 1.25, 1.2, 11, True)
