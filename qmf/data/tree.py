"""The tree of units: who belongs to whom, and the order in which people expect them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

__all__ = ["in_tree_order", "under"]


def in_tree_order(units: pd.DataFrame) -> pd.DataFrame:
    """Put units in the order of their tree: each before those under it, and those in the order of the file.

    Parameters
    ----------
    units
        A units table that is one tree.

    Returns
    -------
    pandas.DataFrame
        The same rows, reordered; the index still says each one's row in the file.
    """
    children: dict[str, list[Any]] = {}
    for row, parent in zip(units.index, units["parent"], strict=True):
        children.setdefault(parent, []).append(row)
    order: list[Any] = []
    waiting = children[""][::-1]
    while waiting:
        row = waiting.pop()
        order.append(row)
        waiting.extend(reversed(children.get(str(units.at[row, "unit"]), [])))
    return units.loc[order]


def under(units: pd.DataFrame, roots: Iterable[str]) -> set[str]:
    """Find some units and all that belong to them.

    Parameters
    ----------
    units
        A units table in tree order.
    roots
        Some of its units.

    Returns
    -------
    set of str
        Those units and all under them.
    """
    found = set(roots)
    for unit, parent in zip(units["unit"], units["parent"], strict=True):
        if parent in found:
            found.add(unit)
    return found
