"""A target's trajectory that runs into the future: its rows are set apart from the points before anything is judged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from .segments import Bools, Segments
from .targets import Ahead

if TYPE_CHECKING:
    from .rows import Rows

__all__ = ["set_apart"]


def set_apart(rows: Rows, empty: Bools) -> Rows:
    """Set apart the rows after the last value of their series that have a target and nothing else.

    Empty rows before the last of them go with them. A row that has a denominator, or that is left out, stays a gap; so
    does every row of a series without any value.

    Parameters
    ----------
    rows
        Points, sorted.
    empty
        Where neither value nor denominator is there.
    """
    place = np.arange(rows.series.size)
    valued = ~np.isnan(rows.value)
    if not len(place) or valued[rows.series.starts + rows.series.lengths - 1].all():
        return rows
    last = np.maximum.reduceat(np.where(valued, place, -1), rows.series.starts)
    later = (place > rows.series.each(last)) & rows.series.each(last >= 0)
    wanted = np.any([~np.isnan(goal) for goal in rows.goals.values()], axis=0)
    spare = later & rows.included & empty
    lead = np.maximum.reduceat(np.where(spare & wanted, place, -1), rows.series.starts)
    future = spare & (place <= rows.series.each(lead))
    if not future.any():
        return rows
    kept = ~future
    begins = np.zeros(rows.series.size, np.bool_)
    begins[rows.phases.starts] = True
    goals = rows.goals
    return replace(
        rows,
        series=rows.series.keep(kept),
        phases=Segments(np.flatnonzero(begins[kept]), int(kept.sum())),
        x=rows.x[kept].reset_index(drop=True),
        y=rows.y[kept],
        n=None if rows.n is None else rows.n[kept],
        value=rows.value[kept],
        spread=None if rows.spread is None else rows.spread[kept],
        goals={name: goal[kept] for name, goal in goals.items()},
        included=rows.included[kept],
        ahead=Ahead(
            series=rows.series.each(np.arange(rows.series.count))[future & wanted],
            x=rows.x[future & wanted].reset_index(drop=True),
            goals={name: goal[future & wanted] for name, goal in goals.items()},
        ),
    )
