"""What does not fit is refused by name, all of it at once, with a way to mend it; nothing else is ever raised."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmf.errors import ChartError, QmfError
from qmf.spc import KINDS, PROFILES, control_chart

MONTHS = pd.date_range("2024-01-01", periods=20, freq="MS")
DATA = pd.DataFrame({"month": MONTHS, "falls": [5, 6] * 10, "days": [100] * 20, "ward": ["a", "b"] * 10})


def refused(data=DATA, **more):
    with pytest.raises(ChartError) as caught:
        control_chart(data, **{"x": "month", "y": "falls", **more})
    return caught.value


def test_all_faults_come_at_once():
    error = refused(
        DATA.assign(falls=np.inf), x="mont", n="dayz", kind="xmrr", rules="mcd", improvement="up", baseline=1,
        exclude="out", target="goal", multiply=0, by=["wrd"],
    )  # fmt: skip
    where = [fault.where.split()[0] for fault in error.faults]
    assert set(where) == {
        "kind",
        "rules",
        "improvement",
        "baseline",
        "multiply",
        "x",
        "n",
        "exclude",
        "by",
        "y",
        "target",
    }
    assert "Did you mean 'month'?" in str(error) and "Did you mean 'xmr'?" in str(error)
    assert "Did you mean 'ward'?" in str(error) and "Did you mean 'mdc'?" in str(error)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"kind": "p", "n": "days", "data": DATA.assign(falls=101)}, "the numerator is above the denominator"),
        ({"kind": "c", "data": DATA.assign(falls=-1)}, "rows 1, 2 and 18 more: below 0"),
        ({"kind": "u", "n": "days", "data": DATA.assign(days=-1)}, "below 0"),
        ({"kind": "t", "data": DATA.assign(falls=0)}, "0 or below"),
        ({"kind": "u"}, "needs a denominator"),
        ({"kind": "g", "n": "days"}, "has no denominator"),
        ({"data": DATA.assign(falls="five")}, "hold no number"),
        ({"data": DATA.assign(falls=[None] * 19 + ["5"])}, "row 20 holds no number"),
        ({"data": DATA.assign(falls=DATA["month"])}, "not numbers"),
        ({"data": DATA.assign(falls=1e300)}, "beyond 1e+100"),
        ({"data": DATA.assign(month=MONTHS.strftime("%d/%m/%Y"))}, "neither date nor number"),
        ({"data": DATA.assign(month=True)}, "no place on a time axis"),
        ({"data": DATA.assign(month=[float("inf")] * 20)}, "infinite"),
        ({"data": DATA.assign(month=MONTHS[0])}, "more than one row at 2024-01-01"),
        ({"data": DATA.set_index("month")}, "is the index, not a column"),
        ({"data": pd.concat([DATA, DATA[["falls"]]], axis=1)}, "there are 2 columns called 'falls'"),
        ({"data": [1, 2, 3]}, "Give a pandas DataFrame"),
        ({"data": 3}, "it is an int. Give a pandas DataFrame"),
        ({"x": None}, "x: no column is named. Name one: x='...'. There is 'month', 'falls', 'days', 'ward'."),
        ({"phases": ["2024-02-15"]}, "The nearest are 2024-02-01 and 2024-03-01"),
        ({"phases": ["2031-01-01"]}, "The nearest is 2025-08-01"),
        ({"phases": [pd.Period("2031-01", "M")]}, "no point at 2031-01-01"),
        ({"phases": [3]}, "3 is no date"),
        ({"phases": "part"}, "there is no column 'part'"),
        ({"phases": [None]}, "None is no date"),
        ({"target": np.inf}, "not a finite number"),
        ({"target": [1]}, "neither a number nor a column's name"),
        ({"exclude": "ward"}, "neither True nor False"),
        ({"centre": "five"}, "it is not a number"),
        ({"kind": "p", "n": "days", "centre": 1.5}, "cannot have a centre line above 1"),
        ({"kind": "c", "centre": -1}, "cannot have a centre line of -1"),
        ({"by": "ward", "data": DATA.assign(ward=["a", None] * 10)}, "name no group"),
        ({"by": ["ward", "ward"]}, "named twice"),
        ({"by": "phase", "data": DATA.assign(phase="a")}, "a column 'phase' of their own"),
        ({"by": "ward", "data": DATA.assign(ward=[[1]] * 20)}, "cannot name a group"),
        ({"screen": "no"}, "neither True nor False"),
        ({"run_length": 9}, "Give one of 6, 7, 8"),
        ({"x": ["month"]}, "a list is no column's name"),
    ],
)  # fmt: skip
def test_each_fault_says_what_and_how_to_mend_it(more, says):
    error = refused(**more)
    assert says in str(error)
    assert all(fault.where and fault.mend for fault in error.faults)


def test_rows_of_equal_x_must_agree():
    twice = pd.concat([DATA.assign(out=False, goal=1), DATA.assign(out=True, goal=2)])
    error = refused(twice, kind="i", exclude="out", target="goal")
    assert [fault.where for fault in error.faults] == ["exclude", "target"]


def test_messages_never_repeat_a_cell():
    error = refused(DATA.assign(falls="Jane Doe", ward=[["Jane Doe"]] * 20), by="ward")
    assert "Jane" not in str(error)


@pytest.mark.parametrize(
    "months",
    [
        MONTHS, MONTHS.strftime("%Y-%m-%d"), MONTHS.strftime("%Y-%m"), MONTHS.date, MONTHS.to_period("M"),
        MONTHS.astype("datetime64[ns]"), pd.Categorical(MONTHS), MONTHS.tz_localize("Europe/London"),
        MONTHS.astype(object),
    ],
    ids=["datetime", "iso", "iso month", "date", "period", "ns", "category", "zone", "object"],
)  # fmt: skip
@pytest.mark.parametrize(
    "start", ["2024-09-01", dt.date(2024, 9, 1), pd.Period("2024-09", "M"), pd.Timestamp("2024-09-01")]
)
def test_dates_in_any_dress_are_the_same_dates(months, start):
    chart = control_chart(DATA.assign(month=months), x="month", y="falls", phases=[start])
    assert chart.period == "month"
    assert chart.points["phase"].tolist() == [1] * 8 + [2] * 12
    assert chart.phases["start"].dt.strftime("%Y-%m-%d").tolist() == ["2024-01-01", "2024-09-01"]


frames = st.sampled_from(
    ["none", "one", "two", "missing", "constant", "zero", "full", "gap", "no n", "zero n", "text", "huge"]
)


@settings(max_examples=300, deadline=None)
@given(
    frames, st.sampled_from([*KINDS, "x", None, 3]), st.sampled_from([*PROFILES, "y", None]), st.booleans(),
    st.sampled_from([None, "days", "ward", "lost"]), st.sampled_from([None, 2, 3, 50, -1, 0.5, "many"]),
    st.sampled_from([None, [], [MONTHS[0]], MONTHS[[3, 9]], "ward", "lost", 7, ["x"]]),
    st.sampled_from([None, 5, "days", "ward", float("nan"), float("inf"), b"x"]),
    st.sampled_from([None, 0, 0.5, 3, -2, float("nan"), "c"]), st.sampled_from([None, 6, 8, 9, "l"]),
    st.sampled_from([1, 100, -1, None, "k"]), st.sampled_from(["increase", "decrease", "neutral", "up", 1]),
)  # fmt: skip
def test_nothing_but_our_own_errors_is_ever_raised(
    shape, kind, rules, grouped, n, baseline, phases, target, centre, run_length, multiply, improvement
):
    data = {
        "none": DATA.head(0), "one": DATA.head(1), "two": DATA.head(2), "missing": DATA.assign(falls=np.nan),
        "constant": DATA.assign(falls=5), "zero": DATA.assign(falls=0), "full": DATA,
        "gap": DATA.assign(falls=DATA["falls"].where(DATA.index % 5 > 0)), "no n": DATA.assign(days=np.nan),
        "zero n": DATA.assign(days=0), "text": DATA.assign(falls="5"), "huge": DATA.assign(falls=9.9e99),
    }[shape]  # fmt: skip
    try:
        chart = control_chart(
            data, x="month", y="falls", n=n, by="ward" if grouped else None, kind=kind, rules=rules,
            improvement=improvement, baseline=baseline, phases=phases, target=target, centre=centre,
            run_length=run_length, multiply=multiply,
        )  # fmt: skip
        for style in ("board", "short", "title"):
            assert chart.words(style=style)
    except QmfError as error:
        assert error.faults and all(fault.what for fault in error.faults)
