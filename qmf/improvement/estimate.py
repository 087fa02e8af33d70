"""The size of a change with its interval, from the model that suits what is measured.

Two times, each with its own level: for that, the generalised linear models have closed forms, which are used here
(importing statsmodels takes seconds); the tests hold them to statsmodels. All intervals use Student's t on the degrees
of freedom that the scatter was estimated on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from qmf.improvement.noise import Floats, Noise, noise_of

__all__ = ["Estimate", "Shape", "estimate"]

Shape = Literal["rate", "proportion", "value"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A change between two times.

    Parameters
    ----------
    before, after
        The level of each time: numerator over denominator, or the mean value; not multiplied.
    size, low, high
        The change and its interval. Rates: the ratio less one (-0.36 is 36 % lower), missing where there was none
        before. Proportions and values: the difference, after less before.
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


def estimate(
    shape: Shape, tops: tuple[Floats, Floats], bottoms: tuple[Floats, Floats], level: float
) -> Estimate:
    """Estimate the change from one time to another.

    Parameters
    ----------
    shape
        ``rate`` (events over a denominator), ``proportion`` (a part of a whole) or ``value`` (a number by itself).
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


def _rate(tops: tuple[Floats, Floats], bottoms: tuple[Floats, Floats], level: float) -> Estimate:
    """Quasi-Poisson with a log link: the standard error of the log ratio is sqrt(phi (1/a + 1/b)).

    Where either count is 0 there is no log: then the conditional (binomial) interval for a ratio of two counts, each
    divided by the dispersion (Przyborowski and Wilenski 1940; Clopper and Pearson 1934).
    """
    (a, b), (c, d) = _sums(tops), _sums(bottoms)
    levels = a / c, b / d
    residuals = [_pearson(x, n * rate, n * rate) for x, n, rate in zip(tops, bottoms, levels, strict=True)]
    noise = noise_of(residuals, floor=1.0)
    wide = noise.dispersion * noise.likeness
    if a > 0 and b > 0:
        reach = _t(noise, level) * (wide * (1 / a + 1 / b)) ** 0.5
        ratio = levels[1] / levels[0]
        low, high = ratio * np.exp(-reach), ratio * np.exp(reach)
    else:
        low, high = (
            share / (1 - share) * c / d if share < 1 else np.inf
            for share in _shares(a / wide, b / wide, level)
        )
        ratio = levels[1] / levels[0] if a > 0 else np.nan
    return Estimate(*levels, float(ratio - 1), float(low - 1), float(high - 1), noise, "quasi-Poisson")


def _proportion(tops: tuple[Floats, Floats], bottoms: tuple[Floats, Floats], level: float) -> Estimate:
    """Quasi-binomial: Newcombe's hybrid score interval for a difference, on numbers divided by the dispersion.

    Newcombe RG (1998), Interval estimation for the difference between independent proportions, method 10, Stat Med
    17:873. It stays between -1 and 1 and bears proportions of 0 and 1.
    """
    (a, b), (c, d) = _sums(tops), _sums(bottoms)
    levels = a / c, b / d
    residuals = [_pearson(x, n * p, n * p * (1 - p)) for x, n, p in zip(tops, bottoms, levels, strict=True)]
    noise = noise_of(residuals, floor=1.0)
    wide = noise.dispersion * noise.likeness
    reach = _t(noise, level)
    (low_1, high_1), (low_2, high_2) = (
        _wilson(p, n / wide, reach) for p, n in zip(levels, (c, d), strict=True)
    )
    size = levels[1] - levels[0]
    low = size - float(np.hypot(levels[1] - low_2, high_1 - levels[0]))
    high = size + float(np.hypot(high_2 - levels[1], levels[0] - low_1))
    return Estimate(*levels, size, low, high, noise, "quasi-binomial")


def _value(tops: tuple[Floats, Floats], bottoms: tuple[Floats, Floats], level: float) -> Estimate:
    """Ordinary least squares of the value on the time: a difference of two means with a pooled variance."""
    levels = float(np.nanmean(tops[0])), float(np.nanmean(tops[1]))
    noise = noise_of([tops[0] - levels[0], tops[1] - levels[1]], floor=0.0)
    counts = [np.count_nonzero(~np.isnan(each)) for each in tops]
    reach = _t(noise, level) * (noise.dispersion * noise.likeness * (1 / counts[0] + 1 / counts[1])) ** 0.5
    size = levels[1] - levels[0]
    return Estimate(*levels, size, size - reach, size + reach, noise, "normal")


_MODELS: dict[Shape, Callable[[tuple[Floats, Floats], tuple[Floats, Floats], float], Estimate]] = {
    "rate": _rate,
    "proportion": _proportion,
    "value": _value,
}


def _sums(pair: tuple[Floats, Floats]) -> tuple[float, float]:
    return float(np.nansum(pair[0])), float(np.nansum(pair[1]))


def _pearson(observed: Floats, expected: Floats, variance: Floats) -> Floats:
    off = observed - expected
    return np.divide(off, np.sqrt(variance), out=np.full_like(off, np.nan), where=variance > 0)


def _t(noise: Noise, level: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(noise.freedom, 0.5 + level / 2))


def _shares(before: float, after: float, level: float) -> tuple[float, float]:
    from scipy.special import betaincinv

    tail = (1 - level) / 2
    low = float(betaincinv(after, before + 1, tail)) if after > 0 else 0.0
    high = float(betaincinv(after + 1, before, 1 - tail)) if before > 0 else 1.0
    return low, high


def _wilson(share: float, n: float, reach: float) -> tuple[float, float]:
    middle = (share + reach**2 / (2 * n)) / (1 + reach**2 / n)
    half = reach / (1 + reach**2 / n) * (share * (1 - share) / n + reach**2 / (4 * n**2)) ** 0.5
    return middle - half, middle + half
