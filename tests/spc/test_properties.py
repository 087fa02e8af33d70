"""What must hold for any data: order, scale, direction, neighbours."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmf.spc import KINDS, PROFILES, control_chart

FLAGS = ["outside", "trend", "two_of_three", "shift"]


@st.composite
def frames(draw, groups=3):
    """Long frames of some series of unlike lengths, with gaps, ties and left-out points."""
    parts = []
    for name in "abcdef"[: draw(st.integers(1, groups))]:
        length = draw(st.integers(1, 45))
        seed = draw(st.integers(0, 10**6))
        rng = np.random.default_rng(seed)
        y = rng.poisson(draw(st.sampled_from([1, 6, 60])), length).astype(float)
        y[rng.random(length) < draw(st.sampled_from([0, 0.1]))] = np.nan
        n = rng.integers(80, 400, length)
        x = pd.date_range("2021-04-01", periods=length, freq="MS")
        parts.append(pd.DataFrame({"ward": name, "x": x, "y": y, "n": n, "out": rng.random(length) < 0.05}))
    return pd.concat(parts, ignore_index=True)


def call(data, **more):
    return control_chart(data, x="x", y="y", by="ward", **more)


def same(one, other):
    for table in ("points", "phases", "summary"):
        pd.testing.assert_frame_equal(getattr(one, table), getattr(other, table))


@settings(max_examples=30, deadline=None)
@given(frames(), st.randoms(use_true_random=False), st.sampled_from(sorted(KINDS)))
def test_shuffling_rows_changes_nothing(data, random, kind):
    data["y"] = data["y"] + 1 if kind == "t" else data["y"]
    n = None if KINDS[kind].n == "no" else "n"
    order = list(data.index)
    random.shuffle(order)
    more = {"kind": kind, "n": n, "improvement": "decrease", "target": 5, "exclude": "out", "baseline": 10}
    same(call(data, **more), call(data.loc[order], **more))


@settings(max_examples=40, deadline=None)
@given(frames(groups=1), st.integers(-8, 8), st.integers(-1000, 1000))
def test_scale_and_shift_move_the_limits_and_no_flag(data, power, add):
    moved = data.assign(y=(data["y"] + add) * 2.0**power)
    one, other = call(data), call(moved)
    for line in ("centre", "lcl", "ucl"):
        np.testing.assert_allclose(
            other.points[line], (one.points[line] + add) * 2.0**power, rtol=1e-9, atol=1e-9
        )
    solid = (
        np.minimum(abs(one.points["value"] - one.points["lcl"]), abs(one.points["value"] - one.points["ucl"]))
        > 1e-6
    )
    for flag in ("shift", "trend"):
        pd.testing.assert_series_equal(one.points[flag], other.points[flag])
    pd.testing.assert_series_equal(one.points["outside"][solid], other.points["outside"][solid])


@settings(max_examples=40, deadline=None)
@given(frames())
def test_turning_improvement_round_swaps_improvement_and_concern(data):
    up, down = call(data, improvement="increase"), call(data, improvement="decrease")
    swap = {"improvement": "concern", "concern": "improvement"}
    assert (up.points[FLAGS] == down.points[FLAGS]).all().all()
    both = up.points["trend"] & (up.points["outside"] | up.points["two_of_three"] | up.points["shift"])
    one = up.points["direction"][~both].map(swap)
    other = down.points["direction"][~both]
    assert one.fillna("").tolist() == other.fillna("").tolist()
    assert (up.points["direction"].isna() == down.points["direction"].isna()).all()


@settings(max_examples=40, deadline=None)
@given(frames(), frames(groups=1), st.sampled_from(sorted(PROFILES)))
def test_adding_a_series_changes_no_other(data, extra, rules):
    both = pd.concat([data, extra.assign(ward="zz")])
    one, two = call(data, rules=rules), call(both, rules=rules)
    kept = [ward for ward in two.summary["ward"] if ward != "zz"]
    same(one, two.select(ward=kept))


@settings(max_examples=40, deadline=None)
@given(frames(groups=4), st.sampled_from(sorted(KINDS)), st.booleans())
def test_one_call_for_many_series_equals_many_calls(data, kind, phased):
    data["y"] = data["y"] + 1 if kind == "t" else data["y"]
    n = None if KINDS[kind].n == "no" else "n"
    data["part"] = (data["x"] >= "2022-02-01").map({True: "new", False: "old"})
    more = {
        "kind": kind,
        "n": n,
        "improvement": "increase",
        "target": 4,
        "phases": "part" if phased else None,
    }
    many = call(data, **more)
    for ward, rows in data.groupby("ward"):
        same(many.select(ward=ward), call(rows, **more))


@settings(max_examples=40, deadline=None)
@given(frames(groups=1), frames(groups=1), st.sampled_from(sorted(PROFILES)))
def test_a_phase_never_reads_its_neighbour(first, second, rules):
    second = second.assign(x=second["x"] + pd.DateOffset(years=10))
    start = second["x"].min()
    joined = call(pd.concat([first, second]), phases=[start], rules=rules)
    for number, part in enumerate((first, second), start=1):
        alone = call(part, rules=rules)
        inside = joined.points[joined.points["phase"] == number].reset_index(drop=True)
        columns = [c for c in alone.points if c != "phase"]
        pd.testing.assert_frame_equal(inside[columns], alone.points[columns])


@settings(max_examples=40, deadline=None)
@given(frames(groups=1))
def test_left_out_points_are_as_if_they_were_not_there(data):
    one = control_chart(data, x="x", y="y", exclude="out")
    kept = data[~data["out"]]
    other = control_chart(kept, x="x", y="y")
    inside = one.points[~one.points["excluded"]].reset_index(drop=True)
    pd.testing.assert_frame_equal(inside, other.points)
    left = one.points[one.points["excluded"]]
    assert not left[FLAGS].to_numpy().any() and left["signal"].isna().all()


@settings(max_examples=25, deadline=None)
@given(frames(groups=3), st.integers(2, 60))
def test_a_baseline_sets_the_limits_and_nothing_after_it_does(data, count):
    one = call(data, baseline=count)
    late = data.groupby("ward").cumcount() >= count
    other = call(data.assign(y=data["y"].where(~late, data["y"] * 3 + 50)), baseline=count)
    for line in ("centre", "lcl", "ucl"):
        pd.testing.assert_series_equal(one.points[line], other.points[line])


@settings(max_examples=30, deadline=None)
@given(frames(groups=2), st.sampled_from(sorted(PROFILES)))
def test_the_three_tables_agree(data, rules):
    chart = call(data, rules=rules, improvement="decrease", target=5)
    for ward, points in chart.points.groupby("ward"):
        latest, summary = points.iloc[-1], chart.select(ward=ward).summary.iloc[0]
        assert summary["x"] == latest["x"]
        if pd.isna(latest["direction"]):
            assert summary["variation"] == "common cause"
        else:
            assert summary["variation"].split()[0] == latest["direction"].split("_")[0]
        assert summary["signals"] == points["signal"].notna().sum()
        rule_columns = list(PROFILES[rules].rules)
        assert (points[rule_columns].any(axis=1) == points["signal"].notna()).all()


@pytest.mark.parametrize("factor", [1, 100, 1000])
def test_multiply_scales_what_is_shown_and_decides_nothing(factor):
    rng = np.random.default_rng(3)
    data = pd.DataFrame({"x": range(30), "y": rng.poisson(20, 30), "n": rng.integers(800, 1200, 30)})
    plain = control_chart(data, x="x", y="y", n="n")
    shown = control_chart(data, x="x", y="y", n="n", multiply=factor)
    np.testing.assert_allclose(shown.points["ucl"], plain.points["ucl"] * factor)
    pd.testing.assert_frame_equal(shown.points[[*FLAGS, "signal"]], plain.points[[*FLAGS, "signal"]])
