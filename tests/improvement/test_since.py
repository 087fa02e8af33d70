"""What a chart says since a day: averages either side, and its own signals."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from qmf.improvement import since
from qmf.spc import ControlChart, control_chart


def chart(counts: list[float], beds: float | list[float] = 100.0, baseline: int | None = 12) -> ControlChart:
    months = pd.date_range("2024-01-01", periods=len(counts), freq="MS")
    frame = pd.DataFrame({"month": months, "falls": counts, "beds": beds})
    return control_chart(
        frame, x="month", y="falls", n="beds", baseline=baseline, improvement="decrease", multiply=1000
    )


STEADY = [9.0, 11.0] * 6
FALLEN = [4.0, 6.0] * 6


def test_a_month_that_the_day_cuts_counts_neither_way() -> None:
    cut = since(chart(STEADY + FALLEN), date(2025, 1, 6))
    assert (cut.points_before, cut.points_after, cut.left_out) == (12, 11, pd.Timestamp("2025-01-01"))
    whole = since(chart(STEADY + FALLEN), date(2025, 1, 1))
    assert (whole.points_before, whole.points_after, whole.left_out) == (12, 12, None)


def test_months_count_by_their_size() -> None:
    beds = [100.0] * 11 + [1100.0, 200.0]
    seen = since(chart([10.0] * 13, beds, baseline=None), date(2025, 1, 1))
    assert np.isclose(seen.before, 120 / 2200 * 1000)
    assert np.isclose(seen.after, 50)


def test_signals_are_those_of_the_chart() -> None:
    seen = since(chart(STEADY + FALLEN), date(2025, 1, 1))
    assert (seen.better, seen.worse, seen.changed) == (12, 0, 0)
    assert seen.first == pd.Timestamp("2025-01-01")
    assert seen.latest == "improvement"


def test_a_change_that_had_begun_before_the_day_is_dated_then() -> None:
    assert since(chart(STEADY + FALLEN), date(2025, 5, 1)).first == pd.Timestamp("2025-01-01")


def test_an_old_signal_that_had_passed_is_not_the_beginning() -> None:
    passing = STEADY + FALLEN[:8] + STEADY + FALLEN[:8]
    assert since(chart(passing), date(2026, 7, 1)).first == pd.Timestamp("2026-09-01")


def test_nothing_since_and_nothing_before_are_no_numbers() -> None:
    late = since(chart(STEADY + FALLEN), date(2026, 3, 1))
    assert np.isnan(late.after)
    assert (late.points_after, late.first, late.latest, late.left_out) == (0, None, "", None)
    early = since(chart(STEADY + FALLEN), date(2023, 3, 1))
    assert np.isnan(early.before)
    assert early.counted_from == pd.Timestamp("2024-01-01")


@given(
    st.lists(st.one_of(st.integers(0, 30).map(float), st.just(float("nan"))), min_size=14, max_size=30),
    st.dates(date(2023, 11, 1), date(2026, 9, 1)),
)
def test_every_point_with_a_value_is_before_since_or_cut(counts: list[float], day: date) -> None:
    seen = since(chart(counts), day)
    known = sum(not np.isnan(count) for count in counts)
    cut = seen.left_out is not None
    assert seen.points_before + seen.points_after in {known, known - cut}
    assert seen.better + seen.worse + seen.changed <= seen.points_after
    assert (seen.first is None) == (seen.better + seen.worse + seen.changed == 0)


def test_the_time_between_two_events_that_the_day_cuts_counts_neither_way() -> None:
    days = pd.to_datetime(["2025-01-10", "2025-02-10", "2025-04-10", "2025-05-10"])
    frame = pd.DataFrame({"day": days, "gap": [30.0, 31.0, 59.0, 30.0]})
    seen = since(control_chart(frame, x="day", y="gap", kind="t"), date(2025, 3, 1))
    assert (seen.before, seen.after, seen.left_out) == (30.5, 30.0, pd.Timestamp("2025-04-10"))
