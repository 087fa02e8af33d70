"""What the explorer shows of charts: pictures and words, their numbers, the code, and files to save."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from qmf import charts
from qmf.cycle import Findings
from qmf.report.asked import Asked, drawing_of
from qmf.report.blocks.block import PLOTLY
from qmf.report.dates import period
from qmf.report.tables import points_csv
from qmf.spc import ControlChart

__all__ = ["Answer", "copyable", "links", "outputs", "table"]

SHOWN = ["unit", "x", "y", "n", "value", "centre", "lcl", "ucl", "phase", "signal", "direction"]


@dataclass(frozen=True)
class Answer:
    """What was asked of one measure, the chart that answers it, and a drawing a unit."""

    asked: Asked
    chart: ControlChart
    drawn: tuple[tuple[str, charts.Drawing], ...]

    @classmethod
    def of(cls, found: Findings, asked: Asked) -> Answer:
        """Draw what was asked.

        Raises
        ------
        ChartError
            The kind, phases or baseline do not fit the data.
        """
        chart = asked.chart(found)
        return cls(asked, chart, tuple((unit, drawing_of(found, asked, chart, unit)) for unit in asked.units))

    @property
    def names(self) -> list[str]:
        """What the files of its drawings are called."""
        return [f"{self.asked.measure}--{unit}" for unit, _ in self.drawn]


def outputs(answer: Answer) -> list[dict[str, Any]]:
    """Give each picture and the words under it, as a notebook's outputs."""
    shown: list[dict[str, Any]] = []
    for name, (_, drawing) in zip(answer.names, answer.drawn, strict=True):
        config = {
            "displaylogo": False,
            "displayModeBar": True,
            "toImageButtonOptions": {"format": "png", "filename": name, "scale": 2},
        }
        picture = {**json.loads(charts.figure(drawing).to_json(engine="json")), "config": config}
        words = f"<p>{escape(drawing.description)}</p>"
        shown += [
            {PLOTLY: picture, "text/plain": drawing.title},
            {"text/html": words, "text/plain": drawing.description},
        ]
    return [{"output_type": "display_data", "data": data, "metadata": {}} for data in shown]


def table(found: Findings, answer: Answer) -> str:
    """Give the points as a reader wants them; the CSV has every column."""
    chart = answer.chart
    rows = chart.points[[name for name in SHOWN if name in chart.points]].copy()
    rows["unit"] = rows["unit"].map(found.name)
    rows["x"] = [period(x, chart.period, short=True) for x in rows["x"]]
    for name in ("y", "n"):
        rows[name] = rows[name].map(lambda value: f"{value:,.10g}", na_action="ignore")
    for name in ("y", "n", "signal", "direction"):
        rows[name] = rows[name].astype(object).where(rows[name].notna(), "")
    html = rows.to_html(index=False, border=0, float_format=lambda value: f"{value:,.2f}", na_rep="")
    head = escape(found.priority.measure(answer.asked.measure).title)
    return (
        f"<strong>{head}</strong>"
        f'<div style="max-height: 26em; overflow: auto; white-space: nowrap; line-height: 1.5">{html}</div>'
    )


def copyable(code: str) -> str:
    """Give code with a button that copies it; where the browser does not allow that, the button selects it."""
    copy = (
        "const code = this.nextElementSibling; getSelection().selectAllChildren(code); "
        "navigator.clipboard?.writeText(code.textContent).then(() => { this.textContent = 'Copied'; })"
    )
    look = "max-height: 36em; overflow: auto; white-space: pre; line-height: 1.4; user-select: text"
    return (
        f'<button type="button" class="jupyter-button widget-button" onclick="{escape(copy)}">Copy</button>'
        f'<pre tabindex="0" aria-label="Code" style="{look}">{escape(code)}</pre>'
    )


def links(answers: Sequence[Answer]) -> str:
    """Give the files as links that carry their content: saving one asks no server for anything."""
    files = []
    for answer in answers:
        files.append((f"{answer.asked.measure}.csv", "text/csv", points_csv(answer.chart)))
        for name, (_, drawing) in zip(answer.names, answer.drawn, strict=True):
            picture = charts.svg(drawing, shape="alone", uid=f"{name}-a")
            files.append((f"{name}.svg", "image/svg+xml", picture))
    items = "".join(
        f'<li><a style="text-decoration: underline" download="{escape(name)}" href="data:{kind};base64,'
        f'{base64.b64encode(text.encode()).decode()}">{escape(name)}</a></li>'
        for name, kind, text in files
    )
    return (
        f"<strong>Save</strong><ul>{items}</ul>"
        '<div style="font-size: small; line-height: 1.3">PNG: press the camera at the top right of a chart.</div>'
    )
