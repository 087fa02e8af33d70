"""What an analysis holds: arrays of every row and of every phase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .segments import Bools, Floats, Ints

__all__ = ["CONCERN", "IMPROVEMENT", "NEUTRAL_HIGH", "NEUTRAL_LOW", "Analysis", "empty"]

IMPROVEMENT, CONCERN, NEUTRAL_HIGH, NEUTRAL_LOW = 1, 2, 3, 4
Bytes = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """What :func:`analyse` found.

    Attributes
    ----------
    value, centre, lcl, ucl : ndarray of float64, shape (rows,)
        What is drawn, and its lines; NaN is missing.
    clipped_low, clipped_high : ndarray of bool, shape (rows,)
        Where a limit was cut back to what the measure can reach.
    broken : dict of str to ndarray of bool, shape (rows,)
        One mask a rule, in the order of the profile.
    signal : ndarray of int8, shape (rows,)
        The rule that is shown, counted from 1 in the order of `broken`; 0 for none.
    direction : ndarray of int8, shape (rows,)
        0 common cause, 1 improvement, 2 concern, 3 neutral high, 4 neutral low.
    high : ndarray of bool, shape (rows,)
        Whether the signal that is shown goes upwards.
    useful, longest_run, longest_run_max, crossings, crossings_min : ndarray of int64, shape (phases,)
        Run statistics; -1 where there is none.
    runs_signal : ndarray of bool, shape (phases,)
        Whether they say that the process has changed.
    """

    value: Floats
    centre: Floats
    lcl: Floats
    ucl: Floats
    clipped_low: Bools
    clipped_high: Bools
    broken: dict[str, Bools]
    signal: Bytes
    direction: Bytes
    high: Bools
    useful: Ints
    longest_run: Ints
    longest_run_max: Ints
    crossings: Ints
    crossings_min: Ints
    runs_signal: Bools


def empty(size: int, phases: int, rules: Iterable[str]) -> Analysis:
    """Make an analysis of so many rows and phases in which nothing is found yet."""

    def floats() -> Floats:
        return np.empty(size)  # every row is written by its block

    def no() -> Bools:
        return np.zeros(size, np.bool_)

    def none() -> Ints:
        return np.full(phases, -1, np.int64)

    return Analysis(
        floats(), floats(), floats(), floats(), no(), no(), {name: no() for name in rules},
        np.zeros(size, np.int8), np.zeros(size, np.int8), no(),
        np.zeros(phases, np.int64), none(), none(), none(), none(), np.zeros(phases, np.bool_),
    )  # fmt: skip
