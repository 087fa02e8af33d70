"""A point on the centre line is on it: the mean is right to the last bit."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from qmf.spc import KINDS, PROFILES, analyse, control_chart
from qmf.spc.exact import centre_of
from qmf.spc.segments import Segments


def one(values):
    return Segments(np.array([0]), len(values))


@pytest.mark.parametrize("value", [0.1, 0.3, 0.7, 1.1, 4.35, 97.6, 1234.56, 1e-300, 1e90, -0.1])
@pytest.mark.parametrize("count", [2, 3, 7, 24, 25, 1000])
def test_the_mean_of_equal_values_is_that_value(value, count):
    found = analyse(np.full(count, value), None, np.array([0]))
    assert (found.centre == value).all()
    assert not found.signal.any(), "a constant series has no signal"
    assert (found.lcl == value).all() and (found.ucl == value).all()


@pytest.mark.parametrize("seed", range(30))
def test_the_mean_is_correctly_rounded_under_cancellation(seed):
    rng = np.random.default_rng(seed)
    values = rng.normal(0, 10.0 ** rng.integers(-8, 8), rng.integers(1, 200)) + 10.0 ** rng.integers(-8, 8)
    values = np.concatenate([values, -values[: len(values) // 2], np.round(values, 1)])
    exact = float(sum(map(Fraction, values)) / len(values))
    assert centre_of(one(values), values)[0] == exact


@pytest.mark.parametrize("seed", range(30))
def test_the_ratio_of_totals_is_correctly_rounded(seed):
    rng = np.random.default_rng(seed)
    n = rng.integers(1, 3000, 50) / (1 if seed % 2 else 10)
    y = rng.random(50) * n
    exact = float(sum(map(Fraction, y)) / sum(map(Fraction, n)))
    assert centre_of(one(y), y / n, y, n)[0] == exact


def test_proportions_that_equal_the_centre_are_on_it(frame):
    data = frame([3] * 12, n=[10] * 12)
    for kind in ("p", "xmr", "run", "u"):
        chart = control_chart(data, x="x", y="y", n="n", kind=kind)
        assert (chart.points["value"] == chart.points["centre"]).all(), kind
        assert chart.phases["useful"].tolist() == [0]


def test_twenty_four_times_a_tenth(frame):
    chart = control_chart(frame([0.1] * 24), x="x", y="y", improvement="increase")
    assert chart.points["centre"].unique().tolist() == [0.1]
    assert chart.points["signal"].isna().all()
    assert chart.phases["useful"].tolist() == [0]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", [0.1, 7 / 49, 3.0])
def test_what_does_not_vary_has_no_signal_in_any_chart(kind, value):
    size = 30
    n = np.array([3, 1, 4, 1, 5, 9, 2, 6, 5, 3] * 3) * 49.0 if KINDS[kind].n == "must" else None
    y = np.full(size, value) if n is None else n / 7  # always a seventh
    data = pd.DataFrame({"x": np.arange(size), "y": y, "n": n})
    if KINDS[kind].groups == "spread":
        data = pd.concat([data] * 3)
    for rules in PROFILES:
        chart = control_chart(data, x="x", y="y", n=None if n is None else "n", kind=kind, rules=rules)
        broken = set(chart.points["signal"].dropna())
        assert broken <= {"within_one"}, (
            rules
        )  # Nelson's rule against too little variation may well be broken
        assert chart.phases["useful"].tolist() == [0]
        assert chart.summary["sustained_since"].isna().all()
