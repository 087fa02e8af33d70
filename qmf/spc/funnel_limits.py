"""Limits of a funnel chart, and how much more its units vary than chance allows.

Source: Spiegelhalter DJ (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24,
1185-1202.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .segments import Floats

__all__ = ["LEVELS", "Spread", "limits", "spread_of", "variance"]

# 95 % and 99.8 % of units lie between, if chance alone moves them; the normal quantile of the upper end
LEVELS = {"95": (0.975, 1.959963984540054), "998": (0.999, 3.090232306167813)}


@dataclass(frozen=True, slots=True)
class Spread:
    """How much units differ.

    Attributes
    ----------
    units : int
        How many there are.
    phi : float
        Mean of the squared winsorised z values: 1 is what chance gives.
    tau2 : float
        Variance between the units' true values, 0 where chance explains what is seen.
    """

    units: int
    phi: float
    tau2: float

    @property
    def tau(self) -> float:
        """Standard deviation between the units' true values."""
        return math.sqrt(self.tau2)


def variance(kind: str, theta: float) -> float:
    """Variance of one unit of size 1 about the centre: theta (1 - theta) for proportions, theta for rates."""
    return theta * (1 - theta) if kind == "p" else theta


def spread_of(kind: str, theta: float, value: Floats, size: Floats, winsorise: float) -> Spread:
    """Estimate over-dispersion by the method of moments, from winsorised z values.

    phi = Σz²/I, and tau² = (I phi - (I - 1)) / (Σw - Σw²/Σw) with w = 1/s², 0 where that is negative. A z value beyond
    the `winsorise` quantile at its end (linear between neighbours) is set to that quantile.

    Examples
    --------
    >>> found = spread_of("u", 4.0, np.array([2.0, 6.0, 4.0, 8.0]), np.ones(4), 0.0)
    >>> found.phi, round(found.tau2, 12)  # z = -1, 1, 0, 2, and Σw - Σw²/Σw = 3/4
    (1.5, 4.0)
    """
    if len(value) < 2 or not variance(kind, theta) > 0:
        return Spread(len(value), math.nan, 0.0)
    weight = size / variance(kind, theta)
    z = (value - theta) * np.sqrt(weight)
    z = np.clip(z, *np.quantile(z, [winsorise, 1 - winsorise]))
    phi = float((z**2).mean())
    total = float(weight.sum())
    free = total - float((weight**2).sum()) / total
    return Spread(len(z), phi, max(0.0, (len(z) * phi - (len(z) - 1)) / free))


def limits(kind: str, theta: float, size: Floats, tau2: float | None) -> dict[str, Floats]:
    """Lower and upper limits at 95 % and 99.8 %, for units of these sizes.

    Parameters
    ----------
    kind
        "p" or "u".
    theta
        The centre line.
    size
        Denominators, shape (units,).
    tau2
        None for exact binomial or Poisson limits: (r - alpha)/n, r the smallest count with P(R <= r) > p and alpha
        how far P(R <= r) overshoots p, as a share of P(R = r); not under 0. Else theta ± z √(s² + tau²), within what
        the measure can reach.
    """
    found: dict[str, Floats] = {}
    for level, (upper, z) in LEVELS.items():
        if tau2 is not None:
            half = z * np.sqrt(variance(kind, theta) / size + tau2)
            low, high = theta - half, theta + half
            low = np.maximum(low, 0.0)
            high = np.minimum(high, 1.0) if kind == "p" else high
        else:
            low, high = (_exact(kind, theta, size, p) for p in (1 - upper, upper))
        found |= {f"lcl_{level}": low, f"ucl_{level}": high}
    return found


def _exact(kind: str, theta: float, size: Floats, p: float) -> Floats:
    from scipy.special import bdtr, bdtrik, pdtr, pdtrik

    if not variance(kind, theta) > 0 or not len(size):  # nothing can vary
        return np.full(len(size), theta)

    def at_most(count: Floats) -> Floats:
        known = (
            bdtr(np.maximum(count, 0), size.astype(np.int64), theta)
            if kind == "p"
            else pdtr(np.maximum(count, 0), theta * size)
        )
        return np.where(count < 0, 0.0, known)

    near = bdtrik(p, size, theta) if kind == "p" else pdtrik(p, theta * size)
    count = np.ceil(np.nan_to_num(near))  # NaN where P(R = 0) is above p already
    count = np.where(at_most(count - 1) > p, count - 1, count)
    count = np.where(at_most(count) > p, count, count + 1)
    over = at_most(count)
    share = (over - p) / (over - at_most(count - 1))
    exact: Floats = np.maximum(count - share, 0.0) / size
    return exact
