"""What the explorer shows of a chart: picture and words, its numbers, and files to save."""

from __future__ import annotations

import base64
import json
from html import escape
from typing import Any

from qmf import charts
from qmf.cycle import Findings
from qmf.report.asked import Asked
from qmf.report.blocks.block import PLOTLY
from qmf.report.dates import period
from qmf.report.tables import points_csv
from qmf.spc import ControlChart

__all__ = ["links", "outputs", "table"]

SHOWN = ["unit", "x", "y", "n", "value", "centre", "lcl", "ucl", "phase", "signal", "direction"]


def outputs(drawing: charts.Drawing, name: str) -> list[dict[str, Any]]:
    """Give a picture and the words under it, as a notebook's outputs."""
    config = {
        "displaylogo": False,
        "displayModeBar": True,
        "toImageButtonOptions": {"format": "png", "filename": name, "scale": 2},
    }
    picture = {**json.loads(charts.figure(drawing).to_json(engine="json")), "config": config}
    words = f"<p>{escape(drawing.description)}</p>"
    shown = (
        {PLOTLY: picture, "text/plain": drawing.title},
        {"text/html": words, "text/plain": drawing.description},
    )
    return [{"output_type": "display_data", "data": data, "metadata": {}} for data in shown]


def table(found: Findings, chart: ControlChart) -> str:
    """Give the points as a reader wants them; the CSV has every column."""
    rows = chart.points[[name for name in SHOWN if name in chart.points]].copy()
    rows["unit"] = rows["unit"].map(found.name)
    rows["x"] = [period(x, chart.period, short=True) for x in rows["x"]]
    for name in ("y", "n"):
        rows[name] = rows[name].map(lambda value: f"{value:,.10g}", na_action="ignore")
    for name in ("y", "n", "signal", "direction"):
        rows[name] = rows[name].astype(object).where(rows[name].notna(), "")
    html = rows.to_html(index=False, border=0, float_format=lambda value: f"{value:,.2f}", na_rep="")
    return (
        f'<div style="max-height: 26em; overflow: auto; white-space: nowrap; line-height: 1.5">{html}</div>'
    )


def links(asked: Asked, chart: ControlChart, drawn: list[tuple[str, charts.Drawing]]) -> str:
    """Give the files as links that carry their content: saving one asks no server for anything."""
    files = [(f"{asked.measure}.csv", "text/csv", points_csv(chart))]
    for unit, each in drawn:
        name = f"{asked.measure}--{unit}"
        files.append((f"{name}.svg", "image/svg+xml", charts.svg(each, shape="alone", uid=f"{name}-a")))
    items = "".join(
        f'<li><a style="text-decoration: underline" download="{escape(name)}" href="data:{kind};base64,'
        f'{base64.b64encode(text.encode()).decode()}">{escape(name)}</a></li>'
        for name, kind, text in files
    )
    return (
        f"<strong>Save</strong><ul>{items}</ul>"
        '<div style="font-size: small; line-height: 1.3">PNG: press the camera at the top right of a chart.</div>'
    )
