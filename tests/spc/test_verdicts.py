"""Variation, assurance and since-when: what the icons show."""

import numpy as np
import pandas as pd
import pytest

from qmf.spc import control_chart

WAVES = [*[4, 6] * 10]  # mean 5, limits about -0.3 and 10.3


def summary(data, **more):
    return control_chart(data, x="x", y="y", **more).summary.iloc[0]


@pytest.mark.parametrize(
    ("improvement", "target", "assurance"),
    [
        ("increase", 11, "fails"), ("increase", -1, "passes"), ("increase", 7, "hit or miss"),
        ("decrease", -1, "fails"), ("decrease", 11, "passes"), ("decrease", 7, "hit or miss"),
    ],
)  # fmt: skip
def test_assurance_compares_the_target_with_the_limits(frame, improvement, target, assurance):
    assert summary(frame(WAVES), improvement=improvement, target=target)["assurance"] == assurance


def test_a_target_on_a_limit_is_met_in_mdc_and_hit_or_miss_in_plotthedots(frame):
    upper = float(summary(frame(WAVES))["ucl"])
    assert summary(frame(WAVES), improvement="increase", target=upper)["assurance"] == "fails"
    assert summary(frame(WAVES), improvement="decrease", target=upper)["assurance"] == "passes"
    as_r = summary(frame(WAVES), improvement="increase", target=upper, rules="plotthedots")
    assert as_r["assurance"] == "hit or miss"


def test_no_direction_no_target_or_no_limits_is_no_assurance(frame):
    assert pd.isna(summary(frame(WAVES), target=7)["assurance"])
    assert pd.isna(summary(frame(WAVES), improvement="increase")["assurance"])
    assert pd.isna(summary(frame(WAVES), improvement="increase", target=7, kind="run")["assurance"])


def test_a_limit_cut_back_to_the_bound_of_the_measure_decides_nothing(frame):
    data = frame([58, 60, 57, 59, 60, 58] * 4, n=[60] * 24)
    chart = control_chart(
        data, x="x", y="y", n="n", kind="p", improvement="increase", target=100, multiply=100
    )
    assert chart.summary.loc[0, "ucl"] == 100
    assert chart.summary.loc[0, "assurance"] == "hit or miss", (
        "it reached 100 % in four months of the last 24"
    )


def test_the_target_may_be_a_trajectory(frame):
    data = frame(WAVES, goal=[20.0] * 19 + [-1.0])
    assert summary(data, improvement="increase", target="goal")["assurance"] == "passes"
    assert control_chart(data, x="x", y="y", target="goal").points["target"].tolist() == data["goal"].tolist()


def test_assurance_reads_the_latest_phase(frame):
    data = frame([*WAVES, *[104, 106] * 8])
    phased = {"phases": [data["x"][20]], "improvement": "increase"}
    assert summary(data, target=50, **phased)["assurance"] == "passes"
    assert summary(data, target=120, **phased)["assurance"] == "fails"


def test_a_missing_latest_point_is_common_cause(frame):
    data = frame([*WAVES, 99, None])
    latest = summary(data, improvement="increase")
    assert latest["variation"] == "common cause" and np.isnan(latest["value"])


def test_sustained_since_is_where_the_run_that_still_holds_began(frame):
    data = frame([*WAVES, *[1, 2, 1, 2, 1, 2, 1, 2]])
    assert summary(data, centre=5)["sustained_since"] == data["x"][20]
    assert pd.isna(summary(data.head(26), centre=5)["sustained_since"]), "six points are no shift"
    assert summary(data.head(26), centre=5, run_length=6)["sustained_since"] == data["x"][20]
    ended = pd.concat([data, frame([9], start="2030-01-01")])
    assert pd.isna(summary(ended, centre=5)["sustained_since"]), "it no longer holds at the latest point"
    gap = data.assign(y=data["y"].where(data.index != 27))
    assert pd.isna(summary(gap, centre=5)["sustained_since"])


def test_sustained_since_of_each_series_is_its_own(frame):
    low = frame([*WAVES, *[1, 2, 1, 2, 1, 2, 1]])
    both = pd.concat(
        [low.assign(ward="a"), frame(WAVES).assign(ward="b"), low.assign(ward="c", y=10 - low["y"])]
    )
    found = control_chart(both, x="x", y="y", by="ward", centre=5).summary
    assert found["sustained_since"].tolist() == [low["x"][20], pd.NaT, low["x"][20]]


def test_settled_says_whether_limits_are_shown(frame):
    assert not summary(frame(WAVES[:12]))["settled"] and summary(frame(WAVES[:13]))["settled"]
    assert not summary(frame([*WAVES[:12], None]))["settled"], "a gap is no point"
    assert not summary(frame(WAVES), phases=[frame(WAVES)["x"][8]])["settled"], (
        "it is the latest phase that counts"
    )
    assert summary(frame(WAVES[:3]), rules="plotthedots")["settled"]
    numbers = control_chart(frame(WAVES[:5]), x="x", y="y").points
    assert numbers["ucl"].notna().all(), "the table holds the numbers all the same"
