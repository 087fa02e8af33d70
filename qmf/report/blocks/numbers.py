"""The numbers behind a chart, as people read them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from qmf.cycle import Findings
from qmf.report.dates import period
from qmf.report.verdicts import Verdict
from qmf.report.wording import inside
from qmf.spc.facts import reach_of

__all__ = ["Numbers", "numbers"]

DIRECTIONS = {
    "improvement": "Improvement",
    "concern": "Concern",
    "neutral_high": "Change, high",
    "neutral_low": "Change, low",
}


@dataclass(frozen=True, slots=True)
class Numbers:
    """A table: its columns, each with whether it holds numbers, its rows of text, and what is the same in every row."""

    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    constant: str


def numbers(found: Findings, it: Verdict) -> Numbers:
    """Make the table of a chart's points."""
    points = it.chart.points.reset_index(drop=True)
    counts = _counts(found, it, points)
    texts: dict[tuple[str, bool], list[str]] = {
        (it.chart.period.capitalize(), False): [period(x, it.chart.period, short=True) for x in points["x"]]
    }
    for name in ("numerator", "denominator"):
        if counts[name].notna().any():
            texts[name.capitalize(), True] = [_count(value) for value in counts[name]]
    texts["Value", True] = [
        "Suppressed" if hidden else _value(it, value)
        for value, hidden in zip(points["value"], counts["suppressed"], strict=True)
    ]
    same: list[str] = []
    floor, ceiling = reach_of(points, percent=it.label.percent)
    cut = False
    for name, column in _lines(it):
        shown = points[column].clip(floor, ceiling) if column in ("lcl", "ucl") else points[column]
        cut = cut or bool((shown != points[column]).where(points[column].notna(), False).any())
        values = [_value(it, value) for value in shown]
        if len(set(values)) > 1:
            texts[name, True] = values
        elif points[column].notna().any():
            same.append(f"{inside(name) if same else name} {values[0]}")
    texts["Variation", False] = [_variation(point) for _, point in points.iterrows()]
    texts["Rules broken", False] = _rules(points)
    constant = f"{', '.join(same)}: the same at every point." if same else ""
    if cut:
        constant += (
            " Limits are cut back to what the measure can reach; the CSV file has them as they were computed."
        )
    return Numbers(tuple(texts), tuple(zip(*texts.values(), strict=True)), constant.strip())


def _lines(it: Verdict) -> list[tuple[str, str]]:
    return [
        ("Lower limit", "lcl"),
        (it.middle.capitalize(), "centre"),
        ("Upper limit", "ucl"),
        ("Target", "target"),
    ]


def _counts(found: Findings, it: Verdict, points: pd.DataFrame) -> pd.DataFrame:
    seen = found.observations[it.measure.id]
    # two rare events on one day are one point of the chart
    mine = seen[seen["unit"] == it.unit].drop_duplicates("period_start").set_index("period_start")
    counts = mine.reindex(points["x"])[["numerator", "denominator", "suppressed"]].reset_index(drop=True)
    counts["suppressed"] = counts["suppressed"].eq(True).fillna(False) & points["value"].isna()
    return counts


def _count(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:,.0f}"


def _value(it: Verdict, value: float) -> str:
    return "–" if pd.isna(value) else it.label.format(float(value))


def _variation(point: pd.Series) -> str:
    if pd.isna(point["value"]):
        return "No value"
    if point["excluded"]:
        return "Left out"
    return "Common cause" if pd.isna(point["direction"]) else DIRECTIONS[str(point["direction"])]


def _rules(points: pd.DataFrame) -> list[str]:
    flags = points.select_dtypes("bool").drop(columns="excluded", errors="ignore")
    names = ["outside limits" if column == "outside" else str(column).replace("_", " ") for column in flags]
    return [
        ", ".join(name for name, broken in zip(names, row, strict=True) if broken) or "none"
        for row in flags.itertuples(index=False)
    ]
