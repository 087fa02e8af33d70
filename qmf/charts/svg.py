"""A control chart as SVG: for a page (wide and narrow), and alone, as a file to be passed on."""

from __future__ import annotations

import re
from typing import Literal, Protocol

from qmf.charts.axes import below_axis, grid, x_axis
from qmf.charts.drawing import Drawing
from qmf.charts.flags import pennants, staffs
from qmf.charts.frame import Frame, frame
from qmf.charts.key import shown_kinds
from qmf.charts.labels import end_labels
from qmf.charts.lettering import balanced, text_width, wrap
from qmf.charts.lines import data, levels
from qmf.charts.markup import clean, marker, marker_group, num, text
from qmf.charts.scene import Scene, scene
from qmf.charts.tokens import FONT, INK, INK_2, MARKS, NARROW, PAPER, WIDE
from qmf.errors import ChartError, Fault

__all__ = ["Titled", "check_uid", "element", "head", "svg"]

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_MARGIN = 16  # of a picture that stands alone
_TITLE, _SUBTITLE, _KEY, _SOURCE = 21, 14, 14, 12.5


def svg(drawing: Drawing, *, shape: Literal["wide", "narrow", "alone"] = "wide", uid: str) -> str:
    """Draw a control chart as SVG.

    Parameters
    ----------
    drawing
        The chart, its words and its flags.
    shape
        "wide" (960 units, for a page), "narrow" (358, for a telephone) or "alone" (960, with title, subtitle,
        shape key, source and a white ground: the file that a reader takes away).
    uid
        Start of the ids in the drawing. Each drawing of a page needs its own.

    Returns
    -------
    str
        One ``<svg>`` element with a title and a description. The same drawing gives the same text. It has
        presentation attributes only, so that it needs nothing of a page's style policy.

    Raises
    ------
    ChartError
        If there is no such shape, if `uid` is no id, or if a flag does not fit the x axis.

    Examples
    --------
    >>> import pandas as pd
    >>> from qmf.spc import Label, control_chart
    >>> months = pd.date_range("2024-04-01", periods=24, freq="MS")
    >>> data = pd.DataFrame({"month": months, "falls": [5, 7, 6, 4] * 6})
    >>> chart = control_chart(data, x="month", y="falls", improvement="decrease")
    >>> drawn = svg(Drawing(chart, Label("Falls"), "Falls have not changed"), shape="narrow", uid="falls")
    >>> drawn[:98]
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 358 300" role="img" aria-labelledby="falls-t '
    """
    if shape not in ("wide", "narrow", "alone"):
        raise ChartError(Fault("no such shape", "svg, shape", "Give 'wide', 'narrow' or 'alone'."))
    check_uid(uid)
    shown = scene(drawing)
    area = frame(shown, NARROW if shape == "narrow" else WIDE)
    body = _chart(shown, area)
    if shape != "alone":
        return element(drawing, uid, area.width, area.height, body)
    over, top = head(drawing, area.width)
    foot, bottom = _foot(drawing, area.width, top + area.height)
    ground = f'<rect width="{num(area.width)}" height="{num(bottom)}" fill="{PAPER}"/>'
    body = f'{ground}{over}<g transform="translate(0 {num(top)})">{body}</g>{foot}'
    return element(drawing, uid, area.width, bottom, body, sized=True)


def check_uid(uid: str) -> None:
    """Refuse what cannot be an id.

    Raises
    ------
    ChartError
        It does not start with a letter, or holds anything but letters, digits, '-', '_' and '.'.
    """
    if not _ID.fullmatch(uid):
        mend = "Start with a letter; then letters, digits, '-', '_' and '.'."
        raise ChartError(Fault("this cannot be an id", "svg, uid", mend))


def _chart(shown: Scene, area: Frame) -> str:
    """Back to front."""
    return "".join(
        part(shown, area) for part in (grid, levels, x_axis, below_axis, staffs, data, end_labels, pennants)
    )


class Titled(Protocol):
    """A drawing of any sort, with the words that go with it."""

    @property
    def title(self) -> str:
        """The message."""

    @property
    def subtitle(self) -> str:
        """Measure, unit, where, when."""

    @property
    def description(self) -> str:
        """What it says, for those who do not see it."""


def element(drawing: Titled, uid: str, width: float, height: float, body: str, *, sized: bool = False) -> str:
    """Wrap a drawing's parts: its size, and its title and description for those who do not see it."""
    box = f'viewBox="0 0 {num(width)} {num(height)}"'
    box += f' width="{num(width)}" height="{num(height)}"' if sized else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" aria-labelledby="{uid}-t {uid}-d" '
        f'font-family="{FONT}"><title id="{uid}-t">{clean(drawing.title)}</title>'
        f'<desc id="{uid}-d">{clean(drawing.description or drawing.subtitle)}</desc>{body}</svg>'
    )


def head(drawing: Titled, width: float) -> tuple[str, float]:
    """Write title and subtitle, and say where they end."""
    room, y, out = width - 2 * _MARGIN, 8.0, ""
    for words in balanced(drawing.title, _TITLE, room, bold=True):
        y += 26
        out += text(_MARGIN, y, words, _TITLE, INK, bold=True)
    y += 5 if out else 0
    for words in wrap(drawing.subtitle, _SUBTITLE, room):
        y += 19
        out += text(_MARGIN, y, words, _SUBTITLE)
    return out, y + 10


def _foot(drawing: Drawing, width: float, y: float) -> tuple[str, float]:
    """Shape key and source under the chart, and where they end."""
    out, x, y = "", float(_MARGIN), y + 18
    for kind in shown_kinds(drawing.chart):
        words = MARKS[kind].words
        room = 21 + text_width(words, _KEY)
        if x > _MARGIN and x + room > width - _MARGIN:
            x, y = float(_MARGIN), y + 22
        out += marker_group(kind, [marker(kind, x + 7, y - 5, 1.0)], WIDE.outline)
        out += text(x + 21, y, words, _KEY, INK_2)
        x += room + 24
    y += 10
    for words in wrap(drawing.source, _SOURCE, width - 2 * _MARGIN):
        y += 17
        out += text(_MARGIN, y, words, _SOURCE, INK_2)
    return out, y + 14
