"""How much points scatter by chance: over-dispersion, and likeness of neighbours, estimated and never under-stated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Noise", "noise_of"]

Floats = npt.NDArray[np.float64]
_ONE_SIDED_5_PERCENT = 1.645


@dataclass(frozen=True, slots=True)
class Noise:
    """What the residuals of the two times say about chance.

    Parameters
    ----------
    dispersion
        The Pearson estimate: how many times wider than the model's own the scatter is (its variance).
    likeness
        How many times wider neighbours that resemble each other make the variance of a mean; 1 where they do not.
    freedom
        Degrees of freedom: points less one for each time.
    """

    dispersion: float
    likeness: float
    freedom: int


def noise_of(residuals: list[Floats], *, floor: float) -> Noise:
    r"""Estimate the scatter around each time's own level.

    Parameters
    ----------
    residuals
        For each time: observed less expected over the model's standard deviation, in order; NaN where a
        point is missing, or cannot scatter (there was no incident at all).
    floor
        The least dispersion: 1 for counts and proportions, which cannot scatter less by chance; 0 for values.

    Returns
    -------
    Noise
        Dispersion :math:`\phi = \sum r^2 / \nu` (McCullagh and Nelder 1989, 4.5.2), and
        :math:`(1 + \rho) / (1 - \rho)` for the lag-one autocorrelation :math:`\rho` where that is more than chance
        gives one time in twenty (Bence 1995).

    Examples
    --------
    >>> noise_of([np.array([1.0, -1.0, 1.0, -1.0]), np.array([2.0, -2.0])], floor=1.0)
    Noise(dispersion=3.0, likeness=1.0, freedom=4)
    """
    there = [each for each in residuals if not np.isnan(each).all()]
    freedom = int(sum(np.count_nonzero(~np.isnan(each)) - 1 for each in there))
    if freedom < 1:
        return Noise(floor, 1.0, 1)
    squares = float(sum(np.nansum(each**2) for each in there))
    neighbours = np.concatenate([each[1:] * each[:-1] for each in there])
    pairs = np.count_nonzero(~np.isnan(neighbours))
    alike = float(np.nansum(neighbours)) / squares if squares > 0 else 0.0
    likeness = (1 + alike) / (1 - alike) if pairs and alike > _ONE_SIDED_5_PERCENT / pairs**0.5 else 1.0
    return Noise(max(floor, squares / freedom), likeness, freedom)
