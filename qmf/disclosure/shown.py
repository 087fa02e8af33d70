"""Which sums of units are shown of each column of the data: two that overlap and are not equal give a third away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from qmf.disclosure.levels import Level
from qmf.disclosure.masks import Block
from qmf.disclosure.policy import Policy
from qmf.framework import Measure

__all__ = ["Shown", "clash", "shown_of"]

Units = frozenset[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """The sums that are shown of one column of the data.

    Parameters
    ----------
    measure
        Whose, for a message.
    column
        What is counted, in which table.
    level
        The length of a period.
    sums
        By period: the sets of units of which one number each is shown.
    harmless
        Whether no count in it is small, at any unit: then no difference of sums is, either.
    """

    measure: str
    column: tuple[str, ...]
    level: Level
    sums: Mapping[pd.Timestamp, frozenset[Units]]
    harmless: bool


def shown_of(
    measure: Measure,
    name: str,
    *,
    level: Level,
    true: pd.DataFrame,
    exact: pd.DataFrame,
    seen: pd.DataFrame,
    blocks: Sequence[Block],
    policy: Policy,
) -> tuple[Shown, ...]:
    """List the sums of a measure's numerator and denominator.

    Parameters
    ----------
    measure, name
        The measure, and what a message calls it.
    level
        The length of a period.
    true
        The true numbers as the data have them, of every unit.
    exact, seen
        The true numbers by the periods shown, and what is shown of them.
    blocks
        Units and totals.
    policy
        The policy.
    """
    sums = _sums(exact, seen, blocks)
    return tuple(
        Shown(name, key, level, sums, harmless=bool(policy.passes(true[column].to_numpy(np.float64)).all()))
        for column, key in _columns(measure)
        if true[column].notna().any()
    )


def clash(one: Shown, other: Shown) -> bool:
    """Say whether the sums of two measures, laid side by side, give away a sum that neither shows."""
    if one.column != other.column or (one.harmless and other.harmless):
        return False
    if one.level != other.level:
        return bool(_units(one) & _units(other))
    return any(
        mine != theirs and mine & theirs
        for period in one.sums.keys() & other.sums.keys()
        for mine in one.sums[period]
        for theirs in other.sums[period]
    )


def _units(shown: Shown) -> Units:
    return frozenset(unit for sums in shown.sums.values() for units in sums for unit in units)


def _columns(measure: Measure) -> Iterator[tuple[str, tuple[str, ...]]]:
    data = measure.data
    if data.events is not None:
        yield "numerator", ("events", data.events, *sorted(data.harm))
    else:
        yield "numerator", ("observations", str(data.observations))
    if data.denominator is not None:
        yield "denominator", ("observations", data.denominator)
    else:
        yield "denominator", ("observations", str(data.observations), "denominator")


def _sums(
    exact: pd.DataFrame, seen: pd.DataFrame, blocks: Sequence[Block]
) -> dict[pd.Timestamp, frozenset[Units]]:
    """Give, by period, the sets of units of which one number is shown; a total of units shown singly tells no more."""
    there = exact[exact["numerator"].notna()].groupby("period_start")["unit"].agg(frozenset).to_dict()
    lit = seen[seen["numerator"].notna()].groupby("period_start")["unit"].agg(frozenset)
    found: dict[pd.Timestamp, frozenset[Units]] = {}
    for period, units in lit.items():
        sums: set[Units] = set()
        for block in blocks:
            single = units & frozenset(block.units)
            if single:
                sums |= {frozenset({unit}) for unit in single}
            elif block.total in units:
                sums.add(there[period] & frozenset(block.units) if block.units else frozenset({block.alone}))
        found[pd.Timestamp(str(period))] = frozenset(sums)
    return found
