"""The few SVG elements that a drawing is made of. Presentation attributes only: a strict page policy forbids styles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from qmf.charts.tokens import INK_2, MARKS, PAPER

__all__ = ["clean", "line", "marker", "marker_group", "num", "path", "text"]

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold


def num(value: float) -> str:
    """Write a coordinate to one decimal, the same each time.

    Examples
    --------
    >>> num(12.04), num(-0.01), num(7.25)
    ('12', '0', '7.2')
    """
    text = f"{value:.1f}"
    if text.endswith(".0"):
        text = text[:-2]
    return "0" if text == "-0" else text


def clean(words: str) -> str:
    r"""Make words fit for a document: escaped, and without characters that XML cannot hold.

    Examples
    --------
    >>> clean("<script> & \x00")
    '&lt;script&gt; &amp; '
    """
    return escape(_FORBIDDEN.sub("", words))


def text(
    x: float,
    y: float,
    words: str,
    size: float,
    fill: str = INK_2,
    *,
    bold: bool = False,
    anchor: str = "start",
    halo: bool = False,
) -> str:
    """Write one line of text; a halo keeps it readable over lines."""
    more = ' font-weight="700"' if bold else ""
    more += f' text-anchor="{anchor}"' if anchor != "start" else ""
    if halo:
        more += f' stroke="{PAPER}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
    return (
        f'<text x="{num(x)}" y="{num(y)}" font-size="{num(size)}" fill="{fill}"{more}>{clean(words)}</text>'
    )


def path(
    d: str, *, fill: str = "none", stroke: str = "", width: float = 0, dash: str = "", more: str = ""
) -> str:
    """Draw one path; `width` is that of the stroke."""
    drawn = f' stroke="{stroke}" stroke-width="{width:g}"' if stroke else ""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{d}" fill="{fill}"{drawn}{dashes}{more}/>'


def line(points: Sequence[tuple[float, float]]) -> str:
    """Give path data through some points; a single point is a dot of no length."""
    (x, y), *others = points
    return f"M{num(x)} {num(y)}" + "".join(f"L{num(a)} {num(b)}" for a, b in others)


def marker(kind: str, x: float, y: float, scale: float, *, title: str = "") -> str:
    """Draw one marker without its colours, which its group has; `title` is what a pointer over it shows."""
    mark = MARKS[kind]
    r = mark.reach * scale
    inside = f"<title>{clean(title)}</title>" if title else ""
    if mark.shape == "circle":
        shape, d = f'circle cx="{num(x)}" cy="{num(y)}" r="{num(r)}"', ""
    elif mark.shape == "diamond":
        d = f"M{num(x)} {num(y - r)}l{num(r)} {num(r)}l{num(-r)} {num(r)}l{num(-r)} {num(-r)}z"
    elif mark.shape == "triangle":
        d = f"M{num(x)} {num(y - r)}l{num(r * 0.95)} {num(r * 1.72)}h{num(-2 * r * 0.95)}z"
    elif mark.shape == "square":
        d = f"M{num(x - r)} {num(y - r)}h{num(2 * r)}v{num(2 * r)}h{num(-2 * r)}z"
    else:  # a hollow circle with a cross
        a = r * 0.7
        d = (
            f"M{num(x - r)} {num(y)}a{num(r)} {num(r)} 0 1 1 {num(2 * r)} 0a{num(r)} {num(r)} 0 1 1 {num(-2 * r)} 0z"
            f"M{num(x - a)} {num(y - a)}l{num(2 * a)} {num(2 * a)}m0 {num(-2 * a)}l{num(-2 * a)} {num(2 * a)}"
        )
    if d:
        shape = f'path d="{d}"'
    return f"<{shape}>{inside}</{shape.split(' ')[0]}>" if inside else f"<{shape}/>"


def marker_group(kind: str, markers: Sequence[str], outline: float) -> str:
    """Group markers of one meaning, with its colours."""
    mark = MARKS[kind]
    paint = f'fill="{mark.fill}" stroke="{mark.line}" stroke-width="{outline:g}" stroke-linejoin="round"'
    return f"<g {paint}>{''.join(markers)}</g>"
