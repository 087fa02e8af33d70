"""Special-cause rules.

A rule looks at the included rows of all phases at once and answers with two masks: the points that break it,
and whether each of those does so upwards. No run, trend or window crosses a phase or a missing value. Rows follow each
other along the first axis, whether phases lie one after another or side by side (:mod:`qmf.spc.grid`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .grid import Layout
from .runs import long_runs
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


@dataclass(frozen=True, eq=False)
class Look:
    """What the rules look at: values and lines of included rows, and which rows follow which.

    Lines hold one entry a row, or one a phase where phases lie side by side; `links` is None where every row is
    followed by the next.
    """

    rows: Layout
    value: Floats
    centre: Floats
    lcl: Floats
    ucl: Floats
    above: Bools
    below: Bools
    links: Bools | None

    def linked(self, holds: Bools) -> Bools:
        """Keep what is said of neighbours where they are of one phase."""
        return holds if self.links is None else holds & self.links

    def beyond(self, sigmas: float) -> tuple[Bools, Bools]:
        """Rows further than so many sigmas above and below; a sigma is a third of the way to the limit."""
        share = sigmas / 3
        high = self.value > self.centre + (self.ucl - self.centre) * share
        return high, self.value < self.centre - (self.centre - self.lcl) * share

    def whole(self, width: int) -> Bools:
        """Windows of so many rows of one phase without a missing value, by their first row."""
        known = self.value == self.value
        return every(self.linked(known[1:] & known[:-1]), width - 1)

    @cached_property
    def same_side(self) -> Bools:
        """Say of each row but the last whether the next lies on the same side of the centre, in its phase."""
        return self.linked((self.above[1:] & self.above[:-1]) | (self.below[1:] & self.below[:-1]))


Rule = Callable[[Look], Broken]


def look_at(rows: Layout, value: Floats, lines: tuple[Floats, Floats, Floats]) -> Look:
    """Gather what the rules look at."""
    return Look(rows, value, *lines, value > lines[0], value < lines[0], rows.links())


def outside(look: Look) -> Broken:
    """Beyond a control limit, strictly."""
    return (look.value > look.ucl) | (look.value < look.lcl), look.above  # the centre lies between the limits


def shift(length: int) -> Rule:
    """So many points in a row on one side of the centre; a point on it breaks the run."""

    def rule(look: Look) -> Broken:
        return widen(every(look.same_side, length - 1), len(look.value), length), look.above

    return rule


def long_run(look: Look) -> Broken:
    """Find a run that is longer than chance allows, after Anhøj; points on the centre line are skipped."""
    return long_runs(look.rows, look.above, look.below), look.above  # type: ignore[arg-type]


def trend(length: int, *, ties: str) -> Rule:
    """So many points steadily up or down; an equal neighbour ends it ("break") or is one point with it ("join")."""

    def rule(look: Look) -> Broken:
        value = look.value
        up, down = look.linked(value[1:] > value[:-1]), look.linked(value[1:] < value[:-1])
        level = up == down
        if look.links is None and not level.any():
            return _steady(up, None, None, length)
        if ties == "join" and level.any():
            level = look.linked(value[1:] == value[:-1])
            if level.any():
                return _joining(look, up, down, level, length)
        return _steady(up, down, look.links, length)

    return rule


def _joining(look: Look, up: Bools, down: Bools, level: Bools, length: int) -> Broken:
    """As :func:`_steady`, equal neighbours being one point."""
    mark, rising = _steady(up, down, look.links, length)
    if isinstance(look.rows, Segments):
        return _one_point(look.value, look.links, level, length)
    # only phases with ties that never turn for long enough can hold a trend that the plain rule does not see
    rather: Bools = np.any(level, axis=0)
    rather &= every(up | level, length - 1).any(axis=0) | every(down | level, length - 1).any(axis=0)
    if rather.any():
        some, value = look.rows.some(rather, look.value)
        rows, value = some.flat(value)
        links = rows.links()
        found = _one_point(value, links, links & (value[1:] == value[:-1]), length)
        mark[:, rather], rising[:, rather] = (a.reshape(some.count, -1).T for a in found)
    return mark, rising


def _one_point(value: Floats, links: Bools | None, level: Bools, length: int) -> Broken:
    """Leave out of a flat array all but the first of equal neighbours, and mark them like it."""
    first = np.concatenate(([True], ~level))
    kept = np.flatnonzero(first)
    value, joined = value[kept], True if links is None else links[kept[1:] - 1]
    up, down = joined & (value[1:] > value[:-1]), joined & (value[1:] < value[:-1])
    mark, rising = _steady(up, down, None if links is None else joined, length)  # type: ignore[arg-type]
    back = np.cumsum(first) - 1
    return mark[back], rising[back]


def _steady(up: Bools, down: Bools | None, links: Bools | None, length: int) -> Broken:
    """Mark so many rows in a row whose steps all go up, or all down, and say which of them rise.

    `down` is None where every step that does not go up goes down.
    """
    onward = up[1:] == up[:-1] if down is None else (up[1:] & up[:-1]) | (down[1:] & down[:-1])
    mark = widen(every(onward, length - 2), len(up) + 1, length)
    rising = np.zeros_like(mark)
    if len(up) and mark.any():
        # which step shows the travel: the one to the next point if that is in a trend too, else the one before
        ahead = mark[1:] if links is None else mark[1:] & links
        rising[1:] = up
        rising[1:-1] &= ~ahead[1:]
        rising[:-1] |= ahead & up
    return mark, rising


def two_of_three(*, with_outside: bool) -> Rule:
    """Three points on one side, two or more of them beyond two sigma; those are marked."""

    def rule(look: Look) -> Broken:
        high, low = look.beyond(2)
        far = high | low
        if not with_outside:
            far &= ~outside(look)[0]
        side = look.same_side
        first, second, third = far[:-2], far[1:-1], far[2:]
        found = (first & second) | (third & (first | second))
        found &= side[1:]
        found &= side[:-1]
        return widen(found, len(far), 3) & far, look.above

    return rule
