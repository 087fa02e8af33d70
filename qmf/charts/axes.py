"""The axes as SVG: grid, numbers, months and years, the baseline's bracket and the notes under it."""

from __future__ import annotations

from qmf.charts.frame import INSET, Frame
from qmf.charts.lettering import shorten, text_width
from qmf.charts.markup import num, path, text
from qmf.charts.scene import Scene
from qmf.charts.ticks import Tick, x_ticks
from qmf.charts.tokens import GRID, INK_2

__all__ = ["axis_ticks", "below_axis", "bracket_words", "grid", "x_axis"]

_APART, _APART_NARROW = 40, 34  # pixels between two ticks
_MONTHS, _YEARS, _BRACKET = 21, 38, 50  # under the axis


def grid(scene: Scene, frame: Frame) -> str:
    """Draw horizontal lines and their numbers; no vertical ones.

    Parameters
    ----------
    scene, frame
        What is drawn, and where.

    Returns
    -------
    str
        SVG elements.
    """
    size = frame.size.font
    lines = "".join(
        f"M{num(frame.left)} {num(frame.y(tick))}H{num(frame.right)}" for tick in scene.scale.ticks[1:]
    )
    numbers = [
        text(frame.left - INSET, frame.y(tick) + 4.5, words, size, anchor="end")
        for tick, words in zip(scene.scale.ticks, scene.scale.texts, strict=True)
    ]
    return path(lines, stroke=GRID, width=1) + "".join(numbers)


def x_axis(scene: Scene, frame: Frame) -> str:
    """Draw the axis itself, its ticks, and their months and years.

    Parameters
    ----------
    scene, frame
        What is drawn, and where.

    Returns
    -------
    str
        SVG elements.
    """
    ticks = axis_ticks(scene, frame)
    d = f"M{num(frame.left)} {num(frame.bottom)}H{num(frame.right)}"
    d += "".join(f"M{num(frame.x(tick.at))} {num(frame.bottom)}v6" for tick in ticks)
    return path(d, stroke=INK_2, width=1.5) + "".join(_tick(tick, frame) for tick in ticks)


def axis_ticks(scene: Scene, frame: Frame) -> list[Tick]:
    """Choose the ticks of the x axis, as far apart as their words need.

    Parameters
    ----------
    scene, frame
        What is drawn, and where.

    Returns
    -------
    list of Tick
        The ticks, from left to right.
    """
    axis, room = scene.reading.axis, frame.right - frame.left - 2 * INSET
    apart = _APART_NARROW if frame.size.short else _APART
    return x_ticks(axis, scene.first, scene.last, room=room, apart=apart, slack=INSET)


def _tick(tick: Tick, frame: Frame) -> str:
    size, x = frame.size.font, frame.x(tick.at)
    months = text(x, frame.bottom + _MONTHS, tick.text, size, anchor="middle")
    if not tick.under:
        return months
    return months + text(x, frame.bottom + _YEARS, tick.under, size, bold=True, anchor="middle")


def below_axis(scene: Scene, frame: Frame) -> str:
    """Draw the bracket of the baseline, and write sentences such as that there are no limits yet.

    Parameters
    ----------
    scene, frame
        What is drawn, and where.

    Returns
    -------
    str
        SVG elements; empty where there is nothing to say.
    """
    out, size = "", frame.size.label - (0 if frame.size.short else 1)
    if scene.baseline:
        places = scene.reading.places
        a, b = (frame.x(places[k]) for k in scene.baseline)
        a, b = (a - 3, b + 3) if b - a < 6 else (a, b)
        y = frame.bottom + _BRACKET
        out += path(f"M{num(a)} {num(y - 5)}v5H{num(b)}v-5", stroke=INK_2, width=1.5)
        words = bracket_words(scene, size, frame)
        half = text_width(words, size) / 2
        middle = min(max((a + b) / 2, half + 2), frame.width - half - 2)
        out += text(middle, y + 15, words, size, anchor="middle")
    for k, note in enumerate(reversed(scene.notes)):
        words = shorten(note, size, frame.width - 8)
        x = min(frame.left, frame.width - 4 - text_width(words, size))
        out += text(x, frame.height - 5 - 18 * k, words, size)
    return out


def bracket_words(scene: Scene, size: float, frame: Frame) -> str:
    """Say what the parameters do of the baseline, or how many points it has; less where there is no room.

    Parameters
    ----------
    scene, frame
        What is drawn, and where.
    size
        Font size in pixels.

    Returns
    -------
    str
        For example "Limits set from these 30 months".
    """
    first, last = scene.baseline or (0, 0)
    period, count = scene.reading.axis.period, last - first + 1
    one = period if period != "point" else "point"
    what = "Median" if scene.drawing.chart.kind == "run" else "Limits"
    counted = f"{what} set from {'these' if count > 1 else 'this'} {count} {one}{'s' if count > 1 else ''}"
    for words in (scene.drawing.baseline_note, counted):
        if words and text_width(words, size) <= frame.width * (0.6 if frame.size.short else 0.9):
            return words
    return shorten(scene.drawing.baseline_note or counted, size, frame.width * 0.9)
