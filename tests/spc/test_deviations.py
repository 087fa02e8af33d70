"""Each row of docs/methods/deviations.md: what a reference gets wrong, and what we do instead."""

import numpy as np
import pandas as pd
import pytest

from qmf.errors import ChartError
from qmf.spc import control_chart


def points(data, **more):
    return control_chart(data, x="x", y="y", **more).points


@pytest.mark.parametrize(
    "values", [[None, None, 5, 6, 4], [5, None, 6, None, 4], [None] * 4, [5, 6, 4, None]]
)
def test_missing_values_never_crash(frame, values):
    found = points(frame(values), rules="plotthedots")
    assert found["value"].isna().tolist() == [v is None for v in values]


def test_a_phase_that_is_not_in_the_data_is_refused(frame):
    with pytest.raises(ChartError, match="The nearest are 2024-02-01 and 2024-03-01"):
        points(frame([1, 2, 3, 4]), phases=["2024-02-20"], rules="plotthedots")


def test_thirteen_points_are_enough_and_twelve_are_not(frame):
    for count, settled in ((12, False), (13, True)):
        assert (
            control_chart(frame([4, 6] * 10).head(count), x="x", y="y").summary.loc[0, "settled"] == settled
        )


def test_a_constant_series_has_flat_limits_but_in_plotthedots(frame):
    flat = points(frame([5] * 8))
    assert (flat["lcl"] == 5).all() and (flat["ucl"] == 5).all() and flat["signal"].isna().all()
    assert points(frame([5] * 8), rules="plotthedots")["ucl"].isna().all()
    assert (points(frame([5] * 8), kind="i", rules="anhoej")["ucl"] == 5).all()


def test_a_baseline_applies_within_each_phase(frame):
    data = frame([4, 6, 4, 6, 90, 14, 16, 14, 16, 90])
    found = points(data, baseline=4, phases=[data["x"][5]], kind="i", rules="anhoej")
    assert found["centre"].tolist() == [5] * 5 + [15] * 5


def test_a_given_centre_on_a_t_chart_is_in_the_units_of_y(frame):
    found = points(frame([20, 31, 15, 44, 27, 35]), kind="t", rules="anhoej", centre=30)
    assert found["centre"].tolist() == [30] * 6
    assert (found["lcl"] < 30).all() and (found["ucl"] > 30).all()


def test_ip_limits_follow_baseline_and_exclusion(frame):
    data = frame([40, 44, 38, 46, 41, 43, 400], n=[400] * 7, out=[False] * 6 + [True])
    calm = points(data.head(6), kind="ip", n="n", rules="anhoej")
    for more in ({"baseline": 6}, {"exclude": "out"}):
        found = points(data, kind="ip", n="n", rules="anhoej", **more)
        np.testing.assert_allclose(found["ucl"].head(6), calm["ucl"])


def test_an_empty_subgroup_is_skipped():
    full = pd.DataFrame({"x": [1, 1, 1, 2, 2, 3, 3, 3], "y": [4.0, 5, 9, 6, 8, 5, 5, 8]})
    empty = pd.concat([full, pd.DataFrame({"x": [4, 4], "y": [None, None]})])
    for kind in ("xbar", "s"):
        one, other = points(full, kind=kind), points(empty, kind=kind)
        pd.testing.assert_frame_equal(one[["centre", "lcl", "ucl"]], other[["centre", "lcl", "ucl"]].head(3))
        assert other["value"].isna().tolist() == [False, False, False, True]


def test_an_excluded_point_breaks_no_rule(frame):
    data = frame([4, 6] * 8 + [99], out=[False] * 16 + [True])
    found = points(data, exclude="out", kind="i", rules="anhoej")
    latest = found.iloc[-1]
    assert latest["value"] > latest["ucl"] and not latest["outside"]


def test_screening_is_an_argument_and_nothing_else(frame):
    data = frame([4, 6, 4, 6, 4, 6, 40, 6, 4, 6, 4, 6])
    screened, all_of_them = points(data), points(data, screen=False)
    assert (screened["ucl"] < all_of_them["ucl"]).all()
    assert (screened["centre"] == all_of_them["centre"]).all(), "screening drops moving ranges, not points"


def test_a_moving_range_chart_without_a_centre_has_no_limits(frame):
    assert points(frame([5]), kind="mr")[["centre", "lcl", "ucl"]].isna().all().all()
