"""Lines that are level from point to point: limits, centre lines, targets and the band between limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Step", "level_lines"]

Level = TypeVar("Level", float, tuple[float, float])


@dataclass(frozen=True, slots=True)
class Step(Generic[Level]):
    """A level piece of a line: from the point `first` to the point `last`, both included, at `value`."""

    first: int
    last: int
    value: Level


def level_lines(
    values: Sequence[Level | None], starts: frozenset[int] = frozenset()
) -> list[list[Step[Level]]]:
    """Join equal neighbours, and part a line where a value is missing or a phase starts.

    Parameters
    ----------
    values
        One value a point, or a pair of them for a band; None where the line is not drawn.
    starts
        Points at which a new line starts, whatever its value.

    Returns
    -------
    list of list of Step
        The lines, each a list of steps that follow one another.

    Examples
    --------
    >>> level_lines([2.0, 2.0, 3.0, None, 3.0])
    [[Step(first=0, last=1, value=2.0), Step(first=2, last=2, value=3.0)], [Step(first=4, last=4, value=3.0)]]
    """
    lines: list[list[Step[Level]]] = []
    joined = False
    for place, value in enumerate(values):
        if value is None:
            joined = False
            continue
        if not joined or place in starts:
            lines.append([Step(place, place, value)])
        elif lines[-1][-1].value == value:
            lines[-1][-1] = Step(lines[-1][-1].first, place, value)
        else:
            lines[-1].append(Step(place, place, value))
        joined = True
    return lines
