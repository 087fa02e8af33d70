"""Special-cause rules.

A rule looks at the included rows of all phases at once and answers with two masks: the points that break it,
and whether each of those does so upwards. No run, trend or window crosses a phase or a missing value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .runs import RunStatistics
from .segments import Bools, Floats, Segments, every, widen

__all__ = [
    "Broken",
    "Look",
    "Rule",
    "long_run",
    "look_at",
    "outside",
    "shift",
    "trend",
    "two_of_three",
]

Broken = tuple[Bools, Bools]  # which rows break the rule, and which rows would break it upwards


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What the rules look at: values and lines of included rows, and which rows follow which."""

    value: Floats
    centre: Floats
    lcl: Floats
    ucl: Floats
    above: Bools
    below: Bools
    links: Bools
    runs: RunStatistics

    def beyond(self, sigmas: float) -> tuple[Bools, Bools]:
        """Rows further than so many sigmas above and below; a sigma is a third of the way to the limit."""
        share = sigmas / 3
        high = self.value > self.centre + (self.ucl - self.centre) * share
        return high, self.value < self.centre - (self.centre - self.lcl) * share

    def whole(self, width: int) -> Bools:
        """Windows of so many rows of one phase without a missing value, by their first row."""
        known = self.value == self.value
        return every(self.links & known[1:] & known[:-1], width - 1)

    def same_side(self) -> Bools:
        """Say of each row but the last whether the next lies on the same side of the centre, in its phase."""
        both = (self.above[1:] & self.above[:-1]) | (self.below[1:] & self.below[:-1])
        return both & self.links


Rule = Callable[[Look], Broken]


def look_at(
    rows: Segments,
    value: Floats,
    centre: Floats,
    limits: tuple[Floats, Floats],
    sides: tuple[Bools, Bools],
    runs: RunStatistics,
) -> Look:
    """Gather what the rules look at."""
    return Look(value, centre, *limits, *sides, rows.links(), runs)


def outside(look: Look) -> Broken:
    """Beyond a control limit, strictly."""
    high = look.value > look.ucl
    return high | (look.value < look.lcl), high


def shift(length: int) -> Rule:
    """So many points in a row on one side of the centre; a point on it breaks the run."""

    def rule(look: Look) -> Broken:
        return widen(every(look.same_side(), length - 1), len(look.value), length), look.above

    return rule


def long_run(look: Look) -> Broken:
    """Find a run that is longer than chance allows, after Anhøj; points on the centre line are skipped."""
    return look.runs.long, look.above


def trend(length: int, *, ties: str) -> Rule:
    """So many points steadily up or down; an equal neighbour ends it ("break") or is one point with it ("join")."""

    def rule(look: Look) -> Broken:
        if ties == "join":
            equal = look.links & (look.value[1:] == look.value[:-1])
            if equal.any():
                first = np.concatenate(([True], ~equal))
                kept = np.flatnonzero(first)
                mark, up = _steady(look.value[kept], look.links[kept[1:] - 1], length)
                back = np.cumsum(first) - 1
                return mark[back], up[back]
        return _steady(look.value, look.links, length)

    return rule


def _steady(value: Floats, links: Bools, length: int) -> Broken:
    up, down = links & (value[1:] > value[:-1]), links & (value[1:] < value[:-1])
    onward = (up[1:] & up[:-1]) | (down[1:] & down[:-1])
    mark = widen(every(onward, length - 2), len(value), length)
    rising = np.zeros(len(value), np.bool_)
    at = np.flatnonzero(mark)
    if len(at):
        ahead = np.zeros(len(at), np.bool_)
        inner = at < len(value) - 1
        ahead[inner] = mark[at[inner] + 1] & links[at[inner]]
        # which step shows the travel: the one to the next point if that is in a trend too, else the one before
        rising[at] = up[np.where(ahead, at, at - 1)]
    return mark, rising


def two_of_three(*, with_outside: bool) -> Rule:
    """Three points on one side, two or more of them beyond two sigma; those are marked."""

    def rule(look: Look) -> Broken:
        high, low = look.beyond(2)
        far = high | low
        if not with_outside:
            far &= ~outside(look)[0]
        side = look.same_side()
        first, second, third = far[:-2], far[1:-1], far[2:]
        found = side[1:] & side[:-1] & ((first & second) | (second & third) | (first & third))
        return widen(found, len(far), 3) & far, look.above

    return rule
