"""Nelson, Western Electric and the IHI's run-chart rules."""

import numpy as np
import pandas as pd
import pytest

from qmf.errors import ChartError
from qmf.spc import analyse, control_chart
from qmf.spc.profiles import PROFILES


def marks(values, rule, profile="nelson"):
    """Mark points on a chart whose first 20 set a centre of 0 and a sigma of 1."""
    step = 1.128 / 2  # alternating by so much either way has a mean moving range of 1.128
    base = [step, -step] * 10
    found = analyse(
        np.array([*base, *values], float),
        None,
        np.array([0]),
        kind="i",
        rules=profile,
        baseline=20,
        screen=False,
    )
    assert found.ucl[0] == pytest.approx(3) and found.centre[0] == 0
    return [i for i, mark in enumerate(found.broken[rule][20:]) if mark]


@pytest.mark.parametrize(
    ("rule", "values", "marked"),
    [
        ("outside", [3.1, -3.1, 2.9], [0, 1]),
        ("shift", [0.1] * 9, list(range(9))),
        ("shift", [-0.1, *[0.1] * 8, -0.1], []),
        ("trend", [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.4], [0, 1, 2, 3, 4, 5]),
        ("trend", [0.2, 0.1, 0.2, 0.3, 0.3, 0.4, 0.5, 0.4], []),
        ("two_of_three", [2.1, -0.5, 2.1], [0, 2]),
        ("two_of_three", [2.1, -0.5, -0.5, 2.1], []),
        ("two_of_three", [2.1, -2.1, 0.5], []),
        ("four_of_five", [1.1, 1.2, -0.5, 1.3, 1.4], [0, 1, 3, 4]),
        ("four_of_five", [1.1, 1.2, -0.5, -0.5, 1.4, 1.5], []),
        ("within_one", [1.5, *[0.2, -0.3] * 7, 0.9, 1.5], list(range(1, 16))),
        ("within_one", [1.5, *[0.2, -0.3] * 7, 1.5], []),
        ("beyond_one", [1.2, -1.2, 1.2, -1.2, -1.3, 1.3, 1.2, -1.4], list(range(8))),
        ("beyond_one", [1.2, -1.2, 1.2, -1.2, 0.5, 1.3, 1.2, -1.4], []),
    ],
)
def test_nelson(rule, values, marked):
    assert marks(values, rule) == marked


def test_nelson_alternating_needs_fourteen():
    saw = np.array([1.0, 2.0] * 7)
    found = analyse(np.r_[5.0, 5.0, saw], None, np.array([0]), rules="nelson")
    assert found.broken["alternating"][2:].all()
    short = analyse(np.r_[5.0, 5.0, 5.0, saw[:-2], 2.0], None, np.array([0]), rules="nelson")
    assert not short.broken["alternating"].any()


def test_western_electric_shows_the_lowest_number_first():
    assert list(PROFILES["western_electric"].rules) == ["outside", "two_of_three", "four_of_five", "shift"]
    assert marks([0.1] * 8, "shift", "western_electric") == list(range(8))
    assert marks([0.1] * 7, "shift", "western_electric") == []


def test_windows_cross_neither_phases_nor_gaps():
    assert marks([2.1, np.nan, 2.1], "two_of_three") == []
    values = np.array([0.5, -0.5] * 6 + [2.1, 2.1])
    joined = analyse(np.r_[values, values], None, np.array([0, 13]), kind="i", rules="nelson", baseline=12)
    assert not joined.broken["two_of_three"][13:].any() or joined.broken["two_of_three"][13:].sum() <= 2
    short = analyse(np.array([5.0, 6.0]), None, np.array([0]), rules="nelson")
    assert not short.signal.any()


def test_perla_skips_the_median_and_counts_equal_neighbours_once(frame):
    def found(values, **more):
        return control_chart(frame(values), x="x", y="y", kind="run", rules="perla", centre=5, **more)

    assert found([6, 7, 6, 5, 7, 6, 7]).points["shift"].tolist() == [
        True,
        True,
        True,
        False,
        True,
        True,
        True,
    ]
    assert not found([6, 7, 6, None, 7, 6, 7]).points["shift"].any(), "a missing value breaks it"
    assert not found([6, 7, 6, 5, 7, 6, 4]).points["shift"].any(), "five are no shift"
    assert found([1, 2, 3, 3, 4, 5]).points["trend"].all()
    assert not found([1, 2, 3, 3, 4]).points["trend"].any()


def test_perla_counts_runs(frame):
    def phase(values):
        return control_chart(frame(values), x="x", y="y", kind="run", rules="perla").phases.iloc[0]

    few, many, usual = phase([1, 2] * 5 + [8, 9] * 5), phase([1, 9] * 10), phase([1, 2, 8, 9] * 5)
    assert (few["runs"], few["runs_min"], few["runs_max"], few["runs_signal"]) == (2, 7, 15, True)
    assert (many["runs"], many["runs_signal"]) == (20, True)
    assert (usual["runs"], usual["runs_signal"]) == (10, False)
    assert not phase([1, 9] * 4)["runs_signal"], "eight useful points are too few to tell"
    text = control_chart(frame([1, 9] * 10), x="x", y="y", kind="run", rules="perla").words()
    assert "20 runs, where chance gives at most 15" in text


@pytest.mark.parametrize("rules", PROFILES)
def test_every_rule_has_words(frame, rules):
    rng = np.random.default_rng(8)
    parts = []
    for i in range(40):
        values = rng.normal(size=13 + i % 9)
        parts.append(frame(values.cumsum() if i % 2 else values, ward=i))
    chart = control_chart(pd.concat(parts), x="x", y="y", by="ward", rules=rules, improvement="decrease")
    latest = chart.points.groupby("ward").last()
    assert latest[list(PROFILES[rules].rules)].any().sum() >= 2, "the series break several rules"
    for style in ("board", "short", "title"):
        lines = chart.words(style=style).splitlines()
        assert len(lines) == 40 and all(line.split(": ", 1)[1] for line in lines)


def test_run_length_is_refused_where_it_is_fixed(frame):
    for rules in ("perla", "nelson", "western_electric"):
        with pytest.raises(ChartError, match="fixed"):
            control_chart(frame([1, 2, 3]), x="x", y="y", rules=rules, run_length=7)
