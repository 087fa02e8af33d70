"""The key to the shapes: each meaning that a chart shows, once, with its marker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qmf.charts.markup import clean, marker, marker_group
from qmf.charts.reading import read
from qmf.charts.tokens import MARKS, WIDE

if TYPE_CHECKING:
    from qmf.spc import ControlChart

__all__ = ["shape_key", "shown_kinds", "swatch"]


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


def shape_key(*charts: ControlChart) -> str:
    """Write the key as an HTML list, to stand beside a chart or several.

    Parameters
    ----------
    *charts
        Charts of one series each.

    Returns
    -------
    str
        ``<ul class="key">`` with one item a shape that the charts show; empty where they show none.

    Examples
    --------
    >>> import pandas as pd
    >>> from qmf.spc import control_chart
    >>> months = pd.date_range("2025-01-01", periods=14, freq="MS")
    >>> falls = pd.DataFrame({"month": months, "falls": [4, 6] * 7})
    >>> chart = control_chart(falls, x="month", y="falls")
    >>> shape_key(chart).count("<li>")
    1
    """
    shown = {kind for chart in charts for kind in shown_kinds(chart)}
    kinds = [kind for kind in MARKS if kind in shown]
    items = "".join(f"<li>{swatch(kind)}{clean(MARKS[kind].words)}</li>" for kind in kinds)
    return f'<ul class="key" aria-label="Shapes used">{items}</ul>' if items else ""


def swatch(kind: str) -> str:
    """Draw one marker by itself, to stand beside its word.

    Parameters
    ----------
    kind
        A key of `tokens.MARKS`: "improvement", "concern", "neutral", "common" or "excluded".

    Returns
    -------
    str
        An ``<svg>`` of 18 by 18 units, hidden from screen readers.

    Examples
    --------
    >>> swatch("concern").startswith("<svg")
    True
    """
    drawn = marker_group(kind, [marker(kind, 9, 9, 1.0)], WIDE.outline)
    return (
        f'<svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" focusable="false">{drawn}</svg>'
    )
