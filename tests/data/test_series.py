"""What a chart is drawn from: every period there, a gap kept a gap, nothing counted that is not complete."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qmf.data import open_place, series, together

HEADER = "measure,unit,period_start,numerator,denominator,value,suppressed\n"
AS_AT = date(2026, 3, 31)


def observations(folder_of, rows, **files):
    return open_place(folder_of({"observations.csv": HEADER + rows, **files}))


def months(frame):
    return frame["period_start"].dt.strftime("%Y-%m").tolist()


def test_events_are_counted_and_none_is_zero_where_the_unit_reported(write, measure):
    rate = measure(data={"events": "violence", "denominator": "occupied_bed_days"}, multiply=1000)
    frame = series(open_place(write()), rate, ["heron"], AS_AT)
    assert list(frame) == ["unit", "period_start", "numerator", "denominator", "value", "suppressed"]
    assert frame["numerator"].tolist() == [2, 0, 1]
    assert frame["value"].tolist() == [2 / 500, 0, 1 / 510]


def test_a_period_without_a_row_is_a_gap(write, measure):
    place = observations(write, "huddles,heron,2025-12-01,5,10,,\nhuddles,heron,2026-03-01,6,10,,\n")
    frame = series(place, measure(data={"observations": "huddles"}), ["heron"], AS_AT)
    assert months(frame) == ["2025-12", "2026-01", "2026-02", "2026-03"]
    assert frame["value"].isna().tolist() == [False, True, True, False]


def test_events_of_a_period_without_its_denominator_are_missing_not_zero(write, measure):
    place = observations(write, "beds,heron,2026-01-01,500,,,\nbeds,heron,2026-03-01,500,,,\n")
    frame = series(place, measure(data={"events": "violence", "denominator": "beds"}), ["heron"], AS_AT)
    assert frame["numerator"].isna().tolist() == [False, True, False]


def test_a_suppressed_count_is_missing_and_says_so(write, measure):
    place = observations(write, "x,heron,2026-02-01,,10,,true\nx,heron,2026-03-01,6,10,,false\n")
    frame = series(place, measure(data={"observations": "x"}), ["heron"], AS_AT)
    assert frame["value"].isna().tolist() == [True, False]
    assert frame["suppressed"].tolist() == [True, False]


def test_only_complete_periods_up_to_the_day_count(write, measure):
    place = open_place(write())
    huddles = measure(data={"observations": "huddles"})
    assert months(series(place, huddles, ["heron"], date(2026, 3, 30))) == ["2026-01", "2026-02"]
    violence = measure(data={"events": "violence"})
    assert series(place, violence, ["heron"], date(2026, 1, 31))["numerator"].tolist() == [2]


def test_two_points_are_a_series(write, measure):
    place = observations(write, "x,heron,2026-02-01,5,10,,\nx,heron,2026-03-01,6,10,,\n")
    assert len(series(place, measure(data={"observations": "x"}), ["heron"], AS_AT)) == 2


def test_a_value_that_is_no_count_is_taken_as_given(write, measure):
    place = observations(write, "wait,heron,2026-02-01,,,41.5,\nwait,heron,2026-03-01,,,-0.5,\n")
    assert series(place, measure(data={"observations": "wait"}), ["heron"], AS_AT)["value"].tolist() == [
        41.5,
        -0.5,
    ]


def test_a_late_unit_ends_in_a_gap_and_a_closed_one_ends(write, measure):
    tree = (
        "unit,name,kind,parent,service,opened,closed\nt,T,trust,,,,\n"
        "heron,H,ward,t,,,\nlate,L,ward,t,,,\nshut,S,ward,t,,,2026-02-28\n"
    )
    rows = "".join(
        f"x,{unit},2026-{month:02}-01,1,2,,\n"
        for unit, last in (("heron", 3), ("late", 2), ("shut", 2))
        for month in range(1, last + 1)
    )
    place = observations(write, rows, **{"units.csv": tree})
    frame = series(place, measure(data={"observations": "x"}), ["shut", "heron", "late"], AS_AT)
    assert frame["unit"].unique().tolist() == ["shut", "heron", "late"]
    assert frame.groupby("unit")["value"].size().to_dict() == {"heron": 3, "late": 3, "shut": 2}
    assert pd.isna(frame[frame["unit"] == "late"]["value"].iloc[-1])
    whole = together(frame, "all")
    assert whole["numerator"].tolist() == [3, 3]  # March waits for the late ward


def test_a_unit_is_the_same_whoever_is_asked_for_beside_it(sample, measure):
    rate = measure(data={"events": "physical_violence", "denominator": "occupied_bed_days"})
    both = series(sample, rate, ["heron", "plover"], AS_AT)
    alone = series(sample, rate, ["plover"], AS_AT)
    pd.testing.assert_frame_equal(both[both["unit"] == "plover"].reset_index(drop=True), alone)
    assert months(alone)[-1] == "2025-06"


def test_together_is_missing_where_an_open_unit_is(sample, measure):
    rate = measure(data={"events": "physical_violence", "denominator": "occupied_bed_days"})
    frame = series(sample, rate, sample.units_of({"service": "acute-inpatient"}), AS_AT)
    whole = together(frame, "all")
    assert len(whole) == 48
    assert [month for month, value in zip(months(whole), whole["value"], strict=True) if pd.isna(value)] == [
        "2023-06"
    ]
    march = frame[frame["period_start"] == "2026-03-01"]
    assert whole["numerator"].iloc[-1] == march["numerator"].sum()
    assert whole["value"].iloc[-1] == march["numerator"].sum() / march["denominator"].sum()


def test_counts_without_a_denominator_are_added(write, measure):
    place = open_place(write())
    frame = series(place, measure(data={"events": "violence"}), ["heron", "wren"], AS_AT)
    assert frame[frame["unit"] == "wren"]["value"].tolist() == [0, 0, 0]
    assert together(frame, "both")["value"].tolist() == [2, 0, 1]


def test_values_of_several_units_are_not_added(write, measure):
    place = observations(write, "wait,heron,2026-03-01,,,41.5,\nwait,wren,2026-03-01,,,30,\n")
    wait = measure(data={"observations": "wait"})
    assert together(series(place, wait, ["heron", "wren"], AS_AT), "both").empty
    assert together(series(place, wait, ["heron"], AS_AT), "one")["value"].tolist() == [41.5]


def test_weeks_make_months_by_the_day_they_end(write, measure):
    weeks = [
        date(2026, 1, 26) + timedelta(days=7 * number) for number in range(9)
    ]  # ends 1 February to 29 March
    rows = "".join(f"x,heron,{week},{number},10,,\n" for number, week in enumerate(weeks))
    place = observations(write, rows)
    weekly = series(place, measure(data={"observations": "x"}, frequency="week"), ["heron"], AS_AT)
    assert len(weekly) == 9
    monthly = series(place, measure(data={"observations": "x"}), ["heron"], AS_AT)
    assert months(monthly) == ["2026-02", "2026-03"]
    assert monthly["numerator"].tolist() == [0 + 1 + 2 + 3, 4 + 5 + 6 + 7 + 8]
    assert monthly["denominator"].tolist() == [40, 50]


def test_a_month_is_missing_where_one_of_its_weeks_is(write, measure):
    weeks = [date(2026, 1, 26) + timedelta(days=7 * number) for number in range(9) if number not in (5, 8)]
    place = observations(write, "".join(f"x,heron,{week},1,2,,\n" for week in weeks))
    x = measure(data={"observations": "x"})
    assert series(place, x, ["heron"], AS_AT)["value"].tolist() == [0.5]
    weekly = series(place, measure(data={"observations": "x"}, frequency="week"), ["heron"], AS_AT)
    assert weekly["value"].isna().tolist() == [False] * 5 + [True] + [False] * 2


def test_a_denominator_may_be_an_observation_of_its_own(write, measure):
    place = observations(write, "held,heron,2026-03-01,5,,,\nplanned,heron,2026-03-01,10,,,\n")
    frame = series(place, measure(data={"observations": "held", "denominator": "planned"}), ["heron"], AS_AT)
    assert frame[["numerator", "denominator", "value"]].to_numpy().tolist() == [[5, 10, 0.5]]


def test_weeks_of_events_start_as_the_place_says(write, measure):
    rows = "beds,heron,2026-01-03,70,,,\nbeds,heron,2026-01-31,70,,,\n"
    place = observations(
        write, rows, **{"place.yaml": "name: T\nsynthetic: true\nnotice: N\nweeks_start: saturday\n"}
    )
    weekly = measure(data={"events": "violence", "denominator": "beds"}, frequency="week")
    frame = series(place, weekly, ["heron"], AS_AT)
    assert len(frame) == 5
    assert frame["numerator"].dropna().tolist() == [1, 1]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    reported=st.dictionaries(
        st.tuples(st.sampled_from(["heron", "wren"]), st.integers(0, 11)), st.integers(0, 9), min_size=1
    )
)
def test_every_period_between_is_there_once_and_every_count_is_kept(write, measure, reported):
    starts = pd.date_range("2025-01-01", periods=12, freq="MS")
    rows = "".join(
        f"x,{unit},{starts[month].date()},{count},10,,\n" for (unit, month), count in reported.items()
    )
    frame = series(observations(write, rows), measure(data={"observations": "x"}), ["heron", "wren"], AS_AT)
    last = max(month for _, month in reported)
    for unit in {unit for unit, _ in reported}:
        first = min(month for each, month in reported if each == unit)
        own = frame[frame["unit"] == unit]
        assert own["period_start"].tolist() == starts[first : last + 1].tolist()
        expected = [reported.get((unit, month), np.nan) for month in range(first, last + 1)]
        np.testing.assert_array_equal(own["numerator"], expected)
    assert together(frame, "all")["numerator"].sum() <= sum(reported.values())


@pytest.mark.parametrize("frequency", ["month", "week"])
def test_the_order_of_the_rows_in_a_file_does_not_matter(write, measure, frequency):
    weeks = [
        f"x,heron,{date(2026, 1, 26) + timedelta(days=7 * number)},{number},20,,\n" for number in range(9)
    ]
    x = measure(data={"observations": "x"}, frequency=frequency)
    forward = series(observations(write, "".join(weeks)), x, ["heron"], AS_AT)
    backward = series(observations(write, "".join(reversed(weeks))), x, ["heron"], AS_AT)
    pd.testing.assert_frame_equal(forward, backward)
