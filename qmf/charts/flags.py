"""Flags as SVG: pennants over the plotting area, each on a line that runs down to the axis."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qmf.charts.drawing import Flag
from qmf.charts.frame import Frame
from qmf.charts.lettering import text_width
from qmf.charts.limits import phase_words
from qmf.charts.markup import num, path, text
from qmf.charts.scene import Scene
from qmf.charts.spread import spread
from qmf.charts.tokens import DARK_BLUE, DASH_PHASE, DASH_QUESTION, INK_2, PAPER

__all__ = ["TAG", "Pennant", "pennants", "placed", "staffs"]

TAG = 13  # font size

_HEIGHT, _POINT, _CLEAR = 20, 5, 10  # of a pennant; its point; between it and the plotting area
_GAP = 2


@dataclass(frozen=True, slots=True)
class Pennant:
    """One flag on the page.

    Parameters
    ----------
    flag
        What it marks.
    place, x
        Its place on the axis, and the pixel of its line there.
    left, width
        Left edge of the pennant, and its width; no width where it has words alone.
    words
        What stands beside it; empty where there is no room.
    """

    flag: Flag
    place: float
    x: float
    left: float
    width: float
    words: str = ""

    @property
    def colour(self) -> str:
        """Colour of the pennant and of its line."""
        return INK_2 if self.flag.kind == "phase" else DARK_BLUE

    @property
    def beside(self) -> float:
        """Where words beside it start."""
        return self.left + (self.width + _POINT + 6 if self.width else 4)


def placed(scene: Scene, frame: Frame) -> list[Pennant]:
    """Move the pennants apart, and choose the words that have room beside them.

    Parameters
    ----------
    scene, frame
        What is drawn, and where.

    Returns
    -------
    list of Pennant
        One a flag, from left to right.
    """
    size = frame.size
    point, tag_size = (0, 12) if size.short else (_POINT, TAG)
    tagged = [(place, flag) for place, flag in scene.flags if flag.tag]
    width = max([size.flag, *(text_width(flag.tag, tag_size, bold=True) + 4 for _, flag in tagged)])
    wanted = [frame.x(place) for place, _ in tagged]
    lefts = spread(wanted, width + point + _GAP, 0, frame.width - width - point)
    found = [
        Pennant(flag, place, x, left, width)
        for (place, flag), x, left in zip(tagged, wanted, lefts, strict=True)
    ]
    found += [
        Pennant(flag, place, frame.x(place), frame.x(place), 0) for place, flag in scene.flags if not flag.tag
    ]
    found.sort(key=lambda pennant: (pennant.left, pennant.x))
    ends = [*(pennant.left - 8 for pennant in found[1:]), frame.width - 2][: len(found)]
    return [
        replace(pennant, words="" if size.short else _words(pennant, end, scene.drawing.chart.kind))
        for pennant, end in zip(found, ends, strict=True)
    ]


def _words(pennant: Pennant, end: float, kind: str) -> str:
    short = phase_words(kind) if pennant.flag.kind == "phase" else ""
    fits = (w for w in (pennant.flag.label, short) if text_width(w, TAG) <= end - pennant.beside)
    return next(fits, "")


def staffs(scene: Scene, frame: Frame) -> str:
    """Draw the lines under the pennants: solid for a PDSA cycle, dotted for a question and for a phase.

    Parameters
    ----------
    scene, frame
        What is drawn, and where.

    Returns
    -------
    str
        SVG elements.
    """
    pdsa, question, phase = "", "", ""
    for pennant in placed(scene, frame):
        top = f"M{num(pennant.left)} {num(frame.top - (_CLEAR if pennant.width else 0))}"
        elbow = f"L{num(pennant.x)} {num(frame.top)}" if abs(pennant.left - pennant.x) > 0.05 else ""
        d = f"{top}{elbow}V{num(frame.bottom)}"
        if pennant.flag.kind == "pdsa":
            pdsa += d
        elif pennant.flag.kind == "question":
            question += d
        else:
            phase += d
    out = path(pdsa, stroke=DARK_BLUE, width=1.25, more=' stroke-opacity="0.55"') if pdsa else ""
    out += path(question, stroke=DARK_BLUE, width=1.25, dash=DASH_QUESTION) if question else ""
    return out + (path(phase, stroke=INK_2, width=1.5, dash=DASH_PHASE) if phase else "")


def pennants(scene: Scene, frame: Frame) -> str:
    """Draw pennants with their tags, and short words beside them where there is room.

    Parameters
    ----------
    scene, frame
        What is drawn, and where.

    Returns
    -------
    str
        SVG elements.
    """
    out = ""
    for pennant in placed(scene, frame):
        out += _pennant(pennant, frame) if pennant.width else ""
        if pennant.words:
            out += text(pennant.beside, frame.top - 15, pennant.words, TAG, pennant.colour)
    return out


def _pennant(pennant: Pennant, frame: Frame) -> str:
    w, filled = pennant.width, pennant.flag.kind == "pdsa"
    top = frame.top - _CLEAR - _HEIGHT
    tip = f"v{_HEIGHT}" if frame.size.short else f"l{_POINT} {_HEIGHT / 2:g}l-{_POINT} {_HEIGHT / 2:g}"
    fill, ink = (pennant.colour, PAPER) if filled else (PAPER, pennant.colour)
    d = f"M{num(pennant.left)} {num(top)}h{num(w)}{tip}h{num(-w)}z"
    size = 12 if frame.size.short else TAG
    return path(d, fill=fill, stroke=pennant.colour, width=1.5, more=' stroke-linejoin="round"') + text(
        pennant.left + w / 2, top + 14.5, pennant.flag.tag, size, ink, bold=True, anchor="middle"
    )
