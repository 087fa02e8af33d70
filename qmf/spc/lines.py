"""Centre line and control limits of every kind of chart, one small function a kind.

A function gets a :class:`Sample` and gives :class:`Lines`: one value a phase where the lines are level
(``Kind.level``), else one a row. It knows no rules, dates or tables. Formulas and their
sources stand in docs/methods/.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .exact import centre_of
from .medians import median
from .ranges import D2, D4, Ranges, moving_ranges
from .sample import Lines, Sample
from .segments import Floats
from .subgroups import c4, pooled_sd

__all__ = [
    "c_chart",
    "g_chart",
    "i_chart",
    "i_prime",
    "mr",
    "np_chart",
    "p_chart",
    "p_prime",
    "run",
    "s_chart",
    "t_chart",
    "u_chart",
    "u_prime",
    "xbar",
    "xmr",
]


def _about(centre: Floats, half: Floats, floor: float = -np.inf) -> Lines:
    return Lines(centre, centre - half, centre + half, floor)


def _mean(s: Sample) -> Floats:
    return s.centre(centre_of(s.base.rows, s.base.value))


def _ratio(s: Sample) -> Floats:
    return s.centre(centre_of(s.base.rows, s.base.value, s.base.y, s.base.n))


def _ranges(s: Sample, values: Floats) -> Ranges:
    return Ranges.of(s.base.rows, moving_ranges(s.base.rows, values))


def _individuals(s: Sample) -> tuple[Floats, Floats, Floats]:
    """Mean, mean moving range, and what the ranges add up to: no value lies further than that from the first.

    The ranges are gone before the mean is taken: there is room for two such arrays in the processor's cache.
    """
    ranges = _ranges(s, s.base.value)
    total, amr = ranges.total, ranges.mean(screen=s.screen)
    del ranges
    return s.centre(centre_of(s.base.rows, s.base.value, reach=total)), amr, total


def run(s: Sample) -> Lines:
    """Median, without limits."""
    centre = s.centre(median(s.base.rows, s.base.value))
    none = np.full(len(centre), np.nan)
    return Lines(centre, none, none)


def xmr(s: Sample) -> Lines:
    """Mean ± 2.66 mean moving ranges."""
    centre, amr, total = _individuals(s)
    if not s.flat and s.screen:  # ranges that are all 0 are all on the screen, and none is left
        amr = np.where(total == 0, np.nan, amr)
    return _about(centre, 2.66 * amr)


def i_chart(s: Sample) -> Lines:
    """Mean ± 3 sigma, sigma from the mean moving range."""
    centre, amr, _ = _individuals(s)
    return _about(centre, 3 * (amr / D2))


def mr(s: Sample) -> Lines:
    """Mean of the moving ranges, with 0 and 3.267 times it."""
    centre = _mean(s)
    return Lines(centre, centre * 0, D4 * centre, 0.0)


def c_chart(s: Sample) -> Lines:
    """Mean of the counts ± 3 of its square roots."""
    centre = _mean(s)
    return _about(centre, 3 * np.sqrt(centre), 0.0)


Widen = Callable[[Sample, Floats, Floats], Floats]


def p_chart(s: Sample, widen: Widen | None = None) -> Lines:
    """Ratio of totals, with binomial limits."""
    per_phase = _ratio(s)
    centre, n = s.rows.each(per_phase), s.sizes()
    sigma = np.sqrt(centre * (1 - centre) / n)
    if widen:
        sigma = sigma * widen(s, per_phase, per_phase * (1 - per_phase))
    return Lines(centre, centre - 3 * sigma, centre + 3 * sigma, 0.0, 1.0)


def p_prime(s: Sample) -> Lines:
    """As the P chart, as much wider as the points really vary."""
    return p_chart(s, _laney)


def u_chart(s: Sample, widen: Widen | None = None) -> Lines:
    """Ratio of totals, with Poisson limits."""
    per_phase = _ratio(s)
    centre, n = s.rows.each(per_phase), s.sizes()
    sigma = np.sqrt(centre / n)
    if widen:
        sigma = sigma * widen(s, per_phase, per_phase)
    return Lines(centre, centre - 3 * sigma, centre + 3 * sigma, 0.0)


def u_prime(s: Sample) -> Lines:
    """As the U chart, as much wider as the points really vary."""
    return u_chart(s, _laney)


def _laney(s: Sample, centre: Floats, variance: Floats) -> Floats:
    """How much wider than theory the points really vary: the mean moving range of their z values, over 1.128."""
    base = s.base
    n = np.full(base.rows.shape, np.nan) if base.n is None else base.n
    z = (base.value - base.rows.each(centre)) / np.sqrt(base.rows.each(variance) / n)
    return s.rows.each(_ranges(s, z).mean(screen=s.screen) / D2)


def np_chart(s: Sample) -> Lines:
    """Share times n, with binomial limits."""
    base, n = s.base, s.sizes()
    if s.given is None and base.n is not None:
        known = base.n > 0
        events, trials = (
            base.rows.total(np.where(known, base.y, 0.0)),
            base.rows.total(np.where(known, base.n, 0.0)),
        )
    else:
        events, trials = s.centre(np.zeros(base.rows.count)), np.ones(base.rows.count)
    centre = s.rows.each(events) * n / s.rows.each(trials)  # divided last, so that a tie is exact
    sigma = np.sqrt(centre * (1 - s.rows.each(events / trials)))
    return Lines(centre, centre - 3 * sigma, centre + 3 * sigma, 0.0, n)


def i_prime(s: Sample) -> Lines:
    """Weighted mean; sigma from neighbours of unlike denominators."""
    base = s.base
    n = np.full(base.rows.shape, np.nan) if base.n is None else base.n
    before = np.full(len(n), np.nan)
    before[1:] = n[:-1]
    sigmas = np.sqrt(np.pi / 2) * moving_ranges(base.rows, base.value) / np.sqrt(1 / before + 1 / n)
    centre = s.rows.each(_ratio(s))
    half = 3 * s.rows.each(Ranges.of(base.rows, sigmas).mean(screen=s.screen)) / np.sqrt(s.sizes())
    return Lines(centre, centre - half, centre + half)


def g_chart(s: Sample) -> Lines:
    """Median; geometric limits from the mean."""
    mean = _mean(s)
    drawn = median(s.base.rows, s.base.value) if s.given is None else 0.693 * mean
    half = 3 * np.sqrt(mean * (mean + 1))
    return Lines(drawn, mean - half, mean + half, 0.0)


def t_chart(s: Sample) -> Lines:
    """Chart y to the power of 1/3.6 as an I chart, and transform the lines back."""
    base, values = s.base, s.base.value ** (1 / 3.6)
    centre = centre_of(base.rows, values)
    if s.given is not None:
        centre = np.full(len(centre), s.given ** (1 / 3.6))
    half = 3 * (_ranges(s, values).mean(screen=s.screen) / D2)
    drawn = s.centre(centre**3.6)
    if s.given is None:  # a value whose transform is the centre lies on it, whatever the way back rounds to
        tied = base.rows.largest(np.where(values == base.rows.each(centre), base.value, 0.0))
        drawn = np.where(tied > 0, tied, drawn)
    low = np.where(half == 0, drawn, np.maximum(centre - half, 0.0) ** 3.6)
    high = np.where(half == 0, drawn, (centre + half) ** 3.6)
    return Lines(drawn, low, high, 0.0)


def xbar(s: Sample) -> Lines:
    """Mean of all measurements; limits from the spread within subgroups."""
    n = s.sizes()
    n = np.where(n > 1, n, np.nan)
    half = (
        3
        * s.rows.each(pooled_sd(s.rows, s.sizes(), s.base.rows, s.base.n, s.base.spread))
        / (c4(n) * np.sqrt(n))
    )
    centre = s.rows.each(_ratio(s))
    return Lines(centre, centre - half, centre + half)


def s_chart(s: Sample) -> Lines:
    """Spread within subgroups."""
    n = s.sizes()
    n = np.where(n > 1, n, np.nan)
    per_phase = s.centre(pooled_sd(s.rows, s.sizes(), s.base.rows, s.base.n, s.base.spread))
    centre, ratio = s.rows.each(per_phase), np.sqrt(1 - c4(n) ** 2) / c4(n)
    return Lines(centre, centre * (1 - 3 * ratio), centre * (1 + 3 * ratio), 0.0)
