"""Targets: a number, a column, two at once, and a trajectory into the future."""

import math
import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmf.errors import ChartError
from qmf.spc import Label, control_chart

WAVES = [4.0, 6.0] * 12  # mean 5, limits -0.3 and 10.3
FALLS = Label("Falls", "per 1,000 bed days")


def chart(data, **more):
    return control_chart(data, x="x", y="y", **{"improvement": "decrease", **more})


def test_two_targets_are_judged_each_by_itself(frame):
    found = chart(frame(WAVES, goal=[12.0] * 12 + [11.0] * 12), target={"local": 5, "national": "goal"})
    alone = [
        chart(frame(WAVES, goal=[12.0] * 12 + [11.0] * 12), target=t).summary.iloc[0] for t in (5, "goal")
    ]
    row = found.summary.iloc[0]
    assert (row["target"], row["target_national"]) == (5, 11)
    assert [row["assurance"], row["assurance_national"]] == [one["assurance"] for one in alone]
    assert [row["assurance"], row["assurance_national"]] == ["hit or miss", "passes"]
    assert found.points["target"].eq(5).all()
    assert found.points["target_national"].tolist() == [12.0] * 12 + [11.0] * 12
    assert found.targets == ("local", "national")


def test_the_words_name_both_and_say_once_what_is_true_of_both(frame):
    apart = chart(frame(WAVES), target={"local": 5, "national": 11}).words(FALLS)
    assert apart.endswith(
        "Expect it to meet its local target of 5.0 or less in some months and miss it in others. "
        "Expect it to keep meeting its national target of 11.0 or less."
    )
    alike = chart(frame(WAVES), target={"local": 5, "National": 6})
    assert alike.words(FALLS).endswith(
        "Expect it to meet its local target of 5.0 or less and its national target of 6.0 or less in some months and "
        "miss it in others."
    )
    assert alike.words(FALLS, "short").endswith(
        "Expect it to meet its local target and its national target in some months and miss it in others."
    )


def test_one_target_needs_no_name_and_may_have_one(frame):
    plain, named = chart(frame(WAVES), target=11), chart(frame(WAVES), target={"local": 11})
    pd.testing.assert_frame_equal(plain.summary, named.summary)
    assert named.words(FALLS).endswith("Expect it to keep meeting its local target of 11.0 or less.")
    assert chart(frame(WAVES), target={}).words() == chart(frame(WAVES)).words()


def test_a_trajectory_runs_on_after_the_last_value(frame):
    """Its rows are no points: the latest point is the last that has a value."""
    past = frame(WAVES, goal=[9.0] * 12 + [6.0] * 12)
    whole = frame([*WAVES, *[None] * 3], goal=[9.0] * 12 + [6.0] * 12 + [5.0, 4.5, 4.0])
    found, before = chart(whole, target="goal"), chart(past, target="goal")
    for table in ("points", "phases", "summary"):
        pd.testing.assert_frame_equal(getattr(found, table), getattr(before, table))
    assert found.ahead["x"].dt.strftime("%Y-%m").tolist() == ["2026-01", "2026-02", "2026-03"]
    assert found.ahead["target"].tolist() == [5.0, 4.5, 4.0]
    assert found.words(FALLS).endswith("The target falls to 4.0 by March 2026.")
    assert found.words(FALLS) == f"{before.words(FALLS)} The target falls to 4.0 by March 2026."
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own
    pd.testing.assert_frame_equal(again.ahead, found.ahead)


@pytest.mark.parametrize(
    ("goals", "says"),
    [
        ([6.0, 7.0], "The target rises to 7.0 by February 2026."),
        ([6.0, 6.0], ""),
        ([np.nan, 5.0], "falls to 5.0"),
    ],
)
def test_where_a_trajectory_leads(frame, goals, says):
    text = chart(frame([*WAVES, None, None], goal=[*[6.0] * 24, *goals]), target="goal").words(FALLS)
    assert says in text if says else "by February" not in text
    late = chart(frame([*WAVES, None], goal=[*[math.nan] * 24, 4.0]), target="goal").words(FALLS)
    assert late.endswith("The target is 4.0 by January 2026.")


def test_a_missing_latest_month_is_no_trajectory(frame):
    """A number is everyone's target, and a denominator says that the month was counted: both stay gaps."""
    data = frame([*WAVES, None], goal=5.0, days=1000.0)
    for found in (
        chart(data, target=5),
        chart(data, target="goal", n="days"),
    ):
        assert len(found.points) == 25 and found.ahead.empty
    nothing = chart(frame([None] * 5, goal=5.0), target="goal")
    assert len(nothing.points) == 5, "a series without any value keeps its rows"


def test_each_series_has_its_own_trajectory(frame):
    one = frame([*WAVES, None, None], ward="Elm", goal=[6.0] * 24 + [5.0, 4.0])
    two = frame([*WAVES, 5.0, 6.0], ward="Oak", goal=6.0)
    found = chart(pd.concat([one, two]), by="ward", target="goal")
    assert found.summary["x"].dt.month.tolist() == [12, 2]
    assert found.select(ward="Elm").ahead["target"].tolist() == [5.0, 4.0]
    assert found.select(ward="Oak").ahead.empty


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ({"local": 5, 3: 4}, "an int is no name of a target"),
        ({"local": 5, " ": 4}, "empty or too long"),
        ({"local": 5, "Local ": 4}, "two targets have one name"),
        (dict.fromkeys("abcd", 1), "there are 4 targets"),
        ({"local": 5, "national": "gaol"}, "target ('national'): there is no column 'gaol'"),
        ({"local": [1]}, "target ('local'): it is neither a number nor a column's name"),
    ],
)
def test_what_cannot_be_a_target_is_refused(frame, target, says):
    with pytest.raises(ChartError) as caught:
        chart(frame(WAVES), target=target)
    assert says in str(caught.value)


def test_a_grouping_column_cannot_take_a_targets_name(frame):
    with pytest.raises(ChartError, match="a column 'target_national' of their own"):
        chart(frame(WAVES, target_national="a"), by="target_national", target={"local": 1, "national": 2})


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 30), st.integers(0, 6), st.randoms(use_true_random=False))
def test_order_and_company_change_nothing(seed, length, ahead, random):
    rng = np.random.default_rng(seed)
    parts = []
    for ward in range(3):
        size = length + ahead * (ward < 2)
        y = rng.poisson(6, size).astype(float)
        y[length:] = np.nan
        x = pd.date_range("2022-04-01", periods=size, freq="MS")
        parts.append(pd.DataFrame({"ward": ward, "x": x, "y": y, "goal": rng.integers(3, 9, size) * 1.0}))
    data = pd.concat(parts, ignore_index=True)
    order = list(data.index)
    random.shuffle(order)
    more = {"by": "ward", "target": {"local": 5, "national": "goal"}}
    many, shuffled = chart(data, **more), chart(data.loc[order], **more)
    for table in ("points", "phases", "summary", "ahead"):
        pd.testing.assert_frame_equal(getattr(many, table), getattr(shuffled, table))
        for ward, part in enumerate(parts):
            alone = getattr(chart(part, **more), table)
            pd.testing.assert_frame_equal(getattr(many.select(ward=ward), table), alone)
    assert len(many.points) == 3 * length
    assert len(many.ahead) == 2 * ahead


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.floats(0, 15), st.floats(0, 15))
def test_turning_the_direction_turns_the_verdict_on_every_target(seed, one, two):
    """A mirrored series with mirrored targets, and the other direction, passes and fails alike."""
    y = np.random.default_rng(seed).normal(5, 1, 24)
    data = pd.DataFrame({"x": range(24), "y": y, "turned": -y})
    up = control_chart(data, x="x", y="y", target={"a": one, "b": two}, improvement="increase").summary
    down = control_chart(
        data, x="x", y="turned", target={"a": -one, "b": -two}, improvement="decrease"
    ).summary
    assert up[["assurance", "assurance_b"]].equals(down[["assurance", "assurance_b"]])
