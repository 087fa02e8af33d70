"""The tables of a chart, and how it is taken apart."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from qmf.errors import ChartError
from qmf.spc import KINDS, control_chart

POINTS = [
    "x", "y", "n", "value", "centre", "lcl", "ucl", "phase", "excluded",
    "outside", "trend", "two_of_three", "shift", "signal", "direction", "target",
]  # fmt: skip


@pytest.fixture
def wards(frame):
    rng = np.random.default_rng(5)
    parts = [
        frame(rng.poisson(9, 24), ward=w, site=s, days=500)
        for w, s in (("Heron", "N"), ("Wren", "S"), ("Crane", "N"))
    ]
    return pd.concat(parts, ignore_index=True)


def test_points_have_the_fixed_columns(wards):
    chart = control_chart(wards, x="x", y="y", n="days", by=["site", "ward"], multiply=1000)
    assert list(chart.points) == ["site", "ward", *POINTS]
    assert chart.series == [("N", "Crane"), ("N", "Heron"), ("S", "Wren")]
    assert chart.points["value"].iloc[0] == chart.points["y"].iloc[0] / 500 * 1000
    assert (chart.period, chart.multiply, chart.by, chart.labels["n"]) == (
        "month",
        1000,
        ["site", "ward"],
        "days",
    )


def test_one_series_has_no_group(frame):
    chart = control_chart(frame([1, 2, 3]), x="x", y="y")
    assert chart.series == [()] and list(chart.points) == POINTS
    assert len(chart.summary) == len(chart.phases) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_frame_gives_empty_tables_with_their_columns(frame, kind):
    n = {"n": "days"} if KINDS[kind].n != "no" else {}
    empty = control_chart(frame([1, 2], days=5, ward="a").head(0), x="x", y="y", kind=kind, by="ward", **n)
    full = control_chart(frame([1, 2], days=5, ward="a"), x="x", y="y", kind=kind, by="ward", **n)
    for table in ("points", "phases", "summary"):
        assert list(getattr(empty, table)) == list(getattr(full, table)) and len(getattr(empty, table)) == 0
    assert empty.series == [] and empty.words() == "There are no data."


def test_two_points_have_limits_and_one_has_a_centre(frame):
    two = control_chart(frame([4, 6]), x="x", y="y").points
    assert two["centre"].tolist() == [5, 5] and two["ucl"].tolist() == [5 + 2.66 * 2] * 2
    one = control_chart(frame([4]), x="x", y="y").points
    assert one["centre"].tolist() == [4] and one["ucl"].isna().all()


def test_all_missing_has_no_lines_and_no_signals(frame):
    chart = control_chart(frame([None] * 5), x="x", y="y", improvement="increase", target=3)
    assert chart.points[["value", "centre", "lcl", "ucl"]].isna().all().all()
    assert not chart.points[["outside", "trend", "shift"]].any().any()
    phase = chart.phases.iloc[0]
    assert phase["useful"] == 0 and phase["points"] == 0 and not phase["runs_signal"]
    assert pd.isna(phase["longest_run"]) and pd.isna(phase["crossings_min"])


def test_a_gap_stays_a_gap(frame):
    chart = control_chart(frame([4, 6, None, 4, 9]), x="x", y="y")
    assert len(chart.points) == 5 and chart.points["value"].isna().tolist() == [
        False,
        False,
        True,
        False,
        False,
    ]
    assert chart.points["centre"].iloc[2] == 5.75, "lines are drawn through a gap"
    assert chart.points["ucl"].iloc[0] == pytest.approx(5.75 + 2.66 * (2 + 5) / 2), (
        "the ranges beside it are missing"
    )


def test_rows_without_x_are_dropped(frame):
    data = frame([4, 6, 99]).assign(x=lambda d: d["x"].where(d.index < 2))
    assert control_chart(data, x="x", y="y").points["y"].tolist() == [4, 6]


def test_a_denominator_of_nought_is_a_missing_value(frame):
    data = frame([1, 0, 2], days=[10, 0, 10])
    chart = control_chart(data, x="x", y="y", n="days", kind="u")
    assert np.isnan(chart.points.loc[1, ["y", "n", "value", "ucl"]].astype(float)).all()
    assert chart.points["centre"].iloc[0] == 3 / 20


def test_rows_of_equal_x_are_grouped(frame):
    twice = pd.concat([frame([4, 6, None], days=10), frame([2, 8, None], days=30)])
    assert control_chart(twice, x="x", y="y", n="days", kind="p").points["value"].tolist()[:2] == [
        6 / 40,
        14 / 40,
    ]
    assert control_chart(twice, x="x", y="y", kind="c").points["value"].tolist()[:2] == [6, 14]
    means = control_chart(twice, x="x", y="y", kind="i").points
    assert means["value"].tolist()[:2] == [3, 7] and means["y"].tolist()[:2] == [6, 14]
    assert np.isnan(means["value"].iloc[2]), "a group without any value is missing"


def test_phases_start_where_they_are_said_to(frame):
    data = frame(range(12), part=["a"] * 4 + [None] * 2 + ["b"] * 3 + ["a"] * 3)
    by_date = control_chart(data, x="x", y="y", phases=[data["x"][4], data["x"][9]])
    assert by_date.points["phase"].tolist() == [1] * 4 + [2] * 5 + [3] * 3
    assert by_date.phases["start"].tolist() == [data["x"][0], data["x"][4], data["x"][9]]
    by_label = control_chart(data, x="x", y="y", phases="part")
    assert by_label.points["phase"].tolist() == [1] * 6 + [2] * 3 + [3] * 3, (
        "a missing label goes on with the last"
    )
    first = control_chart(data, x="x", y="y", phases=[data["x"][0]])
    assert first.points["phase"].unique().tolist() == [1], "a phase at the first point leaves none before it"


def test_a_series_without_the_very_month_starts_its_phase_at_the_next(frame):
    full, short = frame(range(12), ward="a"), frame(range(12), ward="b").drop(index=6)
    chart = control_chart(pd.concat([full, short]), x="x", y="y", by="ward", phases=[full["x"][6]])
    assert chart.phases["start"].tolist() == [full["x"][0], full["x"][6], full["x"][0], full["x"][7]]


def test_the_baseline_counts_missing_and_excluded_rows(frame):
    data = frame([4, None, 6, 100, 50, 50], out=[False, False, False, True, False, False])
    chart = control_chart(data, x="x", y="y", baseline=4, exclude="out")
    assert chart.points["centre"].tolist() == [5] * 6
    assert chart.points["ucl"].isna().all(), "4 and 6 have a gap between them: there is no moving range"


def test_a_given_centre_and_a_target_are_in_the_units_shown(frame):
    data = frame([88, 70, 95, 60], days=[10000] * 4)
    chart = control_chart(
        data, x="x", y="y", n="days", multiply=1000, centre=8.8, target=6, improvement="decrease"
    )
    assert chart.points["centre"].tolist() == [8.8] * 4 and chart.points["target"].tolist() == [6] * 4
    assert chart.phases["useful"].tolist() == [3], "88 in 10,000 lies on a centre of 8.8 per 1,000"


def test_select_restricts_all_three_tables(wards):
    chart = control_chart(wards, x="x", y="y", by=["site", "ward"])
    north = chart.select(site="N")
    assert north.series == [("N", "Crane"), ("N", "Heron")] and len(north.points) == 48
    assert chart.select(ward=["Wren", "Heron"]).series == [("N", "Heron"), ("S", "Wren")]
    assert len(chart.series) == 3, "the chart itself is left as it is"
    with pytest.raises(ChartError, match="Did you mean 'Heron'"):
        chart.select(ward="Herron")
    with pytest.raises(ChartError, match="not grouped by 'team'"):
        chart.select(team="x")


def test_the_callers_frame_is_left_alone(wards):
    before = wards.copy(deep=True)
    control_chart(wards, x="x", y="y", n="days", by=["ward"], exclude=None)
    pd.testing.assert_frame_equal(wards, before)


def test_many_series_show_their_words(wards):
    chart = control_chart(wards, x="x", y="y", by="ward")
    assert [line.split(":")[0] for line in chart.words().splitlines()] == ["Crane", "Heron", "Wren"]
    with pytest.raises(ChartError, match="Select one series first"):
        chart.figure()
    shown = chart._repr_mimebundle_()
    assert shown["text/html"].count("<p>") == 3


def test_the_figure_carries_the_words(frame):
    chart = control_chart(frame([4, 6] * 10), x="x", y="y", improvement="decrease", target=5)
    figure = chart.figure()
    assert chart.words(style="title") in figure.layout.title.text


def test_blocks_do_not_show():
    """Many more rows than a block holds, and a phase longer than one: the same as one series at a time."""
    rng = np.random.default_rng(0)
    lengths = [40_000, 3, 50_000, *rng.integers(1, 60, 1500)]
    ward = np.repeat(np.arange(len(lengths)), lengths)
    x = np.concatenate([np.arange(n) for n in lengths])
    data = pd.DataFrame({"ward": ward, "x": x, "y": rng.normal(size=len(x)).round(2)})
    many = control_chart(data, x="x", y="y", by="ward")
    for key in (0, 1, 2, 77, 1400):
        alone = control_chart(data[data["ward"] == key], x="x", y="y", by="ward")
        pd.testing.assert_frame_equal(many.select(ward=key).points, alone.points)
        pd.testing.assert_frame_equal(many.select(ward=key).summary, alone.summary)


def test_the_science_needs_no_drawing_or_statistics_library():
    code = "import sys, qmf.spc; print([m for m in ('plotly', 'scipy', 'statsmodels') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"
