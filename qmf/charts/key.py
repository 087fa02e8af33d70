"""The key to the shapes: each meaning that a chart shows, once, with its marker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qmf.charts.markup import clean, marker, marker_group
from qmf.charts.reading import read
from qmf.charts.tokens import MARKS, WIDE

if TYPE_CHECKING:
    from qmf.spc import ControlChart

__all__ = ["shape_key", "shown_kinds"]


def shown_kinds(chart: ControlChart) -> list[str]:
    """List the meanings that a chart's points have.

    Parameters
    ----------
    chart
        A chart of one series.

    Returns
    -------
    list of str
        Keys of `tokens.MARKS`, in the order of a shape key; a point without a value has no marker and no meaning.
    """
    reading = read(chart, percent=False)
    shown = {kind for kind, value in zip(reading.kinds, reading.values, strict=True) if value is not None}
    return [kind for kind in MARKS if kind in shown]


def shape_key(chart: ControlChart) -> str:
    """Write the key as an HTML list, to stand under a chart.

    Parameters
    ----------
    chart
        A chart of one series.

    Returns
    -------
    str
        ``<ul class="key">`` with one item a shape that the chart shows; empty where it shows none.
    """
    items = "".join(f"<li>{_swatch(kind)}{clean(MARKS[kind].words)}</li>" for kind in shown_kinds(chart))
    return f'<ul class="key" aria-label="Shapes used">{items}</ul>' if items else ""


def _swatch(kind: str) -> str:
    drawn = marker_group(kind, [marker(kind, 9, 9, 1.0)], WIDE.outline)
    return (
        f'<svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" focusable="false">{drawn}</svg>'
    )
