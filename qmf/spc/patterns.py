"""Rules of other profiles: windows, suspicious calm, and runs that skip the centre line."""

from __future__ import annotations

import numpy as np

from .rules import Broken, Look, Rule, shift
from .segments import every, widen

__all__ = ["alternating", "beyond_one", "of_window", "shift_skipping_centre", "within_one"]


def shift_skipping_centre(length: int) -> Rule:
    """So many points in a row on one side of the centre; one on it is skipped, a missing one breaks the run."""

    def rule(look: Look) -> Broken:
        kept = np.flatnonzero(look.value != look.centre)
        if len(kept) == len(look.value):
            return shift(length)(look)
        joined = look.linked(np.ones(max(len(look.value) - 1, 0), np.bool_))
        breaks = np.concatenate((np.zeros(1, np.int64), np.cumsum(~joined)))[kept]
        above, below = look.above[kept], look.below[kept]
        same = ((above[1:] & above[:-1]) | (below[1:] & below[:-1])) & (breaks[1:] == breaks[:-1])
        mark = np.zeros(len(look.value), np.bool_)
        mark[kept] = widen(every(same, length - 1), len(kept), length)
        return mark, look.above

    return rule


def of_window(count: int, width: int, sigmas: float) -> Rule:
    """`count` of `width` points in a row beyond so many sigmas on one side; those are marked."""

    def rule(look: Look) -> Broken:
        whole = look.whole(width)
        high, low = look.beyond(sigmas)
        mark = np.zeros(len(look.value), np.bool_)
        for far in (high, low):
            so_far = np.concatenate(([0], np.cumsum(far)))
            enough = so_far[width:] - so_far[:-width] >= count if len(far) >= width else whole
            mark |= widen(enough & whole, len(far), width) & far
        return mark, high

    return rule


def within_one(length: int) -> Rule:
    """So many points in a row within one sigma of the centre: suspiciously little variation."""

    def rule(look: Look) -> Broken:
        third = 1 / 3
        near = look.value < look.centre + (look.ucl - look.centre) * third
        near &= look.value > look.centre - (look.centre - look.lcl) * third
        holds = look.linked(near[1:] & near[:-1])
        return widen(every(holds, length - 1), len(near), length), look.value >= look.centre

    return rule


def beyond_one(length: int) -> Rule:
    """So many points in a row beyond one sigma, on whichever side: two processes on one chart."""

    def rule(look: Look) -> Broken:
        high, low = look.beyond(1)
        far = high | low
        return widen(every(look.linked(far[1:] & far[:-1]), length - 1), len(far), length), high

    return rule


def alternating(length: int) -> Rule:
    """So many points in a row that go up and down in turn."""

    def rule(look: Look) -> Broken:
        value = look.value
        up, down = look.linked(value[1:] > value[:-1]), look.linked(value[1:] < value[:-1])
        turn = (up[1:] & down[:-1]) | (down[1:] & up[:-1])
        return widen(every(turn, length - 2), len(look.value), length), look.value >= look.centre

    return rule
