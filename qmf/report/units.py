"""Which units the pages speak of, what each is called and part of, and where its page stands in the bundle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from qmf.cycle import OTHERS, TOGETHER, Findings

__all__ = ["Unit", "measure_address", "series_address", "shown_units", "single_units", "unit_address"]


@dataclass(frozen=True)
class Unit:
    """One unit and where it is counted.

    Parameters
    ----------
    id, name
        Its id, and the name a reader knows it by.
    kind
        "ward", "team" and so on.
    within
        The names of what it is part of, the nearest first, without the trust itself.
    closed
        The day it closed; None while it is open.
    counted
        The findings that look at it, each with the name of its series there.
    """

    id: str
    name: str
    kind: str
    within: tuple[str, ...]
    closed: date | None
    counted: tuple[tuple[Findings, str], ...]

    @property
    def address(self) -> str:
        """Its page, from the bundle's own folder."""
        return unit_address(self.id)


def unit_address(unit: str) -> str:
    """Give a unit's page, from the bundle's own folder.

    Examples
    --------
    >>> unit_address("heron")
    'units/heron.html'
    """
    return f"units/{unit}.html"


def measure_address(found: Findings, measure: str) -> str:
    """Give a measure's page, from the bundle's own folder.

    Parameters
    ----------
    found
        The findings of its priority.
    measure
        Its id.
    """
    return f"{found.priority.id}/measures/{measure}.html"


def series_address(found: Findings, series: str) -> str:
    """Give the page that tells all of a unit, or of several together, from the bundle's own folder.

    Parameters
    ----------
    found
        The findings of a priority.
    series
        The id of a unit, or of several together.
    """
    units = {name: unit for unit, name in single_units(found)}
    return unit_address(units[series]) if series in units else f"{found.priority.id}/index.html"


def single_units(found: Findings) -> list[tuple[str, str]]:
    """Give the single units of a priority, each with the name of its series: one alone is its own whole."""
    rows = zip(found.units["unit"].astype(str), found.units["alone"], strict=True)
    return [(alone or unit, unit) for unit, alone in rows if alone or unit not in (TOGETHER, OTHERS)]


def shown_units(findings: Sequence[Findings]) -> list[Unit]:
    """Give every unit where anything is counted, in the order of the tree.

    Parameters
    ----------
    findings
        One a priority, all from one place.
    """
    counted: dict[str, list[tuple[Findings, str]]] = {}
    for found in findings:
        for unit, series in single_units(found):
            if any(found.has(measure.id, series) for measure in found.measures):
                counted.setdefault(unit, []).append((found, series))
    if not findings:
        return []
    table = findings[0].place.units.set_index("unit")
    return [
        Unit(
            id=unit,
            name=str(table.loc[unit, "name"]),
            kind=str(table.loc[unit, "kind"]),
            within=_within(table, unit),
            closed=counted[unit][0][0].closed(counted[unit][0][1]),
            counted=tuple(counted[unit]),
        )
        for unit in map(str, table.index)
        if unit in counted
    ]


def _within(table: pd.DataFrame, unit: str) -> tuple[str, ...]:
    names: list[str] = []
    parent = table.loc[unit, "parent"]
    while isinstance(parent, str) and parent in table.index and table.loc[parent, "kind"] != "trust":
        names.append(str(table.loc[parent, "name"]))
        parent = table.loc[parent, "parent"]
    return tuple(names)
