"""The little chart in a row of the matrix: shape of the last two years, no words. The words stand in its row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qmf.charts.limits import Bounds
from qmf.charts.markup import line, marker, marker_group, num, path
from qmf.charts.reading import Reading, known, read
from qmf.charts.steps import Step, level_lines
from qmf.charts.tokens import BAND, INK, INK_2, SIGNALS, TARGET

if TYPE_CHECKING:
    from qmf.spc import ControlChart, Label

__all__ = ["sparkline"]

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _EDGE, _ABOVE = 190, 54, 7, 9, 3, 8
_LATEST, _SIGNAL = 0.95, 0.52  # of a marker's size at 960 wide
_DASH_LIMIT, _DASH_TARGET = "4 3", "7 3 1.5 3"


def sparkline(chart: ControlChart, *, label: Label, last: int = 24) -> str:
    """Draw the end of a series, small.

    Parameters
    ----------
    chart
        A chart of one series.
    label
        How the series is called: whether its values are per cent.
    last
        How many points to show, 2 or more.

    Returns
    -------
    str
        An ``<svg>`` of 190 by 54 units, hidden from screen readers: band, limits, centre line, target, values; a
        marker at every signal and a larger one at the latest value.

    Examples
    --------
    >>> import pandas as pd
    >>> from qmf.spc import Label, control_chart
    >>> months = pd.date_range("2025-01-01", periods=14, freq="MS")
    >>> falls = pd.DataFrame({"month": months, "falls": [4, 6] * 7})
    >>> chart = control_chart(falls, x="month", y="falls")
    >>> sparkline(chart, label=Label("Falls")).startswith('<svg class="spark"')
    True
    """
    whole = read(chart, percent=label.percent)
    start = max(0, len(whole.xs) - max(2, last))
    box = _Box(whole, start)
    return (
        f'<svg class="spark" viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true" focusable="false">'
        f"{_levels(whole, start, box)}{_values(whole, start, box)}</svg>"
    )


class _Box:
    """Where the points from `start` on, and what is drawn with them, fall."""

    def __init__(self, reading: Reading, start: int) -> None:
        self.bounds: Bounds = reading.bounds
        lines = (reading.values, reading.centre, reading.target, reading.lower, reading.upper)
        shown = [self.bounds.clip(v) for values in lines for v in known(values[start:])] or [0.0]
        self.low, self.high = min(shown), max(shown)
        self.first, self.last = reading.places[start], reading.places[-1]

    def x(self, place: float) -> float:
        share = (place - self.first) / (self.last - self.first) if self.last > self.first else 0.5
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * min(max(share, -0.02), 1.02)

    def y(self, value: float) -> float:
        span = self.high - self.low
        share = (self.bounds.clip(value) - self.low) / span if span else 0.5
        return _HEIGHT - _ABOVE - (_HEIGHT - 2 * _ABOVE) * share


def _levels(reading: Reading, start: int, box: _Box) -> str:
    starts = frozenset(k - start for k in reading.starts)
    count = len(reading.xs) - start

    def left(step: Step[float]) -> float:
        return _EDGE if step.first == 0 else box.x(reading.edge(start + step.first))

    def right(step: Step[float]) -> float:
        return _WIDTH - _EDGE if step.last == count - 1 else box.x(reading.edge(start + step.last + 1))

    def drawn(values: list[float | None], *, parted: bool = True) -> str:
        d = ""
        for steps in level_lines(values[start:], starts if parted else frozenset()):
            for k, step in enumerate(steps):
                d += f"V{num(box.y(step.value))}" if k else f"M{num(left(step))} {num(box.y(step.value))}"
                d += f"H{num(right(step))}"
        return d

    band = ""
    for k in range(start, len(reading.xs)):
        low, high = reading.lower[k], reading.upper[k]
        if low is not None and high is not None:
            step = Step(k - start, k - start, 0.0)
            band += f"M{num(left(step))} {num(box.y(high))}H{num(right(step))}V{num(box.y(low))}H{num(left(step))}Z"
    return "".join(
        (
            path(band, fill=BAND) if band else "",
            _stroke(drawn(reading.upper) + drawn(reading.lower), INK_2, 1, _DASH_LIMIT),
            _stroke(drawn(reading.centre), INK, 1),
            _stroke(drawn(reading.target, parted=False), TARGET, 1.5, _DASH_TARGET),
        )
    )


def _stroke(d: str, colour: str, width: float, dash: str = "") -> str:
    return path(d, stroke=colour, width=width, dash=dash) if d else ""


def _values(reading: Reading, start: int, box: _Box) -> str:
    at = {
        k: (box.x(reading.places[k]), box.y(v))
        for k, v in enumerate(reading.values)
        if v is not None and k >= start
    }
    d = "".join(line([at[k] for k in part if k in at]) for part in reading.parts if part[-1] in at)
    out = path(d, stroke=INK_2, width=1.5, more=' stroke-linejoin="round"') if d else ""
    for kind in SIGNALS:
        signals = [
            marker(kind, *at[k], _SIGNAL) for k in at if reading.kinds[k] == kind and k != reading.latest
        ]
        out += marker_group(kind, signals, 1.1) if signals else ""
    if reading.latest in at:
        kind = reading.kinds[reading.latest]
        out += marker_group(kind, [marker(kind, *at[reading.latest], _LATEST)], 1.5)
    return out
