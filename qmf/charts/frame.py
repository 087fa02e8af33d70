"""Where the plotting area lies on the page, and where a place and a value fall in it."""

from __future__ import annotations

from dataclasses import dataclass

from qmf.charts.lettering import text_width
from qmf.charts.scene import Scene
from qmf.charts.tokens import Size

__all__ = ["INSET", "Frame", "frame"]

INSET = 8  # from the ends of the axis to the first and last point
LEADER = 11  # from the plotting area to a label at its right
_ABOVE, _ABOVE_FLAGS = 14, 34  # a marker at the very top stays clear of the edge, and of a pennant
_BELOW, _BRACKET, _NOTE = 46, 24, 18  # months and years; the baseline's bracket; a sentence
_PART = 0.45  # of the width that labels may take


@dataclass(frozen=True, slots=True)
class Frame:
    """The plotting area of one drawing.

    Parameters
    ----------
    size
        The drawing's measurements.
    left, right, top, bottom
        Edges of the plotting area.
    width, height
        The whole drawing.
    low, high
        Ends of the y axis.
    first, last
        Ends of the x axis, as places.
    """

    size: Size
    left: float
    right: float
    top: float
    bottom: float
    width: float
    height: float
    low: float
    high: float
    first: float
    last: float

    def x(self, place: float) -> float:
        """Pixel of a place on the x axis; the middle, where the axis has one place only."""
        start, room = self.left + INSET, self.right - self.left - 2 * INSET
        if self.last == self.first:
            return start + room / 2 + (place - self.first) * room
        return start + room * ((place - self.first) / (self.last - self.first))

    def y(self, value: float) -> float:
        """Pixel of a value on the y axis."""
        return self.bottom - (self.bottom - self.top) * ((value - self.low) / (self.high - self.low))

    def level(self, place: float) -> float:
        """Pixel of a place where a level line ends: not outside the plotting area."""
        return min(max(self.x(place), self.left), self.right)


def frame(scene: Scene, size: Size) -> Frame:
    """Lay out the plotting area, with room for ticks, labels and what stands above and below.

    Parameters
    ----------
    scene
        What is drawn.
    size
        The drawing's measurements.

    Returns
    -------
    Frame
        The area.
    """
    ticks = max(text_width(text, size.font) for text in scene.scale.texts)
    labels = [end.short if size.short else end.text for end in scene.ends]
    widest = max((text_width(words, size.label, bold=True) for words in labels), default=0)
    left = min(max(size.left, ticks + INSET + 4), size.width * _PART)
    right = size.width - min(max(size.right, widest + LEADER + 4), size.width * _PART)
    top = _ABOVE_FLAGS if scene.flags else _ABOVE
    below = _BELOW + (_BRACKET if scene.baseline else 0) + _NOTE * len(scene.notes)
    height = size.height or top + size.plot + below
    return Frame(
        size=size,
        left=left,
        right=right,
        top=top,
        bottom=height - below,
        width=size.width,
        height=height,
        low=scene.scale.low,
        high=scene.scale.high,
        first=scene.first,
        last=scene.last,
    )
