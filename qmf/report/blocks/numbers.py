"""The numbers behind a chart, as people read them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from qmf.cycle import Findings
from qmf.report.dates import period
from qmf.report.verdicts import Verdict

__all__ = ["Numbers", "numbers"]

DIRECTIONS = {
    "improvement": "Improvement",
    "concern": "Concern",
    "neutral_high": "Change, high",
    "neutral_low": "Change, low",
}


@dataclass(frozen=True, slots=True)
class Numbers:
    """A table: its columns, each with whether it holds numbers, and its rows of text."""

    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]


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
    for name, column in (("Lower limit", "lcl"), (it.middle.capitalize(), "centre"), ("Upper limit", "ucl")):
        if points[column].notna().any():
            texts[name, True] = [_value(it, value) for value in points[column]]
    if "target" in points and points["target"].notna().any():
        texts["Target", True] = [_value(it, value) for value in points["target"]]
    texts["Variation", False] = [_variation(point) for _, point in points.iterrows()]
    texts["Rules broken", False] = _rules(points)
    return Numbers(tuple(texts), tuple(zip(*texts.values(), strict=True)))


def _counts(found: Findings, it: Verdict, points: pd.DataFrame) -> pd.DataFrame:
    seen = found.observations[it.measure.id]
    mine = seen[seen["unit"] == it.unit].set_index("period_start")
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
