"""Phases of one length side by side: row t of an array holds the t-th point of every phase.

The rules, ranges and means look along the first axis, so they read such an array as they read a flat one
(:class:`Segments`), without ever asking where a phase ends. Whole rows are then added or compared at once, which the
processor does several times faster. Only phases without gaps are laid so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .segments import Bools, Floats, Ints, Segments

if TYPE_CHECKING:
    import numpy.typing as npt

    from .segments import Item

__all__ = ["Grid", "Layout", "side_by_side"]

SHORTEST = 3  # points of a phase that is worth laying beside others
SLAB = (
    512  # phases that are turned at once: what is read stays in the first-level cache until all of it is used
)


class Grid:
    """So many phases of so many points each, none of them missing; arrays have the shape (points, phases).

    Examples
    --------
    >>> Grid(3, 2).total(np.array([[1.0, 10], [2, 20], [3, 30]])).tolist()
    [6.0, 60.0]
    """

    __slots__ = ("count", "lengths", "points")

    def __init__(self, points: int, count: int) -> None:
        self.points = points
        self.count = count
        self.lengths: Ints = np.full(count, points, np.int64)

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of an array of its rows."""
        return self.points, self.count

    def total(self, rows: npt.NDArray[np.generic]) -> Floats:
        """Sum per phase. Booleans are counted, in as few bytes as hold the count."""
        counted = rows.dtype == np.bool_
        total: Floats = np.add.reduce(
            rows.view(np.uint8) if counted else rows, axis=0, dtype=self.counter if counted else None
        )
        return total.astype(np.float64) if counted else total

    def in_order(self, rows: Floats) -> Floats:
        """Sum per phase, added up from the first row to the last: the same to the last bit in every layout."""
        if self.count == 1:  # numpy adds up a single column in another order
            alone: Floats = np.cumsum(rows, axis=0)[-1]
            return alone
        total: Floats = np.add.reduce(rows, axis=0)
        return total

    @property
    def counter(self) -> type[np.unsignedinteger]:
        """The smallest type that holds a count of its points."""
        return np.uint8 if self.points < 256 else np.uint32

    def largest(self, rows: Floats) -> Floats:
        """Largest per phase."""
        largest: Floats = np.maximum.reduce(rows, axis=0)
        return largest

    def smallest(self, rows: Floats) -> Floats:
        """Smallest per phase."""
        smallest: Floats = np.minimum.reduce(rows, axis=0)
        return smallest

    def extremes(self, rows: Floats) -> tuple[Floats, Floats]:
        """Smallest and largest per phase."""
        return self.smallest(rows), self.largest(rows)

    def each(self, per_phase: npt.NDArray[Item]) -> npt.NDArray[Item]:
        """One value a phase: it goes with every row as it is."""
        return per_phase

    def links(self) -> Bools | None:
        """Every point is followed by the next of its phase."""
        return None

    def some(self, which: Bools, rows: npt.NDArray[Item]) -> tuple[Grid, npt.NDArray[Item]]:
        """Take some of the phases, and their rows."""
        kept = np.compress(which, rows, axis=1)
        return Grid(self.points, kept.shape[1]), kept

    def owners(self, at: Ints) -> Ints:
        """Which phase each place of the flattened array belongs to."""
        return at % self.count

    def flat(self, rows: npt.NDArray[Item]) -> tuple[Segments, npt.NDArray[Item]]:
        """Lay the phases one after another."""
        return Segments(np.arange(self.count) * self.points, self.count * self.points), rows.T.ravel()

    def first(self, points: int) -> Grid:
        """Its first rows."""
        return Grid(min(points, self.points), self.count)


Layout = Segments | Grid


def side_by_side(rows: Segments, values: Floats) -> Floats | None:
    """Lay phases that lie one after another side by side, shape (points, phases); None where they differ in length."""
    length = int(rows.lengths[0])
    if length < SHORTEST or not (rows.lengths == length).all():
        return None
    after = values.reshape(-1, length)
    table = np.empty((length, len(after)))
    for at in range(0, len(after), SLAB):
        table[:, at : at + SLAB] = after[at : at + SLAB].T
    return table
