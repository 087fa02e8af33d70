"""Tamper guard: an action that answers one point's ups and downs is named as such, kindly.

Source: Deming WE (1986), Out of the Crisis, on the funnel experiment: to adjust a stable process after each result
makes its results vary more. A response to a serious incident is no tampering, nor is the redesign of a stable process
that fails its target: it is what such a process needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from qmf.improvement.dates import when
from qmf.spc import ControlChart, Label

__all__ = ["Answer", "Because", "Verdict", "answers_a_point"]

Because = Literal["point", "serious incident", "redesign"]
Verdict = Literal["common cause", "special cause", "incident", "redesign", "not judged"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an action responded to, by the chart.

    Parameters
    ----------
    verdict
        "common cause" (the point was as usual: the action answers ups and downs), "special cause" (something was unlike
        usual, and it was right to look), "incident" or "redesign" (the point is not what it answers), or "not judged".
    words
        The same in sentences, fit for those who acted.
    """

    verdict: Verdict
    words: str


def answers_a_point(chart: ControlChart, label: Label, *, period: date, because: Because = "point") -> Answer:
    """Say whether an action that was recorded as a response to one point answers common cause.

    Parameters
    ----------
    chart
        The series that was looked at, with dates on its x axis.
    label
        How it is called.
    period
        A day in the period of the point.
    because
        What the action responded to: the "point" itself, a "serious incident", or a "redesign" of the process.

    Returns
    -------
    Answer
        A verdict and its words.

    Examples
    --------
    >>> from qmf.spc import control_chart
    >>> months = pd.date_range("2024-01-01", periods=20, freq="MS")
    >>> falls = pd.DataFrame({"month": months, "falls": [4.0, 6.0] * 10})
    >>> chart = control_chart(falls, x="month", y="falls", improvement="decrease")
    >>> answers_a_point(chart, Label("Falls"), period=date(2025, 8, 1)).verdict
    'common cause'
    >>> answers_a_point(chart, Label("Falls"), period=date(2025, 8, 1), because="serious incident").verdict
    'incident'
    """
    if because == "serious incident":
        return Answer(
            "incident", "A response to a serious incident, whatever the chart says of the month around it."
        )
    if because == "redesign":
        return Answer("redesign", _redesign(chart))
    points = chart.points
    at = points[points["x"] <= pd.Timestamp(period)]
    if at.empty or (chart.period == "month" and not _same_month(at["x"].iloc[-1], period)):
        return Answer("not judged", "The chart has no point there, so nobody can say what this responded to.")
    point = at.iloc[-1]
    phase = chart.phases[chart.phases["phase"] == point["phase"]].iloc[0]
    said = f"{label.subject} in {when(point['x'], 'week' if chart.period == 'week' else 'month')}"
    if pd.isna(point["value"]) or point["excluded"] or not phase["settled"]:
        return Answer(
            "not judged", f"{said} cannot be judged: no value, a point left out, or too few points."
        )
    value = label.format(float(point["value"]))
    if isinstance(point["signal"], str):
        return Answer(
            "special cause", f"{said} was {value}, unlike usual: it was right to look for a reason."
        )
    usual = label.format(float(point["centre"]))
    return Answer(
        "common cause",
        f"{said} was {value}, where about {usual} is usual: common cause, the ups and downs of any process. "
        "It is natural to want to act on such a point, but it seldom has a reason of its own, and answering each one "
        "can make the ups and downs larger. What the test taught still counts. To change the level, change how the "
        "whole process works, and judge it by many points.",
    )


def _same_month(x: pd.Timestamp, day: date) -> bool:
    return (x.year, x.month) == (day.year, day.month)


def _redesign(chart: ControlChart) -> str:
    row = chart.summary.iloc[0]
    if row["variation"] == "common cause" and row["assurance"] == "fails":
        return "A redesign of a stable process that misses its target: only such a change can move it."
    return "A redesign of the process: judge it by many points before and after, not by one."
