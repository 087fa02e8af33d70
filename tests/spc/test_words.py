"""Sentences a reader would check against the chart, number by number."""

import pandas as pd
import pytest

from qmf.errors import ChartError
from qmf.spc import Label, control_chart

VIOLENCE = Label("Physical violence", "incidents per 1,000 occupied bed days", place="Heron ward")
ASSESSED = Label("Assessed within 28 days", "of first assessments", percent=True)
WAVES = [4, 6] * 10  # mean 5, limits -0.3 and 10.3
FALL = [*WAVES, *[1, 2] * 4]


def chart(data, **more):
    return control_chart(data, x="x", y="y", **{"improvement": "decrease", **more})


def three(of, label=VIOLENCE):
    return tuple(of.words(label, style) for style in ("title", "short", "board"))


def test_common_cause_says_the_usual_range_and_the_targets_chances(frame):
    title, short, board = three(chart(frame(WAVES), target=6))
    assert title == "Physical violence has not changed: 6.0, within its usual range of 0.0 to 10.3"
    assert (
        short == "No significant change. Expect it to meet its target in some months and miss it in others."
    )
    assert board == (
        "Physical violence (Heron ward) was 6.0 incidents per 1,000 occupied bed days in August 2025, 1.0 above its "
        "average of 5.0. That is within its usual range of 0.0 to 10.3: no significant change. "
        "Expect it to meet its target of 6.0 or less in some months and miss it in others."
    )


def test_a_target_out_of_reach_and_one_that_is_safe(frame):
    assert (
        chart(frame(WAVES), target=16)
        .words(VIOLENCE, "short")
        .endswith("Expect it to keep meeting its target.")
    )
    fails = chart(frame(WAVES), target=50, improvement="increase").words(VIOLENCE, "board")
    assert fails.endswith("Expect it to miss its target of 50.0 or more until something changes.")


def test_a_shift_says_since_when_and_for_how_long(frame):
    title, short, board = three(chart(frame(FALL), centre=5, target=3))
    assert title == "Physical violence has been below its given centre for 8 months, since September 2025"
    assert short == (
        "Better: below the given centre for 8 months running, since September 2025. Target: not predictable yet."
    )
    assert board == (
        "Physical violence (Heron ward) was 2.0 incidents per 1,000 occupied bed days in April 2026, 3.0 below its "
        "given centre of 5.0. It has been below the given centre for 8 months running, since September 2025: an "
        "improvement. Whether it will meet its target of 3.0 or less is not predictable yet."
    )


def test_a_baseline_makes_it_the_earlier_average(frame):
    title, _, board = three(chart(frame([*WAVES, *[9, 10] * 4]), baseline=20))
    assert title == "Physical violence has been above its earlier average for 9 months, since August 2025"
    assert "The limits come from the first 20 months, January 2024 to August 2025." in board
    assert "a concern" in board


def test_a_trend_and_a_point_outside_and_two_of_three_have_words_of_their_own(frame):
    assert chart(frame([*WAVES, 5, 5.5, 6, 6.5, 7, 7.5, 8])).words(VIOLENCE, "title") == (
        "Physical violence has risen for 7 months running, since September 2025"
    )
    outside = chart(frame([*WAVES, 14]), baseline=20)
    assert outside.words(VIOLENCE, "title") == (
        "Physical violence was above its upper limit in September 2025: 14.0, against an earlier average of 5.0"
    )
    assert outside.words(VIOLENCE, "short") == "Worse: above the upper limit of 10.3."
    near = chart(frame([*WAVES, 9, 6, 9.2]), baseline=20)
    assert (
        near.words(VIOLENCE, "short")
        == "Worse: two of the last three months are far above the earlier average."
    )


def test_where_improvement_and_concern_stand_together_both_are_said(frame):
    both = chart(frame([*[1, 2] * 8, 30, 29, 28, 27, 26, 25, 24]), centre=10)
    assert both.summary.loc[0, "variation"] == "improvement low"
    title, short, board = three(both)
    assert (
        title
        == "Physical violence has fallen for 7 months running, but has been above its given centre for 7 months"
    )
    assert short == (
        "Better: falling for 7 months running, since May 2025; "
        "but worse: above the given centre for 7 months running, since May 2025."
    )
    assert (
        "(better), but it has been above the given centre for 7 months running, since May 2025 (worse)."
        in board
    )


def test_neutral_is_neither_better_nor_worse(frame):
    for text in three(chart(frame([*WAVES, *[9, 10] * 4]), improvement="neutral", target=5)):
        assert not any(word in text for word in ("Better:", "Worse:", "improvement", "concern", "target"))
    neutral = chart(frame([*WAVES, *[9, 10] * 4]), improvement="neutral")
    assert (
        neutral.words(VIOLENCE, "short")
        == "Changed: above the average for 8 months running, since September 2025."
    )


def test_few_points_have_trial_limits(frame):
    title, short, board = three(chart(frame([5, 6, 7]), target=6))
    assert title == "Physical violence: 3 months so far, too few to judge"
    assert short == (
        "Trial limits: 3 months so far; limits and a verdict need 13. Too early to say whether it will meet its target."
    )
    assert "average" not in board and "no significant change" not in board
    phased = chart(frame(FALL), phases=["2025-09-01"])
    assert "Trial limits: 8 months since new limits began (September 2025)" in phased.words(VIOLENCE)


def test_missing_months_are_counted_whether_empty_or_not_there(frame):
    data = frame([*WAVES, 4, None, 6, None, 4, None, 6, None, 6])
    for gaps in (data, data.dropna()):
        title, short, board = three(chart(gaps, target=6))
        assert title == "Cannot say: 4 of the last 12 months are missing"
        assert (
            short
            == "Cannot say: 4 of the last 12 months are missing, so neither change nor target can be judged."
        )
        assert "Cannot say whether it has changed: 4 of the last 12 months are missing." in board
    one = chart(frame([*WAVES, 4, None, 6])).words(VIOLENCE)
    assert "1 of the last 12 months is missing." in one
    latest = chart(frame([*WAVES, 4, None])).words(VIOLENCE)
    assert latest.startswith(
        "Physical violence (Heron ward): there is no value in October 2025; the last, of September"
    )


def test_limits_that_describe_nothing_are_to_be_read_with_care(frame):
    data = frame([*[50, 51] * 15, *[90, 91] * 15, 70])
    crowded = chart(data, improvement="increase", target=75)
    summary = crowded.summary.iloc[0]
    text = crowded.words(ASSESSED)
    count = f"{summary['signals']} of the {summary['points']}"
    if summary["signals"] == summary["points"]:
        count = f"all {summary['points']}"
    assert f"Read the limits with care: {count} points are signals" in text
    assert "Expect it" not in text, "no target is predictable on such a process"


def test_percentages_are_whole_over_ten_and_say_what_of(frame):
    text = chart(frame([*[83, 82, 84] * 8, 75]), improvement="increase", target=75).words(ASSESSED)
    assert text.startswith(
        "Assessed within 28 days was 75% of first assessments in January 2026, "
        "8 percentage points below its average of 83%."
    )


def test_run_charts_and_the_anhoej_rules(frame):
    waves = [*[1, 2] * 3, *[8, 9] * 3] * 2
    text = chart(frame(waves), kind="run", rules="anhoej").words(VIOLENCE)
    assert (
        "Over the period it has changed: only 3 crossings of the median, where chance gives at least 8."
        in text
    )
    assert "no significant change" not in text
    quiet = chart(frame(WAVES), kind="run").words(VIOLENCE)
    assert quiet.endswith("1.0 above its median of 5.0. No significant change.")


def test_a_run_chart_speaks_of_no_limits(frame):
    """It has none: its median is what a baseline, a phase or a left-out point is about."""
    out = [False] * 23 + [True]
    for found in (
        chart(frame([5, 6, 7]), kind="run", target=6),
        chart(frame([5, 6, 7, 6, 8]), kind="run", rules="anhoej"),
        chart(frame([*WAVES, 5, 6, 5, 6]), kind="run", baseline=20),
        chart(frame(FALL), kind="run", phases=["2025-02-01"]),
        chart(frame(FALL), kind="run", phases=["2025-09-01"]),
        chart(frame([*WAVES, 5, 6, 5, 6], out=out), kind="run", exclude="out"),
        chart(frame([*[1, 2] * 8, *[8, 9] * 8, 5]), kind="run", rules="perla"),
    ):
        text = " ".join(three(found))
        assert "limit" not in text.casefold(), text
    early = chart(frame([5, 6, 7, 6, 8]), kind="run", rules="anhoej").words(VIOLENCE, "short")
    assert early == "Too few to judge: 5 months so far; a verdict needs 10 points off the median."
    based = chart(frame([*WAVES, 5, 6, 5, 6]), kind="run", baseline=20).words(VIOLENCE)
    assert "The median comes from the first 20 months, January 2024 to August 2025." in based


def test_a_given_centre_is_no_average(frame):
    for found in (chart(frame(WAVES), centre=4.5), chart(frame(WAVES), centre=4.5, kind="run", baseline=12)):
        text = " ".join(three(found))
        assert "given centre of 4.5" in text and "average" not in text and "median" not in text


def test_charts_of_movement_and_spread_say_what_is_drawn(frame):
    title, _, board = three(chart(frame(WAVES), kind="mr", improvement="neutral"))
    assert title.startswith("Difference from month to month in physical violence has not changed: 2.0")
    assert board.startswith(
        "Difference from month to month in physical violence (Heron ward) was 2.0 incidents"
    )
    rows = pd.concat([frame(WAVES), frame([v + 2 for v in WAVES])])
    spread = chart(rows, kind="s", improvement="neutral").words(Label("Waits", "days"))
    assert spread.startswith("Spread within each month of waits was 1.4 days in August 2025")


def test_a_run_of_quarters_begins_with_a_month(frame):
    quarters = pd.date_range("2019-04-01", periods=28, freq="QS")
    found = chart(pd.DataFrame({"x": quarters, "y": FALL}), baseline=20)
    assert found.words(VIOLENCE, "title").endswith("for 8 quarters, since April 2024")
    assert "from the first 20 quarters, April 2019 to March 2024." in found.words(VIOLENCE)


def test_a_left_out_latest_point_is_said_to_be_so(frame):
    data = frame([*WAVES, 30], out=[False] * 20 + [True])
    assert (
        chart(data, exclude="out").words(VIOLENCE, "short")
        == "September 2025 is left out of the limits and rules."
    )
    assert "this point is left out of the limits and rules" in chart(data, exclude="out").words(VIOLENCE)


@pytest.mark.parametrize(
    ("x", "when"),
    [
        (pd.date_range("2026-01-05", periods=20, freq="7D"), "in the week of 18 May 2026"),
        (pd.date_range("2026-01-05", periods=20, freq="D"), "on 24 January 2026"),
        (pd.date_range("2021-04-01", periods=20, freq="QS"), "in January to March 2026"),
        (pd.date_range("2021-06-30", periods=20, freq="QE"), "in January to March 2026"),
        (pd.date_range("2006-04-01", periods=20, freq="12MS"), "in 2025-26"),
        (pd.date_range("2007-03-31", periods=20, freq="12ME"), "in 2025-26"),
        (pd.date_range("2006-01-01", periods=20, freq="YS"), "in 2025"),
        (pd.RangeIndex(20), "at point 19"),
    ],
)
def test_dates_are_said_the_way_people_say_them(x, when):
    data = pd.DataFrame({"x": x, "y": WAVES})
    assert f"incidents per 1,000 occupied bed days {when}, 1.0 above" in chart(data).words(VIOLENCE)


@pytest.mark.parametrize(
    ("label", "value", "text"),
    [
        (Label(percent=True), 75.4, "75%"), (Label(percent=True), 9.96, "10%"), (Label(percent=True), 9.94, "9.9%"),
        (Label(), 1234.56, "1,234.6"), (Label(), -0.01, "0.0"), (Label(), -3.21, "−3.2"),
        (Label(decimals=0), 12.0, "12"), (Label(decimals=0), 12.25, "12.2"), (Label(decimals=2), 0.126, "0.13"),
        (Label(), float("nan"), "–"),
    ],
)  # fmt: skip
def test_values_are_written_as_people_read_them(label, value, text):
    assert label.format(value) == text


def test_the_verb_fits_the_name(frame):
    for name, verb in (
        ("Falls with harm", "have"), ("Staff sickness", "has"), ("Safety huddles held", "have"),
        ("Requests to GP practices", "have"), ("Full health check in the year", "has"), ("Restraint", "has"),
        ("Assessed within 28 days", "has"), ("Did not attend", "has"), ("Falls plan within 24 hours", "has"),
    ):  # fmt: skip
        assert chart(frame(WAVES)).words(Label(name), "title").startswith(f"{name} {verb} not changed")
    assert chart(frame(WAVES)).words(Label("Data", plural=True), "title").startswith("Data have not")


def test_without_a_label_the_columns_name_the_series(frame):
    data = frame([40, 44] * 10, bed_days=1000, ward="Heron").rename(columns={"y": "physical_assaults"})
    found = control_chart(data, x="x", y="physical_assaults", n="bed_days", by="ward", multiply=1000)
    assert found.words().startswith("Physical assaults (Heron) were 44 per 1,000 bed days in August 2025")


RULES = {
    "outside": ([*WAVES, 14], "above the upper limit of 10.3"),
    "shift": ([*WAVES, *[9, 8] * 4], "above the earlier average for 9 months running, since August 2025"),
    "trend": ([*WAVES, 3, 4, 4.5, 5.1, 5.5, 6, 6.5, 7], "rising for 8 months running, since September 2025"),
    "two_of_three": ([*WAVES, 9, 6, 9.2], "of the last three months are far above the earlier average"),
    "four_of_five": ([*WAVES, 7.5, 7.6, 4, 7.5, 7.7], "four of the last five months are well above"),
    "within_one": (
        [*WAVES, *[5.1, 4.9, 5.2, 5.3] * 4],
        "15 months in a row lie closer to the earlier average",
    ),
    "beyond_one": ([*WAVES, 2.5, 7.5, 7.5, 2.5, 2.5, 7.5, 7.5, 2.5, 7.5], "8 months in a row lie far from"),
    "alternating": ([*WAVES, 5.9, 6.1] * 1 + [4, 6] * 7, "14 months in a row have gone up and down in turn"),
}


@pytest.mark.parametrize("rule", RULES)
def test_the_board_hears_the_rule_the_date_the_size_and_the_targets_chances(frame, rule):
    values, says = RULES[rule]
    rules = "mdc" if rule in ("outside", "shift", "trend", "two_of_three") else "nelson"
    found = chart(frame(values), baseline=20, target=6, rules=rules, improvement="increase")
    assert found.points.iloc[-1][rule], "the latest point breaks it"
    text, row = found.words(VIOLENCE, "board"), found.summary.iloc[0]
    assert says.casefold() in text.casefold(), text
    assert (
        f"in {row['x'].month_name()} {row['x'].year}, {VIOLENCE.distance(row['value'], row['centre'])} "
        in text
    )
    assert "target of 6.0 or more" in text and "not predictable yet" in text


def test_words_and_tables_are_one(frame):
    """Every number in the words is a number of the tables, written by the label."""
    found = chart(frame([*WAVES, 14]), baseline=20, target=6)
    text, row = found.words(VIOLENCE), found.summary.iloc[0]
    for number in (row["value"], row["centre"], row["ucl"], row["target"], row["value"] - row["centre"]):
        assert VIOLENCE.format(number) in text


def test_an_unknown_style_is_refused(frame):
    with pytest.raises(ChartError, match="Did you mean 'board'"):
        chart(frame(WAVES)).words(style="bord")
