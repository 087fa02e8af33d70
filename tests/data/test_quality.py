"""The data-quality mark says what a reader would want to be told before believing a figure."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from qmf.data import open_place, quality, series, together

HEADER = "measure,unit,period_start,numerator,denominator,value,suppressed\n"
AS_AT = date(2026, 3, 31)
CHECKED = "2026-01-31"


def mark(write, measure, *, without=(), hidden=(), months=24, as_at=AS_AT, **values):
    starts = pd.date_range(end="2026-03-01", periods=months, freq="MS").strftime("%Y-%m")
    cells = {
        start: ",10,,true" if start in hidden else "5,10,,false" for start in starts if start not in without
    }
    rows = "".join(f"x,heron,{start}-01,{numbers}\n" for start, numbers in cells.items())
    x = measure(data={"observations": "x"}, **{"checked": CHECKED, **values})
    place = open_place(write({"observations.csv": HEADER + rows}))
    return quality(series(place, x, ["heron"], as_at), x, as_at, place=place).iloc[0]


def boxes(row):
    return row[["complete", "on_time", "valid", "checked"]].tolist()


def test_good_data_are_good(write, measure):
    row = mark(write, measure)
    assert boxes(row) == ["full"] * 4
    assert row["usable"]
    assert row["words"] == "Good"


@pytest.mark.parametrize(
    ("without", "complete", "on_time", "usable", "words"),
    [
        (["2025-06"], "half", "full", True, "1 of the last 12 months missing"),
        (["2025-06", "2025-07", "2025-08"], "half", "full", True, "3 of the last 12 months missing"),
        (
            ["2025-06", "2025-07", "2025-08", "2025-12"],
            "empty",
            "full",
            False,
            "4 of the last 12 months missing",
        ),
        (["2024-06", "2024-07", "2024-08", "2024-12"], "full", "full", True, "Good"),
        (["2026-03"], "full", "half", True, "A month late"),
        (["2026-02", "2026-03"], "half", "empty", True, "2 months late"),
        (["2025-12", "2026-03"], "half", "half", True, "1 of the last 12 months missing; a month late"),
        (
            ["2025-12", "2026-01", "2026-02", "2026-03"],
            "empty",
            "empty",
            False,
            "4 of the last 12 months missing",
        ),
    ],
)
def test_missing_months_are_told_and_a_third_is_too_many(
    write, measure, without, complete, on_time, usable, words
):
    row = mark(write, measure, without=without)
    assert (row["complete"], row["on_time"], row["usable"], row["words"]) == (
        complete,
        on_time,
        usable,
        words,
    )


def test_suppressed_months_count_as_missing(write, measure):
    row = mark(write, measure, hidden=["2025-06", "2026-03"])
    assert (row["words"], row["on_time"]) == ("2 of the last 12 months suppressed", "full")
    row = mark(write, measure, hidden=["2025-06", "2025-07", "2026-03"], without=["2025-08"])
    assert not row["usable"]
    assert row["words"] == "4 of the last 12 months missing"


def test_a_changed_definition_and_unchecked_records_are_told(write, measure):
    changes = [{"on": "2025-04-01", "what": "Guiding holds count too."}]
    row = mark(write, measure, definition_changes=changes)
    assert (boxes(row), row["words"]) == (["full", "full", "half", "full"], "Definition changed Apr 2025")
    assert mark(write, measure, definition_changes=changes, months=6)["valid"] == "full"
    row = mark(write, measure, checked=None)
    assert (boxes(row), row["words"]) == (["full", "full", "full", "empty"], "Not checked against records")
    row = mark(write, measure, checked="2024-12-31")
    assert (row["checked"], row["words"]) == ("half", "Last checked against records Dec 2024")


def test_a_short_series_is_judged_by_what_it_has(write, measure):
    row = mark(write, measure, months=2)
    assert row["words"] == "Good"
    assert row["usable"]


def test_a_percentage_over_a_hundred_is_told(write, measure):
    rows = "x,heron,2026-02-01,10,10,,\nx,heron,2026-03-01,15,10,,\n"
    about = "name: T\nsynthetic: false\nnotice: N\nrounding: 5\n"
    x = measure(data={"observations": "x"}, percent=True, multiply=100, checked=CHECKED)
    frame = series(
        open_place(write({"observations.csv": HEADER + rows, "place.yaml": about})), x, ["heron"], AS_AT
    )
    row = quality(frame, x, AS_AT).iloc[0]
    assert (row["valid"], row["words"]) == ("half", "Over 100% in 1 month, by rounding")


def test_weeks_are_judged_over_a_year_of_them(sample, measure):
    huddles = measure(data={"observations": "safety_huddles"}, frequency="week", checked=CHECKED)
    frame = series(sample, huddles, ["heron"], AS_AT)
    assert quality(frame, huddles, AS_AT, place=sample)["words"].tolist() == ["Good"]
    gone = frame[frame["period_start"] < "2025-12-01"]
    row = quality(gone, huddles, AS_AT, place=sample).iloc[0]
    assert (row["usable"], row["words"]) == (True, "17 weeks late")


def test_the_sample_shows_what_cannot_be_judged_what_is_late_and_what_has_closed(sample, measure):
    teams, wards = (
        sample.units_of({"service": service}) for service in ("talking-therapies", "acute-inpatient")
    )
    waits = measure(data={"observations": "tt_second_wait_over_90_days"}, checked=CHECKED)
    frame = series(sample, waits, teams, AS_AT)
    marks = quality(frame, waits, AS_AT, place=sample).set_index("unit")
    assert marks["usable"].to_dict() == {"tt-coast": True, "tt-east": True, "tt-west": False}
    whole = quality(together(frame, "all"), waits, AS_AT, place=sample).iloc[0]
    assert (whole["usable"], whole["words"]) == (False, "5 of the last 12 months missing")
    sickness = measure(data={"observations": "staff_sickness"}, checked=CHECKED)
    frame = series(sample, sickness, wards, AS_AT)
    for place in (sample, None):
        marks = quality(frame, sickness, AS_AT, place=place).set_index("unit")["words"]
        assert marks["heron"] == "A month late"
        assert marks["plover"] == "Good"
