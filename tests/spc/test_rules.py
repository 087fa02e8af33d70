"""The rules of Making data count as a user would check them with pencil and paper."""

import pytest

from qmf.errors import ChartError
from qmf.spc import control_chart

QUIET = [5, 6, 4, 5, 6, 4, 6]  # varies about 5 without a signal


def points(data, **more):
    return control_chart(data, x="x", y="y", **more).points


def marked(column):
    return [i for i, mark in enumerate(column) if mark]


def test_seven_on_one_side_are_a_shift_and_six_are_not(frame):
    low, high = [4, 5, 4, 5, 4, 5, 4, 5, 4, 5], [7, 8, 7, 8, 7, 8, 7]
    seven = points(frame([*low, *high]), centre=6)
    assert marked(seven["shift"]) == list(range(17))
    six = points(frame([*low[:6], *high[:6]]), centre=6)
    assert marked(six["shift"]) == []
    assert len(marked(points(frame([*low[:6], *high[:6]]), centre=6, run_length=6)["shift"])) == 12


def test_a_point_on_the_centre_line_and_a_missing_one_break_a_shift(frame):
    for breaker in (6.0, None):
        found = points(frame([7, 8, 7, breaker, 8, 7, 8, 5, 5]), centre=6)
        assert not found["shift"].any()


def test_a_trend_needs_seven_points(frame):
    assert marked(points(frame([9, 9, 9, 1, 2, 3, 4, 5, 6, 7, 5, 5]))["trend"]) == [3, 4, 5, 6, 7, 8, 9]
    assert not points(frame([9, 9, 9, 1, 2, 3, 4, 5, 6, 5, 5]))["trend"].any()
    assert marked(points(frame([9, 9, 9, 1, 2, 3, 4, 5, 6, 5, 5]), run_length=6)["trend"]) == [
        3,
        4,
        5,
        6,
        7,
        8,
    ]


def test_an_equal_neighbour_neither_counts_nor_cancels_in_mdc_and_breaks_in_plotthedots(frame):
    tied = frame([9, 9, 1, 2, 3, 3, 4, 5, 6, 7, 5])
    assert marked(points(tied)["trend"]) == [2, 3, 4, 5, 6, 7, 8, 9], (
        "seven different values, one of them twice"
    )
    assert not points(tied, rules="plotthedots")["trend"].any()
    short = frame([9, 9, 1, 2, 3, 3, 4, 5, 6, 5])
    assert not points(short)["trend"].any(), "the tie does not count: six different values only"


def test_two_of_three_counts_points_beyond_three_sigma_in_mdc_only(frame):
    values = frame([*[10, 12] * 10, 18, 12, 15])  # limits from the first 20: 2 sigma at 14.5, 3 sigma at 16.3
    mdc = points(values, centre=11, baseline=20)
    assert marked(mdc["outside"]) == [20]
    assert marked(mdc["two_of_three"]) == [20, 22], "the point between them is not marked"
    assert not points(values, centre=11, baseline=20, rules="plotthedots")["two_of_three"].any()


def test_two_of_three_needs_all_three_on_one_side(frame):
    steady = [*[10, 12] * 10]
    near = points(frame([*steady, 14.9, 12, 14.9]), centre=11, baseline=20)
    across = points(frame([*steady, 14.9, 10, 14.9]), centre=11, baseline=20)
    sigma = (near["ucl"] - near["centre"]).iloc[0] / 3
    assert 11 + 2 * sigma < 14.9
    assert marked(near["two_of_three"]) == [20, 22]
    assert not across["two_of_three"].any()


def test_outside_is_strict(frame):
    data = frame([4, 6, 4, 6, 4, 6])
    lines = points(data)
    on = points(frame([4, 6, 4, 6, 4, lines["ucl"].iloc[0]]), baseline=5)
    beyond = points(frame([4, 6, 4, 6, 4, 99]), baseline=5)
    assert marked(beyond["outside"]) == [5]
    exactly = points(frame([4, 6, 4, 6, 4, on["ucl"].iloc[0]]), baseline=5)
    assert not exactly["outside"].any()


def test_improvement_is_shown_where_a_concern_stands_beside_it(frame):
    # above the centre for long, and falling for seven months: with decrease better, both at once
    values = [*[1, 2] * 8, 30, 29, 28, 27, 26, 25, 24]
    chart = control_chart(frame(values), x="x", y="y", improvement="decrease", centre=10)
    latest = chart.points.iloc[-1]
    assert latest["shift"] and latest["trend"]
    assert (latest["signal"], latest["direction"]) == ("trend", "improvement")
    assert chart.summary.loc[0, "variation"] == "improvement low"
    as_in_r = control_chart(
        frame(values), x="x", y="y", improvement="decrease", centre=10, rules="plotthedots"
    )
    assert (as_in_r.points["signal"].iloc[16], as_in_r.points["direction"].iloc[16]) == ("outside", "concern")
    assert (chart.points["signal"].iloc[16], chart.points["direction"].iloc[16]) == ("trend", "improvement")


def test_neutral_has_neither_better_nor_worse(frame):
    chart = control_chart(frame([*[4, 5] * 8, *[9, 10] * 4]), x="x", y="y")
    assert set(chart.points["direction"].dropna()) <= {"neutral_high", "neutral_low"}
    assert chart.summary.loc[0, "variation"] == "neutral high"


def test_the_anhoej_shift_marks_the_points_of_the_long_run(frame):
    values = [4, 6, 4, 6, 4, 6, 4, 4, 4, 5, 4, 4, 4, 4, 4, 6]
    found = control_chart(frame(values), x="x", y="y", kind="run", rules="anhoej", centre=5)
    assert marked(found.points["shift"]) == [6, 7, 8, 10, 11, 12, 13, 14], "the point on the line is skipped"
    phase = found.phases.iloc[0]
    assert (phase["useful"], phase["longest_run"], phase["longest_run_max"]) == (15, 8, 7)
    assert phase["runs_signal"]


def test_no_rule_crosses_a_phase(frame):
    data = frame([*[4, 6] * 3, 7, 7.1, 7.2, 7.3, 7.4, 7.5, 7.6])
    assert control_chart(data, x="x", y="y", centre=5).points["shift"].any()
    phased = control_chart(data, x="x", y="y", centre=5, phases=[data["x"][9]])
    assert not phased.points["shift"].any() and not phased.points["trend"].any()


@pytest.mark.parametrize("rules", ["plotthedots", "anhoej"])
def test_other_profiles_keep_their_lengths(frame, rules):
    with pytest.raises(ChartError, match="do not allow a run length of 6"):
        points(frame(QUIET), rules=rules, run_length=6)
