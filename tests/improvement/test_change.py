"""What a reader is told of one series: real, lasting, or why it cannot be said."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmf.improvement import Change, change, say
from qmf.spc import Label
from tests.improvement.series import frame, values

LABEL = Label("Physical violence", "incidents per 1,000 bed days", place="Heron ward")
BASE = (date(2022, 4, 1), date(2024, 9, 30))


def compare(rows: Any, **given: Any) -> Change:
    options: dict[str, Any] = {
        "starts": date(2024, 10, 1),
        "settles_by": date(2025, 1, 1),
        "baseline": BASE,
        "multiply": 1000,
        "improvement": "decrease",
    }
    return change(rows, **options | given)


def wavy(level: float, months: int) -> list[float]:
    return [level + (-1) ** month * level / 5 for month in range(months)]


def words(found: Change, label: Label = LABEL) -> str:
    return say(found, label).words


def test_a_clear_fall_that_holds_is_told_with_its_interval_and_both_times() -> None:
    found = compare(frame([*wavy(10, 30), 10, 9, 8, *wavy(5, 15)]), run_since=date(2024, 12, 1))
    assert (found.reading, found.effect, found.lasted, found.sustained) == (
        "A real fall",
        "improvement",
        "yes",
        True,
    )
    assert (found.before, found.points_before, found.points_after) == (20, 30, 15)
    assert found.after == pytest.approx(76 / 7.5)
    assert found.change == pytest.approx(found.after / found.before - 1)
    assert found.low < found.change < found.high < 0
    said = say(found, LABEL)
    assert said.change == "−49%"
    assert said.words == (
        "Physical violence (Heron ward) fell by 49% (95% interval 34% to 61%), from 20.0 to 10.1 incidents per 1,000 "
        "bed days: April 2022 to September 2024 compared with January 2025 to March 2026. The months from October 2024 "
        "until then were set aside in advance as settling in. It has lasted so far: the latest 7 months average 10.3, "
        "and every month since December 2024 was below the average."
    )


def test_the_months_of_settling_are_left_out() -> None:
    calm, wild = [*wavy(10, 30), 10, 10, 10, *wavy(5, 15)], [*wavy(10, 30), 90, 0, 60, *wavy(5, 15)]
    assert compare(frame(calm)).change == compare(frame(wild)).change


def test_no_clear_change_is_said_as_plainly() -> None:
    found = compare(frame([*wavy(10, 33), *wavy(9, 15)]))
    assert (found.reading, found.effect, found.lasted, found.sustained) == ("No clear change", "", "", False)
    assert "no clear change, from 20.0 to 18.2 incidents per 1,000 bed days (−9%, 95% interval −" in words(
        found
    )
    assert found.since is None


def test_a_change_that_went_back_is_told_so() -> None:
    found = compare(frame([*wavy(10, 33), *wavy(2, 9), *wavy(10, 6)]))
    assert (found.reading, found.lasted, found.sustained) == ("A fall that has not held", "no", False)
    assert found.effect == ""
    assert "It has not held: the latest 7 months average" in words(found)


def test_a_few_months_are_too_early_to_call_lasting() -> None:
    found = compare(frame([*wavy(10, 33), *wavy(2, 5)]))
    assert (found.reading, found.lasted, found.sustained) == ("A real fall", "too early", False)
    assert "too early to say whether it lasts: 5 months so far" in words(found)


def test_what_nobody_predicted_is_asked_for_more() -> None:
    rows = frame([*wavy(10, 33), *wavy(7.7, 15)])
    assert compare(rows).reading == "A real fall"
    found = compare(rows, predicted=False)
    assert (found.reading, found.effect, found.sustained) == ("Perhaps a fall", "", False)
    assert "Nobody predicted this change here" in words(found)
    assert compare(frame([*wavy(10, 33), *wavy(4, 15)]), predicted=False).reading == "A real fall"


def test_a_long_run_that_still_holds_makes_a_clear_change_firm() -> None:
    rows = frame([*wavy(10, 33), *wavy(7.7, 15)])
    assert compare(rows).lasted == "not sure"
    assert compare(rows, run_since=date(2025, 8, 1)).lasted == "not sure"  # eight months
    found = compare(rows, run_since=date(2025, 7, 1), predicted=False)
    assert (found.reading, found.lasted, found.sustained) == ("A real fall", "yes", True)
    rising = compare(frame([*wavy(10, 33), *wavy(3, 6), *wavy(11.5, 9)]), run_since=date(2025, 7, 1))
    assert (rising.run_since, rising.sustained) == (None, False)  # a run on the other side supports no fall


def test_a_date_chosen_after_looking_is_asked_for_more_and_says_so() -> None:
    rows = frame([*wavy(10, 38), *wavy(5, 10)])
    found = compare(rows, starts=date(2025, 6, 1), settles_by=None, pre_declared=False)
    assert (found.reading, found.sustained, found.pre_declared) == ("A real fall", True, False)
    assert found.since is not None
    assert (found.points_after, found.since.date()) == (10, date(2025, 6, 1))
    assert "The date was chosen after looking at the chart, so read with care." in words(found)
    weak = frame([*wavy(10, 38), *wavy(7.4, 10)])
    assert compare(weak, starts=date(2025, 6, 1), settles_by=None).reading == "A real fall"
    found = compare(weak, starts=date(2025, 6, 1), settles_by=None, pre_declared=False)
    assert found.reading == "No clear change"
    assert "more was asked for than this interval shows" in words(found)


def test_seven_points_chosen_after_looking_are_one_too_few_to_call_lasting() -> None:
    rows = frame([*wavy(10, 41), *wavy(4, 7)])
    found = compare(rows, starts=date(2025, 9, 1), settles_by=None, pre_declared=False)
    assert (found.reading, found.lasted, found.sustained) == ("A real fall", "too early", False)


def test_a_run_that_began_in_the_baseline_is_compared_with_what_was_before_it() -> None:
    rows = frame([*wavy(10, 20), *wavy(5, 28)])
    found = compare(rows, starts=date(2023, 12, 1), settles_by=None, pre_declared=False)
    assert (found.points_before, found.points_after) == (20, 28)


def test_proportions_are_told_in_percentage_points() -> None:
    rows = frame([*wavy(70, 33), *[40, 44] * 8], 100)
    found = compare(rows, shape="proportion", multiply=100, improvement="increase")
    label = Label("Assessed within 28 days", "of people assessed", percent=True)
    assert (found.scale, found.effect, found.model) == ("points", "concern", "quasi-binomial")
    assert found.change == pytest.approx(found.after - found.before)
    said = say(found, label)
    assert said.change == "−28 points"
    assert said.words.startswith("Assessed within 28 days fell by 28 percentage points (95% interval ")
    assert " percentage points), from 70% to 42% of people assessed:" in said.words


def test_values_are_told_as_a_difference() -> None:
    found = compare(values([*wavy(20, 33), *wavy(10, 15)]), shape="value", multiply=1)
    assert (found.scale, found.model) == ("difference", "normal")
    assert words(found, Label("Mean wait", "days")).startswith("Mean wait fell by 9.9 (95% interval ")


def test_a_season_is_said_and_not_adjusted_for() -> None:
    """Where the time before looks seasonal, or one of the times is under a year; not where a series only waves."""
    year = [10 + 4 * np.sin(month * np.pi / 6) for month in range(12)]
    seasonal = compare(
        frame([*(year * 3)[:30], 10, 9, 8, *[v / 2 for v in year], *[v / 2 for v in year[:3]]])
    )
    assert seasonal.season == "seen" and "looks seasonal, and nothing is adjusted for that" in words(seasonal)
    short = compare(frame([*wavy(10, 30), 10, 9, 8, *wavy(4, 8)]))
    assert short.season == "after" and "The time after is under a year, so a season may be part" in words(
        short
    )
    plain = compare(frame([*wavy(10, 30), 10, 9, 8, *wavy(5, 15)]))
    assert plain.season == "" and "season" not in words(plain)


def test_nothing_before_or_after_is_answered_in_words() -> None:
    fell = compare(frame([*[2.0, 3.0] * 15, *[0.0] * 18]))
    assert (fell.reading, fell.sustained, fell.change) == ("A real fall", True, -1)
    rose = compare(frame([*[0.0] * 33, *[2.0, 3.0] * 8]))
    assert rose.reading == "A real rise"
    assert say(rose, LABEL).change == "from none"
    assert "rose (95% interval " in words(rose)
    assert " or more), from 0.0 to " in words(rose)
    never = compare(frame([0.0] * 48))
    assert never.reading == "No clear change"
    assert "none before and none after" in words(never)


@pytest.mark.parametrize(
    ("rows", "options", "reason"),
    [
        (frame([5.0] * 20), {}, "3 months after the change are needed, and there are none"),
        (frame([5.0] * 35), {}, "3 months after the change are needed, and there are only 2"),
        (
            frame([5.0] * 48, start="2024-07-01"),
            {},
            "there are only 3 months before October 2024 to compare with",
        ),
        (frame([5.0] * 18, start="2024-10-01"), {}, "it was not counted before October 2024"),
        (frame([np.nan] * 48), {}, "there are no numbers"),
        (frame([]), {}, "there are no numbers"),
        (frame([5.0]), {}, "there is only 1 month before October 2024"),
        (frame([5.0] * 24, start="2024-10-01"), {"starts": date(2024, 11, 1)}, "there is no month before"),
        (frame([5.0] * 36 + [np.nan] * 4 + [5.0] * 8), {}, "4 of the last 12 months are missing"),
        (frame([5.0] * 48), {"definition_changes": [date(2025, 4, 1)]}, "was defined anew in April 2025"),
        (values([5.0] * 48), {"shape": "value"}, "the values never vary"),
        (values([5.0] * 33 + [6.0] * 15), {"shape": "value"}, "the values never vary"),
    ],
)
def test_what_cannot_be_said_says_why(rows: Any, options: dict[str, Any], reason: str) -> None:
    found = compare(rows, **options)
    assert found.reading.startswith("Cannot say: ")
    assert reason in found.reading
    assert reason in words(found)
    assert not found.sustained
    assert found.since is None


def test_a_definition_that_changed_before_both_times_does_not_matter() -> None:
    rows = frame([*wavy(10, 33), *wavy(5, 15)])
    assert compare(rows, definition_changes=[date(2022, 4, 1)]).reading == "A real fall"


def test_missing_months_at_the_end_are_waited_for_and_gaps_bridged() -> None:
    whole, late = [*wavy(10, 33), *wavy(5, 13)], [np.nan, np.nan]
    assert compare(frame(whole + late)).change == compare(frame(whole)).change
    assert compare(frame(whole + late)).after_end == compare(frame(whole)).after_end


def test_weeks_are_called_weeks() -> None:
    rows = frame([*wavy(10, 33), *wavy(5, 15)])
    rows["period_start"] = np.datetime64("2024-04-01") + 7 * np.arange(48).astype("timedelta64[D]")
    found = compare(rows, starts=date(2024, 11, 18), settles_by=None, baseline=None, period="week")
    said = say(found, LABEL, period="week").words
    assert "1 April 2024 to 11 November 2024 compared with 18 November 2024 to 24 February 2025" in said
    assert "latest 7 weeks" in said


@given(
    counts=st.lists(st.none() | st.integers(0, 40), min_size=1, max_size=60),
    shape=st.sampled_from(["rate", "proportion", "value"]),
    pre_declared=st.booleans(),
    predicted=st.booleans(),
    starts=st.dates(date(2022, 1, 1), date(2028, 1, 1)),
    baseline=st.none() | st.just(BASE),
)
def test_any_series_is_answered_and_no_claim_goes_without_its_grounds(
    counts: Any, shape: Any, pre_declared: bool, predicted: bool, starts: date, baseline: Any
) -> None:
    given = [np.nan if count is None else float(count) for count in counts]
    rows = values(given) if shape == "value" else frame(given, 40)
    found = compare(
        rows,
        shape=shape,
        starts=starts,
        settles_by=None,
        pre_declared=pre_declared,
        predicted=predicted,
        baseline=baseline,
    )
    said = say(found, LABEL)
    assert said.words.endswith(".")
    assert not any(word in said.words for word in ("nan", "inf ", "None", "NaT", "because", "caused"))
    if found.reading.startswith("A real"):
        assert found.low > 0 or found.high < 0
        assert found.effect
    if found.sustained:
        assert found.lasted == "yes"
        assert found.points_after >= (7 if pre_declared else 8)
    if found.reading.startswith("Cannot say"):
        assert said.change == said.interval == ""


@given(st.lists(st.integers(0, 40), min_size=48, max_size=48), st.floats(0.5, 2000))
def test_the_unit_shown_changes_no_verdict(counts: list[int], multiply: float) -> None:
    one, other = compare(frame(counts)), compare(frame(counts), multiply=multiply)
    assert (one.reading, one.sustained, one.effect) == (other.reading, other.sustained, other.effect)
    assert one.change == pytest.approx(other.change, nan_ok=True)
