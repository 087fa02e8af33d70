"""The size of a change with its interval, from the model that suits what is measured, fitted by statsmodels.

Two times, each with its own level. What is our own is how much wider the intervals are made than the model has them:
over-dispersion, and neighbours that resemble each other (:mod:`qmf.improvement.noise`). All intervals use Student's t
on the degrees of freedom that the scatter was estimated on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from qmf.improvement.noise import Floats, Noise, noise_of

__all__ = ["Estimate", "Shape", "estimate"]

Pair = tuple[Floats, Floats]
Shape = Literal["rate", "proportion", "time", "value"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A change between two times.

    Parameters
    ----------
    before, after
        The level of each time: numerator over denominator, or the mean value; not multiplied.
    size, low, high
        The change and its interval. Rates and times: the ratio less one (-0.36 is 36 % lower), missing where there was
        none before. Proportions and values: the difference, after less before.
    noise
        The scatter that the interval allows for.
    model
        The name of the model.
    """

    before: float
    after: float
    size: float
    low: float
    high: float
    noise: Noise
    model: str


def estimate(shape: Shape, tops: Pair, bottoms: Pair, level: float) -> Estimate:
    """Estimate the change from one time to another.

    Parameters
    ----------
    shape
        ``rate`` (events over a denominator), ``proportion`` (a part of a whole), ``time`` (from one rare event to the
        next) or ``value`` (a number by itself).
    tops
        Before and after: numerators, or values, in order; a missing point is NaN.
    bottoms
        Before and after: denominators, missing where `tops` is; ones where there is none.
    level
        How sure the interval is to be, like 0.95.

    Returns
    -------
    Estimate
        The change.

    Examples
    --------
    >>> before, after = np.array([9.0, 11.0, 10.0, 10.0]), np.array([5.0, 6.0, 4.0])
    >>> found = estimate("rate", (before, after), (np.full(4, 1000.0), np.full(3, 1000.0)), 0.95)
    >>> round(found.size, 3), round(found.low, 3), round(found.high, 3)
    (-0.5, -0.77, 0.089)
    """
    return _MODELS[shape](tops, bottoms, level)


def _rate(tops: Pair, bottoms: Pair, level: float) -> Estimate:
    """Quasi-Poisson regression of the count on the time, with a log link and the denominator as offset.

    Where either time has no event there is no log: then the conditional (binomial) interval for a ratio of two counts,
    each divided by the dispersion (Przyborowski and Wilenski 1940; Clopper and Pearson 1934).
    """
    (a, b), (c, d) = _sums(tops), _sums(bottoms)
    levels = a / c, b / d
    residuals = [_pearson(x, n * rate, n * rate) for x, n, rate in zip(tops, bottoms, levels, strict=True)]
    noise = noise_of(residuals, floor=1.0)
    wide = noise.dispersion * noise.likeness
    if a > 0 and b > 0:
        low, high = _ratio("Poisson", tops, bottoms, noise, level)
    else:
        low, high = (
            share / (1 - share) * c / d if share < 1 else np.inf
            for share in _shares(a / wide, b / wide, level)
        )
    ratio = levels[1] / levels[0] if a > 0 else np.nan
    return Estimate(*levels, float(ratio - 1), float(low - 1), float(high - 1), noise, "quasi-Poisson")


def _time(tops: Pair, bottoms: Pair, level: float) -> Estimate:
    """Gamma regression of the time between events on the time of the change, with a log link.

    Events that come by chance are exponentially far apart, a Gamma law of dispersion 1: never less is taken.
    """
    levels = float(np.nanmean(tops[0])), float(np.nanmean(tops[1]))
    residuals = [_pearson(x, x * 0 + mean, x * 0 + mean**2) for x, mean in zip(tops, levels, strict=True)]
    noise = noise_of(residuals, floor=1.0)
    low, high = _ratio("Gamma", tops, bottoms, noise, level)
    return Estimate(*levels, levels[1] / levels[0] - 1, low - 1, high - 1, noise, "Gamma")


def _proportion(tops: Pair, bottoms: Pair, level: float) -> Estimate:
    """Quasi-binomial: Newcombe's hybrid score interval for a difference, on numbers divided by the dispersion.

    Newcombe RG (1998), Interval estimation for the difference between independent proportions, method 10, Stat Med
    17:873. It stays between -1 and 1 and bears proportions of 0 and 1.
    """
    from scipy.special import ndtr
    from statsmodels.stats.proportion import confint_proportions_2indep

    (a, b), (c, d) = _sums(tops), _sums(bottoms)
    levels = a / c, b / d
    residuals = [_pearson(x, n * p, n * p * (1 - p)) for x, n, p in zip(tops, bottoms, levels, strict=True)]
    noise = noise_of(residuals, floor=1.0)
    wide = noise.dispersion * noise.likeness
    tails = 2 * ndtr(-_t(noise, level))  # the normal quantile that is as wide as Student's
    low, high = confint_proportions_2indep(
        b / wide, d / wide, a / wide, c / wide, method="newcomb", compare="diff", alpha=tails
    )
    return Estimate(*levels, levels[1] - levels[0], float(low), float(high), noise, "quasi-binomial")


def _value(tops: Pair, bottoms: Pair, level: float) -> Estimate:
    """Ordinary least squares of the value on the time."""
    from statsmodels.regression.linear_model import OLS

    values, design = _stacked(tops)
    fit = OLS(values, design).fit()
    levels = float(fit.params[0]), float(fit.params[0] + fit.params[1])
    noise = noise_of([tops[0] - levels[0], tops[1] - levels[1]], floor=0.0)
    spread = float(fit.normalized_cov_params[1, 1]) * noise.dispersion * noise.likeness
    reach, size = _t(noise, level) * spread**0.5, float(fit.params[1])
    return Estimate(*levels, size, size - reach, size + reach, noise, "normal")


_MODELS: dict[Shape, Callable[[Pair, Pair, float], Estimate]] = {
    "rate": _rate,
    "proportion": _proportion,
    "time": _time,
    "value": _value,
}


def _stacked(tops: Pair, *more: Pair) -> tuple[Floats, ...]:
    """Put the two times one after the other, without missing points; the design has ones, and ones after."""
    both = np.concatenate(tops)
    there = ~np.isnan(both)
    after = np.repeat([0.0, 1.0], [len(each) for each in tops])
    design = np.column_stack([np.ones(len(both)), after])
    return both[there], design[there], *(np.concatenate(each)[there] for each in more)


def _ratio(family: str, tops: Pair, bottoms: Pair, noise: Noise, level: float) -> tuple[float, float]:
    """Interval of the ratio after to before, by a generalised linear model with a log link."""
    from statsmodels.genmod import families
    from statsmodels.genmod.generalized_linear_model import GLM

    law = families.Poisson() if family == "Poisson" else families.Gamma(families.links.Log())
    values, design, sizes = _stacked(tops, bottoms)
    some = sizes > 0
    fit = GLM(values[some], design[some], law, offset=np.log(sizes[some])).fit(scale=1.0, tol=1e-12)
    reach = _t(noise, level) * fit.bse[1] * (noise.dispersion * noise.likeness) ** 0.5
    return float(np.exp(fit.params[1] - reach)), float(np.exp(fit.params[1] + reach))


def _sums(pair: Pair) -> tuple[float, float]:
    return float(np.nansum(pair[0])), float(np.nansum(pair[1]))


def _pearson(observed: Floats, expected: Floats, variance: Floats) -> Floats:
    off = observed - expected
    return np.divide(off, np.sqrt(variance), out=np.full_like(off, np.nan), where=variance > 0)


def _t(noise: Noise, level: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(noise.freedom, 0.5 + level / 2))


def _shares(before: float, after: float, level: float) -> tuple[float, float]:
    from statsmodels.stats.proportion import proportion_confint

    if before + after == 0:
        return 0.0, 1.0
    low, high = proportion_confint(after, before + after, alpha=1 - level, method="beta")
    return float(low), float(high)
