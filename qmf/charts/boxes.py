"""A drawing of boxes in columns with arrows between them: a logic model, a driver diagram."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qmf.charts.lettering import wrap
from qmf.charts.markup import clean, num, path, text
from qmf.charts.tokens import FONT, INK, INK_2, MARKS, PAPER

__all__ = ["Box", "boxes"]

_WIDE, _NARROW, _GAP, _BETWEEN, _PAD = 960, 358, 40, 16, 10
_FONT, _SMALL, _LINE, _SMALL_LINE = 14, 13, 18, 17
_DROP = 20
"""How far apart boxes stand in the narrow drawing, where arrows point down."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box.

    Parameters
    ----------
    words
        What stands in it; empty where something is missing.
    small
        What stands under it in smaller letters.
    missing
        What stands in it instead, where `words` is empty.

    Examples
    --------
    >>> Box("").missing
    'Nothing is named'
    """

    words: str
    small: str = ""
    missing: str = "Nothing is named"


@dataclass(frozen=True, slots=True)
class _Placed:
    box: Box
    column: int
    first: int
    last: int


def boxes(
    rows: Sequence[Sequence[Box]],
    heads: Sequence[str],
    *,
    title: str,
    shape: Literal["wide", "narrow"] = "wide",
) -> str:
    """Draw rows of boxes, each with an arrow to the next; equal boxes under each other become one.

    Parameters
    ----------
    rows
        One a line of thought, each with as many boxes as there are `heads`.
    heads
        What each column holds.
    title
        What the drawing shows, in a sentence. A list of the same must stand beside it.
    shape
        wide (960 units, columns side by side) or narrow (358, one under the other).

    Returns
    -------
    str
        An ``<svg>``. A missing box is dashed, and says so.

    Examples
    --------
    >>> drawn = boxes([[Box("People fall at night"), Box("A second round at 3")]], ["Need", "Change"], title="A plan")
    >>> drawn.count("<rect"), "A second round at 3" in drawn
    (2, True)
    """
    placed = [each for column in range(len(heads)) for each in _column(rows, column)]
    body, width, height = (_wide if shape == "wide" else _narrow)(placed, heads, len(rows))
    return (
        f'<svg class="boxes" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {num(height)}" role="img" '
        f'aria-label="{clean(title)}" font-family="{FONT}">{body}</svg>'
    )


def _column(rows: Sequence[Sequence[Box]], column: int) -> list[_Placed]:
    """Give the boxes of a column: a run of equal ones is one, from its first row to its last."""
    placed: list[_Placed] = []
    for number, row in enumerate(rows):
        box = row[column]
        if placed and box.words and placed[-1].box == box:
            placed[-1] = _Placed(box, column, placed[-1].first, number)
        else:
            placed.append(_Placed(box, column, number, number))
    return placed


def _wide(placed: list[_Placed], heads: Sequence[str], rows: int) -> tuple[str, int, float]:
    width = (_WIDE - 2 - _GAP * (len(heads) - 1)) / len(heads)
    heights = [0.0] * rows
    for each in sorted(placed, key=lambda it: it.last - it.first):
        room = sum(heights[each.first : each.last + 1]) + _BETWEEN * (each.last - each.first)
        heights[each.last] += max(0.0, _height(each.box, width) - room)
    tops = [_LINE + _BETWEEN + sum(heights[:row]) + _BETWEEN * row for row in range(rows)]
    out = [
        text(column * (width + _GAP), _FONT, head, _FONT, INK_2, bold=True)
        for column, head in enumerate(heads)
    ]
    middle: dict[tuple[int, int], float] = {}
    for each in placed:
        top, bottom = tops[each.first], tops[each.last] + heights[each.last]
        for row in range(each.first, each.last + 1):
            middle[each.column, row] = (top + bottom) / 2
        tall = _height(each.box, width)
        out.append(_drawn(each.box, 1 + each.column * (width + _GAP), (top + bottom - tall) / 2, width, tall))
    arrows = {
        (column, middle[column, row], middle[column + 1, row])
        for column in range(len(heads) - 1)
        for row in range(rows)
    }
    for column, start, end in sorted(arrows):
        x = 1 + column * (width + _GAP) + width
        out.append(_arrow_right(x + 1, start, x + _GAP - 1, end))
    return "".join(out), _WIDE, tops[-1] + heights[-1] + 2


def _narrow(placed: list[_Placed], heads: Sequence[str], rows: int) -> tuple[str, int, float]:
    at = {(each.column, each.first): each for each in placed}
    out, y = [], 0.0
    for row in range(rows):
        begun = False
        for column, head in enumerate(heads):
            each = at.get((column, row))
            if each is None:
                continue
            same = ""
            if begun:
                out.append(_arrow_down(_NARROW / 2, y - _DROP + 2, y - 2))
            elif row:
                y += _DROP
                same = f", for the same {heads[column - 1].lower()}" if column else ""
            begun = True
            out.append(text(0, y + _SMALL, head + same, _SMALL, INK_2, bold=True))
            tall = _height(each.box, _NARROW - 2)
            out.append(_drawn(each.box, 1, y + _LINE + 2, _NARROW - 2, tall))
            y += _LINE + 2 + tall + _DROP
    return "".join(out), _NARROW, y - _DROP + 2


def _lines(box: Box, width: float) -> tuple[list[str], list[str]]:
    room = width - 2 * _PAD
    return wrap(box.words or box.missing, _FONT, room), wrap(box.small, _SMALL, room)


def _height(box: Box, width: float) -> float:
    words, small = _lines(box, width)
    return 2 * _PAD + _LINE * len(words) + (_SMALL_LINE * len(small) + 4 if small else 0) - 2


def _drawn(box: Box, x: float, y: float, width: float, tall: float) -> str:
    concern = MARKS["concern"]
    colour, dash = (INK_2, "") if box.words else (concern.line, ' stroke-dasharray="6 4"')
    edge = f'stroke="{colour}" stroke-width="1.5"{dash}'
    out = f'<rect x="{num(x)}" y="{num(y)}" width="{num(width)}" height="{num(tall)}" fill="{PAPER}" {edge}/>'
    words, small = _lines(box, width)
    line = y + _PAD + _FONT - 2
    for each in words:
        out += text(x + _PAD, line, each, _FONT, INK if box.words else concern.text)
        line += _LINE
    line += 3
    for each in small:
        out += text(x + _PAD, line, each, _SMALL, INK_2)
        line += _SMALL_LINE
    return out


def _arrow_right(x: float, y: float, to_x: float, to_y: float) -> str:
    half = (x + to_x) / 2
    curve = f"M{num(x)} {num(y)}C{num(half)} {num(y)} {num(half)} {num(to_y)} {num(to_x - 6)} {num(to_y)}"
    head = f"M{num(to_x)} {num(to_y)}l-8 -4.5v9z"
    return path(curve, stroke=INK_2, width=1.5) + path(head, fill=INK_2)


def _arrow_down(x: float, y: float, to_y: float) -> str:
    head = f"M{num(x)} {num(to_y)}l-4.5 -8h9z"
    return path(f"M{num(x)} {num(y)}V{num(to_y - 6)}", stroke=INK_2, width=1.5) + path(head, fill=INK_2)
