"""A control chart as a plotly figure, for notebooks: the same scene as the SVG, and a value under the pointer."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

import plotly.graph_objects as go

from qmf.charts.axes import axis_ticks
from qmf.charts.drawing import Drawing
from qmf.charts.frame import INSET, Frame, frame
from qmf.charts.lettering import balanced, wrap
from qmf.charts.local import REMOVED, LocalFigure
from qmf.charts.plotly_labels import labels
from qmf.charts.plotly_shapes import shapes
from qmf.charts.plotly_traces import edges, shown_x, traces
from qmf.charts.plotly_under import under, under_height
from qmf.charts.scene import scene
from qmf.charts.tokens import FONT, GRID, INK, INK_2, PAPER, WIDE

__all__ = ["figure"]

_SIZE = replace(WIDE, plot=300)
_TITLE, _SUBTITLE, _BASELINE = 20, 14, 32  # font sizes, and where the title's first line stands
_LEFT, _ROOM = (
    12,
    660,
)  # where their lines start, and how wide they may be beside the buttons of a narrow cell


def figure(drawing: Drawing) -> LocalFigure:
    """Draw a control chart with plotly.

    Parameters
    ----------
    drawing
        The chart, its words and its flags.

    Returns
    -------
    plotly Figure
        As wide as its cell, laid out for 960 pixels. Colours and marker shapes are the SVG's; the latest value and
        each line are named at the right edge; variation and assurance stand below with their icons. Its JSON is the
        same each time, nothing in it needs a network, and no button of it sends it anywhere.
        ``layout.meta["description"]`` is the text alternative.

    Raises
    ------
    ChartError
        If a flag does not fit the x axis.

    Examples
    --------
    >>> import pandas as pd
    >>> from qmf.spc import Label, control_chart
    >>> months = pd.date_range("2024-04-01", periods=24, freq="MS")
    >>> data = pd.DataFrame({"month": months, "falls": [5, 7, 6, 4] * 6})
    >>> chart = control_chart(data, x="month", y="falls", improvement="decrease")
    >>> shown = figure(Drawing(chart, Label("Falls"), "Falls have not changed"))
    >>> [trace.name for trace in shown.data]
    ['Upper limit', 'Lower limit', 'Centre line', 'Values', 'Common cause']
    """
    shown = scene(drawing)
    area = frame(shown, _SIZE)
    pad = (shown.last - shown.first) * INSET / (area.right - area.left - 2 * INSET) or 0.5
    left, right = shown.first - pad, shown.last + pad
    title = balanced(drawing.title, _TITLE, _ROOM, bold=True)
    lines = wrap(drawing.subtitle, _SUBTITLE, _ROOM)
    above = _BASELINE + 26 * (len(title) - 1) + 12 + 19 * len(lines) + area.top
    images, written = under(shown, area)
    below = under_height(shown)
    height = above + (area.bottom - area.top) + below
    ticks = axis_ticks(shown, area)
    layout = go.Layout(
        template=go.layout.Template(),
        meta={"description": drawing.description or drawing.subtitle},
        height=height,
        autosize=True,
        margin={"l": area.left, "r": area.width - area.right, "t": above, "b": below, "pad": 0},
        font={"family": FONT, "size": _SIZE.font, "color": INK_2},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        showlegend=False,
        modebar={
            "remove": list(REMOVED),
            "color": INK_2,
        },
        hovermode="closest",
        hoverlabel={
            "bgcolor": PAPER,
            "bordercolor": INK_2,
            "font": {"size": 14, "color": INK, "family": FONT},
        },
        title={
            "text": "<br>".join(f"<b>{escape(line)}</b>" for line in title),
            "font": {"size": _TITLE, "color": INK},
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "y": 1 - _BASELINE / height,
            "yref": "container",
            "yanchor": "bottom",  # plotly then sets the first line's baseline here, be it the only one or not
            "pad": {"l": _LEFT},
        },
        xaxis={
            "range": [shown_x(shown, left), shown_x(shown, right)],
            "type": "date" if shown.reading.axis.unit in ("month", "day") else "linear",
            "tickmode": "array",
            "tickvals": [shown_x(shown, tick.at) for tick in ticks],
            "ticktext": [
                escape(tick.text) + (f"<br><b>{tick.under}</b>" if tick.under else "") for tick in ticks
            ],
            "tickangle": 0,
            "ticks": "outside",
            "ticklen": 6,
            "tickcolor": INK_2,
            "tickwidth": 1.5,
            "showgrid": False,
            "zeroline": False,
            "showline": True,
            "linecolor": INK_2,
            "linewidth": 1.5,
        },
        yaxis={
            "range": [shown.scale.low, shown.scale.high + (shown.scale.high - shown.scale.low) * 0.007],
            "tickmode": "array",
            "tickvals": list(shown.scale.ticks),
            "ticktext": list(shown.scale.texts),
            "gridcolor": GRID,
            "gridwidth": 1,
            "zeroline": False,
            "ticklabelstandoff": 4,
        },
        annotations=[*labels(shown, area), *_subtitle(lines, area), *written],
        shapes=shapes(shown, area, edges(shown, left, right)),
        images=images,
    )
    return LocalFigure(data=traces(shown, left, right), layout=layout)


def _subtitle(lines: list[str], area: Frame) -> list[dict[str, Any]]:
    """Write the subtitle under the title: plotly's own moves a title of two lines off the figure."""
    if not lines:
        return []
    return [
        {
            "text": "<br>".join(escape(line) for line in lines),
            "font": {"size": _SUBTITLE, "color": INK_2},
            "xref": "paper",
            "yref": "paper",
            "x": 0,
            "y": 1,
            "xanchor": "left",
            "yanchor": "bottom",
            "xshift": _LEFT - 2 - area.left,
            "yshift": area.top,
            "align": "left",
            "showarrow": False,
        }
    ]
