"""Move things apart along a line, so that none lies over another."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["spread"]


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move positions apart as little as can be, and keep their order.

    Those that come too near form a group, which stands where its members wish on average; a group that meets
    another joins it. This is the least-squares answer, and takes one pass.

    Parameters
    ----------
    wanted
        Where each would stand, in any order.
    gap
        Least distance between two. Where the room is too small for it, less.
    low, high
        The room.

    Returns
    -------
    list of float
        Where each stands, in the order of `wanted`.

    Examples
    --------
    >>> spread([50, 10, 52], 18, 0, 100)
    [42.0, 10.0, 60.0]
    """
    if not wanted:
        return []
    gap = min(gap, (high - low) / max(1, len(wanted) - 1))
    order = sorted(range(len(wanted)), key=lambda k: wanted[k])
    groups: list[tuple[float, int]] = []  # (where its first stands, how many)
    for k in order:
        start, count = float(wanted[k]), 1
        while groups and groups[-1][0] + gap * groups[-1][1] > start:
            before, many = groups.pop()
            start = (before * many + (start - gap * many) * count) / (many + count)
            count += many
        groups.append((start, count))
    stands = [start + gap * place for start, count in groups for place in range(count)]
    stands = _within(stands, gap, low, high)
    placed = dict(zip(order, stands, strict=True))
    return [placed[k] for k in range(len(wanted))]


def _within(stands: list[float], gap: float, low: float, high: float) -> list[float]:
    for k in range(len(stands)):
        stands[k] = max(stands[k], low + gap * k)
    for k in range(len(stands)):
        stands[-1 - k] = min(stands[-1 - k], high - gap * k)
    return stands
