"""Which broken rule is shown at a point, and whether it is good.

What a point breaks is kept as bits: the rules it breaks from the lowest bit on, in the order of the profile, and above
them which of those it breaks upwards. What is then shown follows from the bits alone, so it is looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from .rules import Broken
from .segments import Bools

__all__ = [
    "CONCERN",
    "IMPROVEMENT",
    "NEUTRAL_HIGH",
    "NEUTRAL_LOW",
    "Legend",
    "Marks",
    "legend_of",
    "marks_of",
]

Marks = npt.NDArray[np.unsignedinteger]

IMPROVEMENT, CONCERN, NEUTRAL_HIGH, NEUTRAL_LOW = 1, 2, 3, 4


@dataclass(frozen=True, slots=True, eq=False)
class Legend:
    """What each combination of bits shows.

    Attributes
    ----------
    rules : tuple of str
        Names, in the order of their bits.
    signal, direction : ndarray of int8, shape (combinations,)
        The rule that is shown, counted from 1, and its direction; 0 where none is broken.
    high : ndarray of bool, shape (combinations,)
        Whether it goes upwards.
    """

    rules: tuple[str, ...]
    signal: npt.NDArray[np.int8]
    direction: npt.NDArray[np.int8]
    high: Bools

    @property
    def dtype(self) -> type[np.unsignedinteger]:
        """Of marks: a byte, or two where there are more than four rules."""
        return np.uint8 if len(self.rules) <= 4 else np.uint16


@lru_cache(maxsize=64)
def legend_of(rules: tuple[str, ...], improvement: str, improvement_first: bool) -> Legend:
    """Say what each combination of broken rules shows.

    Parameters
    ----------
    rules
        Names, the first broken being the one shown.
    improvement
        "increase", "decrease" or "neutral".
    improvement_first
        Whether an improvement is shown where a concern stands beside it.

    Examples
    --------
    >>> legend_of(("outside", "shift"), "increase", True).signal[0b0111]  # outside upwards and shift downwards
    np.int8(1)
    """
    codes = np.arange(1 << 2 * len(rules))
    signal, high = np.zeros(len(codes), np.int8), np.zeros(len(codes), np.bool_)
    better = np.zeros(len(codes), np.bool_)
    good_is_high = {"increase": True, "decrease": False}.get(improvement)
    for bit in range(len(rules)):
        mark, up = (codes >> bit & 1).astype(np.bool_), (codes >> bit + len(rules) & 1).astype(np.bool_)
        take = mark & (signal == 0)
        if improvement_first and good_is_high is not None:
            good = mark & (up == good_is_high)
            take |= good & ~better
            better |= good
        signal[take], high[take] = bit + 1, up[take]
    neutral = np.where(high, NEUTRAL_HIGH, NEUTRAL_LOW)
    judged = neutral if good_is_high is None else np.where(high == good_is_high, IMPROVEMENT, CONCERN)
    return Legend(rules, signal, np.where(signal > 0, judged, 0).astype(np.int8), high)


def marks_of(legend: Legend, broken: dict[str, Broken], shape: tuple[int, ...]) -> Marks:
    """Write as bits which rules each row breaks, and which of them upwards; a rule that is not there is not broken."""
    marks = np.zeros(shape, legend.dtype)
    one, upwards = legend.dtype(1), legend.dtype(1 << len(legend.rules))
    for up in {id(up): up for _, up in broken.values()}.values():  # most rules go by the side, and share it
        bits: Marks = marks[:0]  # nothing yet
        for name in reversed(legend.rules):
            if bits.size:
                bits += bits  # doubling moves every bit up by one, at several times the speed of a shift
            if name in broken and broken[name][1] is up:
                mark = broken[name][0].view(np.uint8)
                bits = np.bitwise_or(bits, mark, out=bits) if bits.size else mark.astype(legend.dtype)
        weight = up.view(np.uint8) * upwards
        weight += one
        marks |= np.multiply(weight, bits, out=weight)
    return marks
