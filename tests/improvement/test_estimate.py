"""The models against closed forms and published examples, and their limits."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmf.improvement.estimate import Estimate, Shape, estimate

RNG = np.random.default_rng(20261124)
BEDS = RNG.normal(550, 40, 45).round()
INCIDENTS = RNG.negative_binomial(4, 0.4, 45).astype(float)
SEEN = RNG.integers(60, 140, 45).astype(float)
ON_TIME = np.array([RNG.binomial(int(n), p) for n, p in zip(SEEN, RNG.beta(12, 6, 45), strict=True)], float)
DAYS = RNG.normal(20, 4, 45)
AFTER = np.arange(45) >= 30


def cut(values: Any) -> tuple[Any, Any]:
    return values[~AFTER], values[AFTER]


def t(freedom: int, level: float = 0.95) -> float:
    from scipy.stats import t as student

    return float(student.ppf(0.5 + level / 2, freedom))


def test_a_rate_is_statsmodels_quasi_poisson() -> None:
    import statsmodels.api as sm

    fit = sm.GLM(INCIDENTS, sm.add_constant(AFTER * 1.0), sm.families.Poisson(), offset=np.log(BEDS)).fit(
        scale="X2"
    )
    found = estimate("rate", cut(INCIDENTS), cut(BEDS), 0.95)
    reach = t(43) * fit.bse[1]
    assert fit.scale > 1
    assert found.noise.dispersion == pytest.approx(fit.scale, rel=1e-9)
    assert found.noise.likeness == 1
    assert math.log1p(found.size) == pytest.approx(fit.params[1], rel=1e-9)
    assert math.log1p(found.low) == pytest.approx(fit.params[1] - reach, rel=1e-9)
    assert math.log1p(found.high) == pytest.approx(fit.params[1] + reach, rel=1e-9)


def test_a_rate_by_hand() -> None:
    """Pooled counts a, b: the standard error of the log ratio is sqrt(phi (1/a + 1/b))."""
    before, after = np.array([8.0, 12.0, 7.0, 13.0]), np.array([4.0, 6.0])
    found = estimate("rate", (before, after), (np.full(4, 100.0), np.full(2, 100.0)), 0.95)
    phi = ((4 + 4 + 9 + 9) / 10 + (1 + 1) / 5) / 4
    assert found.noise.dispersion == max(1, phi) == 1
    reach = t(4) * math.sqrt(1 / 40 + 1 / 10)
    assert (found.before, found.after, found.size) == (0.1, 0.05, -0.5)
    assert found.low == pytest.approx(0.5 * math.exp(-reach) - 1)
    assert found.high == pytest.approx(0.5 * math.exp(reach) - 1)


def test_a_proportion_has_the_dispersion_of_statsmodels_and_newcombes_interval() -> None:
    import statsmodels.api as sm
    from scipy.stats import norm
    from statsmodels.stats.proportion import confint_proportions_2indep

    design = sm.add_constant(
        AFTER * 1.0
    )  # shares with weights: of two columns of counts, scale="X2" ignores the totals
    fit = sm.GLM(ON_TIME / SEEN, design, sm.families.Binomial(), var_weights=SEEN).fit(scale="X2")
    found = estimate("proportion", cut(ON_TIME), cut(SEEN), 0.95)
    assert fit.scale > 1
    assert found.noise.dispersion == pytest.approx(fit.scale, rel=1e-9)
    assert (found.before, found.after) == pytest.approx(tuple(fit.predict([[1, 0], [1, 1]])), rel=1e-9)
    wide = fit.scale * found.noise.likeness
    (a, b), (n, m) = (tuple(each.sum() for each in cut(x)) for x in (ON_TIME, SEEN))
    low, high = confint_proportions_2indep(
        b / wide, m / wide, a / wide, n / wide, method="newcomb", compare="diff", alpha=2 * norm.sf(t(43))
    )
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-9)


def test_a_time_between_events_by_hand() -> None:
    """Of two levels, the standard error of the log ratio is sqrt(phi (1/n + 1/m)), phi 1 or the Pearson estimate."""
    before, after = np.array([4.0, 9.0, 1.0, 6.0, 5.0]), np.array([20.0, 90.0, 1.0, 40.0])
    found = estimate("time", (before, after), (before * 0 + 1, after * 0 + 1), 0.95)
    means = before.mean(), after.mean()
    squares = ((before / means[0] - 1) ** 2).sum() + ((after / means[1] - 1) ** 2).sum()
    phi = max(1.0, squares / 7)
    reach = t(7) * math.sqrt(phi * (1 / 5 + 1 / 4))
    assert (found.before, found.after) == means
    assert found.noise.dispersion == pytest.approx(phi, rel=1e-12)
    assert found.size == pytest.approx(means[1] / means[0] - 1)
    assert math.log1p(found.low) == pytest.approx(math.log(means[1] / means[0]) - reach, rel=1e-9)
    assert math.log1p(found.high) == pytest.approx(math.log(means[1] / means[0]) + reach, rel=1e-9)


def test_a_time_between_events_holds_its_promise() -> None:
    """Exponential times whose rate does not change: the 95 % interval leaves out no change about one time in twenty."""
    rng = np.random.default_rng(7)
    out = 0
    for _ in range(400):
        before, after = rng.exponential(20, 25), rng.exponential(20, 12)
        found = estimate("time", (before, after), (before * 0 + 1, after * 0 + 1), 0.95)
        out += found.low > 0 or found.high < 0
    assert 6 <= out <= 34, "20 of 400 expected; cautious, for no dispersion under 1 is taken"


def test_newcombes_own_example() -> None:
    """Newcombe (1998), method 10, on 56/70 against 48/80: 0.0524 to 0.3339 with the normal quantile."""
    found = estimate(
        "proportion",
        (np.array([48.0, 0.0]), np.array([56.0])),
        (np.array([80.0, 0.0]), np.array([70.0])),
        0.95,
    )
    assert found.size == pytest.approx(0.2)
    assert found.low < 0.0524
    assert found.high > 0.3339  # wider: Student's t on the single degree of freedom that these points give


def test_a_value_is_statsmodels_least_squares() -> None:
    import statsmodels.api as sm

    fit = sm.OLS(DAYS, sm.add_constant(AFTER * 1.0)).fit()
    found = estimate("value", cut(DAYS), cut(DAYS * 0 + 1), 0.99)
    assert found.noise.likeness == 1
    assert found.size == pytest.approx(fit.params[1], rel=1e-9)
    assert (found.low, found.high) == pytest.approx(tuple(fit.conf_int(0.01)[1]), rel=1e-9)


def test_no_incident_at_all_on_one_side_has_an_interval() -> None:
    from statsmodels.stats.proportion import proportion_confint

    beds = np.full(12, 500.0)
    fell = estimate("rate", (np.full(12, 2.0), np.zeros(12)), (beds, beds), 0.95)
    top = proportion_confint(0, 24, 0.05, "beta")[1]  # all 24 incidents before, none after
    assert (fell.size, fell.low) == (-1, -1)
    assert fell.high == pytest.approx(top / (1 - top) - 1)
    rose = estimate("rate", (np.zeros(12), np.full(12, 2.0)), (beds, beds), 0.95)
    assert math.isnan(rose.size)
    assert rose.low == pytest.approx((1 - top) / top - 1)
    assert rose.high == math.inf


def test_neighbours_that_resemble_each_other_widen_the_interval() -> None:
    slow = 20 + 5 * np.sin(np.arange(45) / 3)
    mixed = RNG.permutation(slow)
    ones = cut(np.ones(45))
    widths = [(e := estimate("value", cut(x), ones, 0.95)).high - e.low for x in (slow, mixed)]
    assert widths[0] > 1.5 * widths[1]


def test_a_missing_point_is_as_if_it_were_not_there_but_has_no_neighbours() -> None:
    before, after = cut(INCIDENTS)
    beds, later = cut(BEDS)
    gone = before.copy()
    gone[7] = np.nan
    whole = estimate("rate", (np.delete(before, 7), after), (np.delete(beds, 7), later), 0.95)
    gap = estimate("rate", (gone, after), (np.where(np.isnan(gone), np.nan, beds), later), 0.95)
    assert (gap.size, gap.noise.dispersion) == pytest.approx((whole.size, whole.noise.dispersion))


counts = st.lists(st.integers(0, 60), min_size=4, max_size=20).map(lambda x: np.array(x, float))


@given(before=counts, after=counts, shape=st.sampled_from(["rate", "proportion", "time", "value"]))
def test_intervals_hold_the_change_widen_with_certainty_and_turn_round_with_time(
    before: Any, after: Any, shape: Shape
) -> None:
    if shape == "time":
        before, after = before + 0.5, after + 0.5

    def at(level: float, first: Any, second: Any) -> Estimate:
        return estimate(shape, (first, second), (first * 0 + 100, second * 0 + 100), level)

    narrow, wide, back = at(0.8, before, after), at(0.999, before, after), at(0.8, after, before)
    if shape == "rate" and before.sum() == 0:
        assert math.isnan(narrow.size)
        return
    slack = 1e-9 * (1 + abs(narrow.size))
    assert narrow.low - slack <= narrow.size <= narrow.high + slack
    assert wide.low <= narrow.low + slack
    assert wide.high >= narrow.high - slack
    if shape == "proportion":
        assert -1 <= wide.low <= wide.high <= 1
    if shape in ("rate", "time"):
        assert narrow.noise.dispersion >= 1
        if after.sum() > 0:
            assert (1 + narrow.low) * (1 + back.high) == pytest.approx(1)
    else:
        assert narrow.low == pytest.approx(-back.high, abs=1e-12)
