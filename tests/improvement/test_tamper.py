"""An action on one point of common cause is named, kindly; an incident and a redesign are not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from qmf.improvement import answers_a_point
from qmf.spc import ControlChart, Label, control_chart

FALLS = Label("Falls", place="Heron ward")


def chart(values: list[float | None], **more: Any) -> ControlChart:
    months = pd.date_range("2024-01-01", periods=len(values), freq="MS")
    data = pd.DataFrame({"x": months, "y": pd.Series(values, dtype="float64")})
    return control_chart(data, x="x", y="y", **{"improvement": "decrease", **more})


STABLE = chart([4.0, 6.0] * 12, target=2)


def test_an_action_on_one_point_of_common_cause_is_said_kindly() -> None:
    said = answers_a_point(STABLE, FALLS, period=date(2025, 4, 1))
    assert said.verdict == "common cause"
    assert said.words.startswith(
        "Falls (Heron ward) in April 2025 was 6.0, where about 5.0 is usual: common cause"
    )
    assert "It is natural to want to act" in said.words and "What the test taught still counts." in said.words
    for blame in ("should not", "wrong", "mistake", "tamper", "fault"):
        assert blame not in said.words.casefold()


def test_any_day_of_the_period_names_the_point() -> None:
    assert answers_a_point(STABLE, FALLS, period=date(2025, 4, 17)) == answers_a_point(
        STABLE, FALLS, period=date(2025, 4, 1)
    )


def test_a_point_of_special_cause_was_right_to_look_at() -> None:
    found = chart([*[4.0, 6.0] * 12, 14.0], baseline=24)
    said = answers_a_point(found, FALLS, period=date(2026, 1, 1))
    assert said.verdict == "special cause"
    assert (
        said.words
        == "Falls (Heron ward) in January 2026 was 14.0, unlike usual: it was right to look for a reason."
    )


@pytest.mark.parametrize("values", [[4.0, 6.0] * 12, [*[4.0, 6.0] * 12, 14.0]])
def test_a_serious_incident_is_answered_whatever_the_chart_says(values: list[float]) -> None:
    said = answers_a_point(chart(values), FALLS, period=date(2025, 12, 1), because="serious incident")
    assert (
        said.verdict == "incident" and "common cause" not in said.words and "ups and downs" not in said.words
    )


def test_the_redesign_of_a_stable_process_that_misses_its_target_is_what_it_needs() -> None:
    missing = chart([4.0, 6.0] * 12, target=-5)
    assert missing.summary["assurance"].iloc[0] == "fails"
    said = answers_a_point(missing, FALLS, period=date(2025, 12, 1), because="redesign")
    assert (said.verdict, said.words) == (
        "redesign",
        "A redesign of a stable process that misses its target: only such a change can move it.",
    )
    other = answers_a_point(STABLE, FALLS, period=date(2025, 12, 1), because="redesign")
    assert other.verdict == "redesign" and "common cause" not in other.words


@pytest.mark.parametrize(
    ("found", "day"),
    [
        (STABLE, date(2023, 4, 1)),  # before the first point
        (STABLE, date(2027, 4, 1)),  # after the last
        (chart([*[4.0, 6.0] * 12, None]), date(2026, 1, 1)),  # no value
        (chart([4.0, 6.0, 5.0]), date(2024, 2, 1)),  # too few points for limits
    ],
)
def test_what_the_chart_cannot_judge_is_not_judged(found: ControlChart, day: date) -> None:
    assert answers_a_point(found, FALLS, period=day).verdict == "not judged"
