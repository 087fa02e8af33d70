"""A funnel chart as SVG, and as a plotly figure for notebooks: units by size, two pairs of limits, names outside."""

from __future__ import annotations

from html import escape
from typing import Any

import plotly.graph_objects as go

from qmf.charts.ends import written
from qmf.charts.funnel_scene import LINES, FunnelDrawing, FunnelScene, Named, funnel_scene, line_words, named
from qmf.charts.local import REMOVED, LocalFigure
from qmf.charts.markup import line, marker, marker_group, num, path, text
from qmf.charts.plotly_traces import LARGER
from qmf.charts.spread import spread
from qmf.charts.svg import check_uid, element, head
from qmf.charts.tokens import BAND, FONT, GRID, INK, INK_2, MARKS, PAPER, SIGNALS

__all__ = ["FunnelDrawing", "funnel_figure", "funnel_svg"]

_WIDTH, _LEFT, _RIGHT, _HIGH, _BELOW = 960, 62, 150, 320, 52
_SIZE = 14


def funnel_svg(drawing: FunnelDrawing, *, uid: str) -> str:
    """Draw a funnel chart as SVG, with its title on a white ground.

    Parameters
    ----------
    drawing
        The chart and its words.
    uid
        Start of the ids in the drawing.

    Returns
    -------
    str
        One ``<svg>`` element of 960 units' width, with a title and a description. The same drawing gives the same text.

    Raises
    ------
    ChartError
        If `uid` is no id.

    Examples
    --------
    >>> import pandas as pd
    >>> from qmf.spc import Label, funnel_chart
    >>> wards = pd.DataFrame({"ward": ["Heron", "Kestrel"], "falls": [12, 30], "days": [2000, 2100]})
    >>> chart = funnel_chart(wards, unit="ward", y="falls", n="days", kind="u")
    >>> drawing = FunnelDrawing(chart, Label("Falls"), "No ward stands out")
    >>> funnel_svg(drawing, uid="falls")[:4]
    '<svg'
    """
    check_uid(uid)
    scene = funnel_scene(drawing)
    top, start = head(drawing, _WIDTH)
    start += 14
    right, bottom = _WIDTH - _RIGHT, start + _HIGH

    def x(size: float) -> float:
        return _LEFT + (right - _LEFT) * (size - scene.x.low) / (scene.x.high - scene.x.low)

    def y(value: float) -> float:
        return bottom - _HIGH * (value - scene.y.low) / (scene.y.high - scene.y.low)

    at = [(x(size), y(value)) for size, value in zip(scene.sizes, scene.values, strict=True)]
    ground = f'<rect width="{_WIDTH}" height="{num(bottom + _BELOW)}" fill="{PAPER}"/>'
    body = (
        ground
        + top
        + _axes(drawing, scene, x, y, right, bottom)
        + _lines(drawing, scene, x, y, right, (start, bottom))
    )
    for kind in (*(kind for kind in MARKS if kind not in SIGNALS), *SIGNALS):
        markers = [
            marker(kind, *at[k], 1.0, title=_says(drawing, scene, k))
            for k in range(len(at))
            if scene.kinds[k] == kind
        ]
        body += marker_group(kind, markers, 1.6) if markers else ""
    for name in named(scene, at, 13, (_LEFT, right, start, bottom)):
        colour = MARKS[scene.kinds[name.unit]].text
        body += text(name.x, name.y, name.words, 13, colour, bold=name.bold, halo=True)
    return element(drawing, uid, _WIDTH, bottom + _BELOW, body, sized=True)


def _axes(drawing: FunnelDrawing, scene: FunnelScene, x: Any, y: Any, right: float, bottom: float) -> str:
    rules = "".join(f"M{_LEFT} {num(y(tick))}H{num(right)}" for tick in scene.y.ticks[1:])
    out = path(rules, stroke=GRID, width=1)
    for tick, words in zip(scene.y.ticks, scene.y.texts, strict=True):
        out += text(_LEFT - 8, y(tick) + 4.5, words, _SIZE, anchor="end")
    ends = "".join(f"M{num(x(tick))} {num(bottom)}v6" for tick in scene.x.ticks)
    out += path(f"M{_LEFT} {num(bottom)}H{num(right)}{ends}", stroke=INK_2, width=1.5)
    for tick, words in zip(scene.x.ticks, scene.x.texts, strict=True):
        out += text(x(tick), bottom + 21, words, _SIZE, anchor="middle")
    return out + text((_LEFT + right) / 2, bottom + 41, _size_words(drawing), _SIZE, anchor="middle")


def _lines(
    drawing: FunnelDrawing, scene: FunnelScene, x: Any, y: Any, right: float, room: tuple[float, float]
) -> str:
    """Band, limits and centre line, each named at the right edge."""
    across = [x(size) for size in scene.along]

    def points(name: str) -> list[tuple[float, float]]:
        return list(zip(across, map(y, scene.limits[name]), strict=True))

    band = line([*points("ucl_998"), *reversed(points("lcl_998"))]) + "Z"
    out = path(band, fill=BAND, more=' fill-opacity="0.75"')
    ends = [(y(scene.centre), line_words(drawing), True)]
    for level, (words, dash, width) in LINES.items():
        for side, lead in (("ucl", "Upper"), ("lcl", "Lower")):
            drawn = points(f"{side}_{level}")
            out += path(line(drawn), stroke=INK_2, width=width, dash=dash)
            ends.append((drawn[-1][1], f"{lead} {words} limit", False))
    out += path(f"M{num(across[0])} {num(y(scene.centre))}H{num(right)}", stroke=INK, width=1.75)
    stands = spread([end[0] for end in ends], _SIZE + 3, room[0] + 4, room[1] - 6)
    for (want, words, bold), stand in zip(ends, stands, strict=True):
        out += path(f"M{num(right)} {num(want)}L{num(right + 9)} {num(stand)}", stroke=INK_2, width=1)
        out += text(right + 12, stand + 4.5, words, _SIZE, INK if bold else INK_2, bold=bold)
    return out


def _size_words(drawing: FunnelDrawing) -> str:
    words = str(drawing.chart.labels.get("n", "size"))
    return f"{words[:1].upper()}{words[1:]}: larger to the right"


def _says(drawing: FunnelDrawing, scene: FunnelScene, k: int) -> str:
    where = "outside 99.8%" if scene.far[k] else "outside 95%" if scene.near[k] else "inside the limits"
    return f"{scene.names[k]}: {written(drawing.label, scene.values[k])} of {scene.sizes[k]:,.10g}, {where}"


def funnel_figure(drawing: FunnelDrawing) -> LocalFigure:
    """Draw a funnel chart with plotly: the same scene as the SVG, and a unit's numbers under the pointer.

    Parameters
    ----------
    drawing
        The chart and its words.

    Returns
    -------
    plotly Figure
        Its JSON is the same each time, and nothing in it needs a network.

    Examples
    --------
    >>> import pandas as pd
    >>> from qmf.spc import Label, funnel_chart
    >>> wards = pd.DataFrame({"ward": ["Heron", "Kestrel"], "falls": [12, 30], "days": [2000, 2100]})
    >>> chart = funnel_chart(wards, unit="ward", y="falls", n="days", kind="u")
    >>> drawing = FunnelDrawing(chart, Label("Falls"), "No ward stands out")
    >>> funnel_figure(drawing).data[-1].name
    'Common cause'
    """
    scene = funnel_scene(drawing)
    traces = []
    for level, (words, dash, width) in LINES.items():
        for side, lead in (("ucl", "Upper"), ("lcl", "Lower")):
            style = {"color": INK_2, "width": width, "dash": ",".join(f"{px}px" for px in dash.split())}
            traces.append(
                _trace(f"{lead} {words} limit", scene.along, scene.limits[f"{side}_{level}"], style)
            )
    span = [scene.along[0], scene.along[-1]]
    traces.append(_trace("Centre line", span, [scene.centre] * 2, {"color": INK, "width": 1.75}))
    ends = [(trace.y[-1], trace.name) for trace in traces[:-1]] + [(scene.centre, line_words(drawing))]
    for kind in (*(kind for kind in MARKS if kind not in SIGNALS), *SIGNALS):
        if not (which := [k for k in range(len(scene.names)) if scene.kinds[k] == kind]):
            continue
        mark = MARKS[kind]
        traces.append(
            go.Scatter(
                uid=f"qmf-{kind}",
                name=mark.words,
                x=[scene.sizes[k] for k in which],
                y=[scene.values[k] for k in which],
                mode="markers",
                marker={
                    "symbol": mark.symbol, "color": mark.fill,
                    "size": round(2 * mark.reach / LARGER.get(mark.shape, 1.0), 1),
                    "line": {"color": mark.line, "width": 1.6},
                },
                customdata=[escape(_says(drawing, scene, k)) for k in which],
                hovertemplate="%{customdata}<extra></extra>",
                cliponaxis=False,
            )
        )  # fmt: skip
    axis = {"zeroline": False, "tickmode": "array", "tickcolor": INK_2, "linecolor": INK_2}
    pixels = [(scene.y.high - value) / (scene.y.high - scene.y.low) * _HIGH for value, _ in ends]
    stands = spread(pixels, _SIZE + 3, 0, _HIGH)
    labels = [
        {
            "text": escape(words), "x": 1, "xref": "paper", "y": value, "xanchor": "left", "showarrow": True,
            "arrowhead": 0, "arrowwidth": 1, "arrowcolor": INK_2, "ax": 11, "ay": round(stand - pixel, 1),
        }
        for (value, words), pixel, stand in zip(ends, pixels, stands, strict=True)
    ]  # fmt: skip
    wide = _WIDTH - _LEFT - _RIGHT
    at = [
        (
            wide * (size - scene.x.low) / (scene.x.high - scene.x.low),
            _HIGH * (scene.y.high - value) / (scene.y.high - scene.y.low),
        )
        for size, value in zip(scene.sizes, scene.values, strict=True)
    ]
    labels += [_name(scene, name, at[name.unit]) for name in named(scene, at, 13, (0, wide, 0, _HIGH))]
    layout = go.Layout(
        template=go.layout.Template(),
        meta={"description": drawing.description or drawing.subtitle},
        height=_HIGH + 150,
        margin={"l": _LEFT, "r": _RIGHT, "t": 80, "b": 70, "pad": 0},
        font={"family": FONT, "size": _SIZE, "color": INK_2},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        showlegend=False,
        modebar={"remove": list(REMOVED), "color": INK_2},
        title={
            "text": f"<b>{escape(drawing.title)}</b><br><span style='font-size:14px'>{escape(drawing.subtitle)}</span>",
            "font": {"size": 20, "color": INK},
            "x": 0,
            "xanchor": "left",
            "pad": {"l": 12},
        },
        xaxis=axis
        | {
            "range": [scene.x.low, scene.x.high], "tickvals": list(scene.x.ticks), "ticktext": list(scene.x.texts),
            "showgrid": False, "showline": True, "ticks": "outside",
            "title": {"text": _size_words(drawing), "font": {"size": _SIZE}},
        },
        yaxis=axis
        | {
            "range": [scene.y.low, scene.y.high], "tickvals": list(scene.y.ticks), "ticktext": list(scene.y.texts),
            "gridcolor": GRID,
        },
        annotations=labels,
    )  # fmt: skip
    return LocalFigure(data=traces, layout=layout)


def _name(scene: FunnelScene, name: Named, at: tuple[float, float]) -> dict[str, Any]:
    """Write a unit's name where the SVG has it, as far from its marker."""
    words = escape(name.words)
    return {
        "text": f"<b>{words}</b>" if name.bold else words,
        "x": scene.sizes[name.unit],
        "y": scene.values[name.unit],
        "xanchor": "left",
        "yanchor": "middle",
        "bgcolor": "rgba(255,255,255,0.8)",
        "borderpad": 0,
        "xshift": round(name.x - at[0], 1),
        "yshift": round(at[1] - name.y + 4.5, 1),
        "showarrow": False,
        "font": {"size": 13, "color": MARKS[scene.kinds[name.unit]].text},
    }


def _trace(name: str, xs: list[float], ys: list[float], style: dict[str, Any]) -> go.Scatter:
    uid = "qmf-" + name.lower().replace(" ", "-").replace("%", "")
    return go.Scatter(
        uid=uid, name=name, x=xs, y=ys, mode="lines", line=style, hoverinfo="skip", cliponaxis=False
    )
