"""The labels at the right edge as SVG: moved apart, with a thin leader where moved."""

from __future__ import annotations

from qmf.charts.ends import End, proposed_words
from qmf.charts.frame import LEADER, Frame
from qmf.charts.lettering import shorten, text_width
from qmf.charts.lines import right_edge
from qmf.charts.markup import num, path, text
from qmf.charts.scene import Scene
from qmf.charts.spread import spread
from qmf.charts.tokens import BLUE, INK_2

__all__ = ["end_labels", "standing"]

_MOVED = 2.5  # pixels from which a leader slants
_ROOM = 4  # between two lines of text


def end_labels(scene: Scene, frame: Frame) -> str:
    """Name each line and the latest value beside the plotting area.

    Parameters
    ----------
    scene, frame
        What is drawn, and where.

    Returns
    -------
    str
        SVG elements.
    """
    size = frame.size
    leaders, words = "", ""
    for end, want, y in standing(scene, frame):
        start = right_edge(end.point, scene, frame)
        level = f"H{num(frame.right)}" if start < frame.right - 1 else ""
        slant = f"L{num(frame.right + 9)} {num(y)}" if abs(y - want) > _MOVED else "h9"
        leaders += f"M{num(start)} {num(want)}{level}{slant}"
        bold = end.strong if size.short else end.bold
        room = frame.width - frame.right - LEADER - 2
        said = shorten(end.short if size.short else end.text, size.label, room, bold=bold)
        words += text(frame.right + LEADER, y + 4.4, said, size.label, end.colour, bold=bold)
    return (path(leaders, stroke=INK_2, width=1) + words if leaders else "") + _proposed(scene, frame)


def _proposed(scene: Scene, frame: Frame) -> str:
    """Name the centre line of the time before a proposed phase: after its end, or over it where there is no room."""
    if not scene.proposed:
        return ""
    step, size, reading = scene.proposed[0][0], frame.size.label - 1, scene.reading
    said = proposed_words(scene.drawing, step.value)[1 if frame.size.short else 0]
    x, wide = frame.x(reading.places[step.last + 1]) + 6, text_width(said, size)
    x = x if x + wide <= frame.right else max(x - 12 - wide, frame.left + 4)
    return text(x, frame.y(step.value) + 4.4, said, size, BLUE, halo=True)


def standing(scene: Scene, frame: Frame) -> list[tuple[End, float, float]]:
    """Move the labels apart.

    Parameters
    ----------
    scene, frame
        What is drawn, and where.

    Returns
    -------
    list of tuple
        Each label, the pixel that it belongs to, and the pixel it stands at.
    """
    wanted = [frame.y(end.value) for end in scene.ends]
    stand = spread(wanted, frame.size.font + _ROOM, frame.top + 4, frame.bottom - 6)
    return list(zip(scene.ends, wanted, stand, strict=True))
