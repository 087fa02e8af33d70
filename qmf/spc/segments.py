"""Many stretches of rows in one flat array: the phases of every series, one after another.

Everything the science does per phase is a sum, a repeat or a sliding window over such an array, so that a
million series cost no Python loop. Windows are found by doubling: a window of eight is two windows of four.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

__all__ = ["Bools", "Floats", "Ints", "Item", "Segments", "blocks", "every", "widen"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Item = TypeVar("Item", bound=np.generic)
BLOCK = 64_000  # rows: two such arrays of doubles fit the second-level cache


class Segments:
    """Consecutive stretches of a flat array; one may be empty.

    Parameters
    ----------
    starts
        The row at which each segment starts, rising, shape (segments,).
    size
        How many rows there are in all.
    lengths
        Rows of each segment, where they are known already.

    Examples
    --------
    >>> two = Segments(np.array([0, 3]), 5)
    >>> two.total(np.array([1.0, 1.0, 1.0, 2.0, 2.0])).tolist()
    [3.0, 4.0]
    >>> two.links().tolist()
    [True, True, False, True]
    """

    __slots__ = ("_filled", "lengths", "size", "starts")

    def __init__(self, starts: Ints, size: int, lengths: Ints | None = None) -> None:
        self.starts = starts
        self.size = size
        self.lengths: Ints = np.diff(starts, append=size) if lengths is None else lengths
        self._filled: Bools | None = None if self.lengths.min(initial=1) > 0 else self.lengths > 0

    @property
    def count(self) -> int:
        """How many segments there are."""
        return len(self.starts)

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of an array of its rows."""
        return (self.size,)

    def total(self, rows: npt.NDArray[np.generic]) -> Floats:
        """Sum per segment; an empty one has 0. Booleans are counted."""
        counted = rows.dtype == np.bool_
        values = rows.view(np.int8) if counted else rows
        kind: type = np.int64 if counted else np.float64
        if self._filled is None and self.size:
            return np.add.reduceat(values, self.starts, dtype=kind)
        out: npt.NDArray[Any] = np.zeros(len(self.starts), kind)
        if self._filled is not None and self.size:
            out[self._filled] = np.add.reduceat(values, self.starts[self._filled], dtype=kind)
        return out

    def in_order(self, rows: Floats) -> Floats:
        """Sum per segment, added up from the first row to the last: the same to the last bit in every layout."""
        return np.bincount(self.each(np.arange(self.count)), rows, self.count).astype(np.float64)

    def largest(self, rows: Floats) -> Floats:
        """Largest per segment of values that are not missing; 0 for an empty segment."""
        if self._filled is None and self.size:
            return np.maximum.reduceat(rows, self.starts)
        out = np.zeros(len(self.starts))
        if self._filled is not None and self.size:
            out[self._filled] = np.maximum.reduceat(rows, self.starts[self._filled])
        return out

    def smallest(self, rows: Floats) -> Floats:
        """Smallest per segment of values that are not missing; 0 for an empty segment."""
        return -self.largest(-rows)

    def extremes(self, rows: Floats) -> tuple[Floats, Floats]:
        """Smallest and largest per segment, missing values left aside; missing where there is none."""
        low, high = np.full(len(self.starts), np.nan), np.full(len(self.starts), np.nan)
        if self.size:
            live = self.lengths > 0
            low[live] = np.fmin.reduceat(rows, self.starts[live])
            high[live] = np.fmax.reduceat(rows, self.starts[live])
        return low, high

    def each(self, per_segment: npt.NDArray[Item]) -> npt.NDArray[Item]:
        """One value a segment, repeated for each of its rows."""
        return np.repeat(per_segment, self.lengths)

    def place(self) -> Ints:
        """Count of each row within its segment, from 0."""
        return np.arange(self.size) - np.repeat(self.starts, self.lengths)

    def links(self) -> Bools:
        """Say of each row but the last whether the next is in the same segment."""
        joined = np.ones(max(self.size - 1, 0), np.bool_)
        inner = self.starts[(self.starts > 0) & (self.starts < self.size)]
        joined[inner - 1] = False
        return joined

    def some(self, which: Bools, rows: npt.NDArray[Item]) -> tuple[Segments, npt.NDArray[Item]]:
        """Take some of the segments, and their rows."""
        lengths = self.lengths[which]
        return Segments(np.cumsum(lengths) - lengths, int(lengths.sum())), rows[self.each(which)]

    def owners(self, at: Ints) -> Ints:
        """Which segment each row belongs to."""
        return np.repeat(np.arange(self.count), self.lengths)[at]

    def keep(self, mask: Bools) -> Segments:
        """Segments of the rows that a mask keeps, in the same number (some may be left empty)."""
        lengths = self.total(mask).astype(np.int64)
        return Segments(np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int64), int(lengths.sum()))


def blocks(starts: Ints, size: int) -> Iterator[tuple[Segments, slice, slice]]:
    """Cut flat arrays into blocks of whole segments that fit the processor's cache.

    Yields
    ------
    tuple
        The segments of the block, its rows, and which of all segments they are.
    """
    lengths = np.diff(starts, append=size)
    edges = np.unique(np.append(np.searchsorted(starts, np.arange(0, size, BLOCK)), len(starts)))
    for first, last in pairwise(edges.tolist()):
        begin, end = int(starts[first]), int(starts[last]) if last < len(starts) else size
        own = Segments(starts[first:last] - begin, end - begin, lengths[first:last])
        yield own, slice(begin, end), slice(first, last)


def every(holds: Bools, width: int) -> Bools:
    """Where `width` values in a row all hold: one answer per start of such a window, along the first axis.

    >>> every(np.array([True, True, True, False, True]), 2).tolist()
    [True, True, False, False]
    """
    if width == 0:
        return np.ones((len(holds) + 1, *holds.shape[1:]), np.bool_)
    if width < 1 or len(holds) < width:
        return holds[:0]
    found, have = holds, 1
    while have < width:
        step = min(have, width - have)
        found = found[:-step] & found[step:]
        have += step
    return found


def widen(starts: Bools, size: int, width: int) -> Bools:
    """All rows that lie in a window: the inverse of :func:`every`.

    >>> widen(np.array([False, True, False]), 5, 3).tolist()
    [False, True, True, True, False]
    """
    found = np.zeros((size + width - 1, *starts.shape[1:]), np.bool_)
    found[width - 1 : width - 1 + len(starts)] = starts
    have = 1
    while have < width:
        step = min(have, width - have)
        found = found[:-step] | found[step:]
        have += step
    return found
