"""A stranger's tools: every number that a bundle holds in any form, read back out of it, with its place."""

from __future__ import annotations

import base64
import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np

Points = dict[str, list[float]]
"""By date, as 2026-03-01, every value that is drawn or told for it."""

DATA_LINE = re.compile(
    r'<path d="([^"]*)" fill="none" stroke="#4c6272" stroke-width="[\d.]+" stroke-linejoin="round"/>'
)
TICK = re.compile(
    r'<text x="[\d.]+" y="([\d.]+)" font-size="[\d.]+"[^>]*text-anchor="end">([\d.,]+)%?</text>'
)
VERTEX = re.compile(r"[ML]([\d.]+) ([\d.]+)")
MARK = re.compile(r"<title>([A-Z][a-z]+(?: to [A-Z][a-z]+)? \d{4}): ([\d.,]+)%?, ")
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]  # fmt: skip


def csv_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def array(value: Any) -> list[Any]:
    """Unpack an array of a plotly figure: a list, or bytes in base64."""
    if isinstance(value, dict) and "bdata" in value:
        return np.frombuffer(base64.b64decode(value["bdata"]), dtype=np.dtype(value["dtype"])).tolist()
    return list(value or [])


def plotly_points(figure: dict[str, Any]) -> Points:
    """Read the points of a plotly figure: of the line, of the markers, and of what is shown under the pointer."""
    found: Points = {}
    for trace in figure["data"]:
        if trace["name"] in ("Upper limit", "Lower limit", "Centre line", "Target"):
            continue
        for x, y in zip(array(trace["x"]), array(trace["y"]), strict=True):
            if x is not None and y is not None:
                found.setdefault(str(x)[:10], []).append(float(y))
    return found


def plotly_lines(figure: dict[str, Any]) -> list[float]:
    return [
        float(y)
        for trace in figure["data"]
        if trace["name"] in ("Upper limit", "Lower limit", "Centre line")
        for y in array(trace["y"])
        if y is not None
    ]


def html_figures(html: str) -> dict[str, dict[str, Any]]:
    """Find the plotly figures of a page, by the id of their chart."""
    found = re.findall(
        r'<script type="application/json" id="([^"]+)-json"[^>]*>(.*?)</script>', html, re.DOTALL
    )
    return {name: json.loads(text) for name, text in found}


def notebook_outputs(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every output of a notebook with the id of its figure, if it is of one."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            mark = output.get("metadata", {}).get("qmf", {})
            yield mark.get("figure", ""), output.get("data", {"text/plain": output.get("text", "")})


def svg_values(svg: str) -> list[float]:
    """Turn the coordinates of a drawing's data line back into values, by the scale that its own y axis tells."""
    ticks = [(float(y), float(text.replace(",", ""))) for y, text in TICK.findall(svg)]
    if len(ticks) < 2:
        return []
    (low_y, low), (high_y, high) = ticks[0], ticks[-1]
    slope = (high - low) / (high_y - low_y)
    line = "".join(DATA_LINE.findall(svg))
    return [low + (float(y) - (low_y - 4.5)) * slope for _, y in VERTEX.findall(line)]


def svg_told(svg: str) -> list[tuple[str, float]]:
    """Read what the markers of a drawing say to a screen reader: the month, as 2026-03, and the value."""
    told = MARK.findall(svg)
    return [
        (f"{when[-4:]}-{MONTHS.index(when.split()[0]) + 1:02d}", float(value.replace(",", "")))
        for when, value in told
    ]


def drawings(html: str) -> list[str]:
    return re.findall(r"<svg .*?</svg>", html, re.DOTALL)
