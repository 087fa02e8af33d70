"""The funnel chart, against Spiegelhalter's published formulae written out the slow way, and values worked by hand."""

import math
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmf.errors import ChartError
from qmf.spc import funnel_chart
from qmf.spc.funnel_limits import limits, spread_of

RNG = np.random.default_rng(7)


def units(y, n, **more):
    return pd.DataFrame({"unit": [f"u{i:03}" for i in range(len(y))], "y": y, "n": n, **more})


def chart(data, **more):
    return funnel_chart(data, unit="unit", y="y", n="n", **more)


def plain_limit(kind, theta, size, p):
    """Add up chances until they pass p: the limit of appendix A.1."""
    mass, below, count = 0.0, 0.0, -1
    while below + mass <= p or count < 0:
        below += mass
        count += 1
        if kind == "p":
            mass = math.comb(size, count) * theta**count * (1 - theta) ** (size - count)
        else:
            mass = math.exp(-theta * size + count * math.log(theta * size) - math.lgamma(count + 1))
    return max(0.0, (count - (below + mass - p) / mass) / size)


def test_limits_worked_by_hand():
    # ten tosses: P(R <= 1) = 11/1024, P(R <= 2) = 56/1024 > 0.025, P(R = 2) = 45/1024
    assert limits("p", 0.5, np.array([10.0]), None)["lcl_95"][0] == pytest.approx((2 - (56 - 25.6) / 45) / 10)
    # Poisson, mean 2: P(R <= 4) = 0.947347, P(R <= 5) = 0.983436 > 0.975, P(R = 5) = 0.036089
    assert limits("u", 2.0, np.array([1.0]), None)["ucl_95"][0] == pytest.approx(
        5 - (0.98343639 - 0.975) / 0.03608941, abs=1e-6
    )
    assert limits("u", 2.0, np.array([1.0]), None)["lcl_998"][0] == 0, (
        "P(R = 0) = 0.135 is above 0.001 already"
    )


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["p", "u"]), st.floats(0.01, 0.99), st.integers(1, 400))
def test_limits_are_the_published_ones(kind, theta, size):
    found = limits(kind, theta, np.array([float(size)]), None)
    for name, p in (("lcl_998", 0.001), ("lcl_95", 0.025), ("ucl_95", 0.975), ("ucl_998", 0.999)):
        assert found[name][0] == pytest.approx(plain_limit(kind, theta, size, p), abs=1e-7), name


def test_about_one_unit_in_twenty_lies_outside_by_chance():
    sizes = RNG.integers(30, 3000, 20_000)
    found = chart(units(RNG.binomial(sizes, 0.2), sizes), centre=0.2).points
    assert 0.045 < found["outside_95"].mean() < 0.055
    assert 0.0010 < found["outside_998"].mean() < 0.0030


def test_overdispersion_worked_by_hand():
    # rate 4 on size 1: s² = 4, z = -1, 1, 0, 2; phi = 6/4; tau² = (6 - 3)/(1 - 1/4) = 4
    found = spread_of("u", 4.0, np.array([2.0, 6.0, 4.0, 8.0]), np.ones(4), 0.0)
    assert (found.phi, found.tau2) == (1.5, 4.0)
    data = units([2, 6, 4, 8], [1, 1, 1, 1])
    wide = chart(data, kind="u", centre=4, overdispersion=True, winsorise=0).points
    assert wide["ucl_95"].tolist() == pytest.approx([4 + 1.959964 * math.sqrt(8)] * 4)
    assert wide["lcl_998"].tolist() == [0] * 4
    assert wide["z"].tolist() == pytest.approx([-2 / math.sqrt(8), 2 / math.sqrt(8), 0, 4 / math.sqrt(8)])


def test_winsorising_pulls_in_the_ends():
    value = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 40])
    z = (value - 5) / math.sqrt(5)
    low, high = np.quantile(z, [0.1, 0.9])
    found = spread_of("u", 5.0, value, np.ones(10), 0.1)
    assert found.phi == pytest.approx(np.mean(np.clip(z, low, high) ** 2))
    assert found.tau2 < spread_of("u", 5.0, value, np.ones(10), 0.0).tau2


def test_tau_is_found_again():
    sizes = np.full(2000, 400)
    rates = RNG.normal(0.3, 0.04, 2000).clip(0, 1)
    found = chart(units(RNG.binomial(sizes, rates), sizes), winsorise=0)
    assert found.spread.tau == pytest.approx(0.04, rel=0.08)
    assert chart(units(RNG.binomial(sizes, 0.3), sizes)).spread.tau < 0.005
    wide = chart(units(RNG.binomial(sizes, rates), sizes), overdispersion=True, winsorise=0)
    assert 0.035 < wide.points["outside_95"].mean() < 0.065


def test_the_points_lie_on_the_lines_and_units_are_summed():
    data = pd.concat([units([5, 9], [50, 60]), units([7, None], [40, 10])])
    found = chart(data, multiply=100)
    assert found.points["y"].tolist() == [12, 9] and found.points["n"].tolist() == [90, 60]
    assert found.centre == pytest.approx(14)
    lines = found.lines(found.points["n"].to_numpy())
    for name in ("centre", "lcl_95", "ucl_95", "lcl_998", "ucl_998"):
        assert lines[name].tolist() == pytest.approx(found.points[name].tolist())


def test_direction_follows_what_is_better():
    data = units([5, 50, 95], [100, 100, 100])
    named = {
        way: chart(data, improvement=way).points["direction"].tolist()
        for way in ("increase", "decrease", "neutral")
    }
    assert named["increase"][0] == "concern" and named["increase"][2] == "improvement"
    assert named["decrease"][0] == "improvement" and named["neutral"][::2] == ["neutral_low", "neutral_high"]
    assert pd.isna(named["increase"][1])


@pytest.mark.parametrize(
    "data", [units([], []), units([3], [10]), units([0, 0], [5, 9]), units([5, 9], [5, 9]), units([1], [0])]
)
@pytest.mark.parametrize("overdispersion", [False, True])
def test_little_or_no_data_answers_all_the_same(data, overdispersion):
    for kind in ("p", "u"):
        found = chart(data, kind=kind, overdispersion=overdispersion)
        assert not found.points["outside_998"].any()


def test_all_faults_come_at_once():
    with pytest.raises(ChartError) as caught:
        chart(units([2.5, 11], [10, 10]), kind="x", improvement="up", winsorise=0.5, multiply=0)
    assert {fault.where.split()[0] for fault in caught.value.faults} == {
        "kind",
        "improvement",
        "winsorise",
        "multiply",
        "y",
    }
    with pytest.raises(ChartError, match="Did you mean 'unit'"):
        funnel_chart(units([1], [2]), unit="units", y="y", n="n")
    with pytest.raises(ChartError, match="numerator is above the denominator"):
        chart(units([11], [10]))
    with pytest.raises(ChartError, match="row 1 names no unit"):
        chart(units([1], [10]).assign(unit=None))


def test_scipy_is_asked_for_only_when_a_funnel_is_drawn():
    code = "import sys, qmf.spc.funnel; print('scipy' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"
    )
