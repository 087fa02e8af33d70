"""Targets: a number, a column of steps or of a trajectory, or several by name (local and national)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from qmf.errors import Fault

from .columns import numbers_of
from .options import LARGEST, an, column_faults
from .segments import Floats, Ints

__all__ = ["MOST", "Ahead", "Targets", "column_of", "read_targets"]

MOST = 3  # lines that a drawing can tell apart


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """What each row is to reach.

    Attributes
    ----------
    goals
        By name, in the order given: the target of each row. A single target without a name is called "".
    moving
        Whether any came from a column: its rows after the last value are a trajectory.
    """

    goals: dict[str, Floats] = field(default_factory=dict)
    moving: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Ahead:
    """Rows of a trajectory that lie after the last value of their series: they are targets, not points.

    Attributes
    ----------
    series : ndarray of int64
        Which series each row belongs to.
    x : Series
        Of each row.
    goals
        By name: the targets.
    """

    series: Ints
    x: pd.Series
    goals: dict[str, Floats]


def column_of(place: int, name: str, lead: str = "target") -> str:
    """Name the column of a target: the first is `lead` itself, a further one has its name behind it.

    >>> column_of(0, "local"), column_of(1, "national"), column_of(1, "national", "assurance")
    ('target', 'target_national', 'assurance_national')
    """
    return lead if place == 0 else f"{lead}_{name}"


def read_targets(data: pd.DataFrame, target: object) -> tuple[Targets, list[Fault]]:
    """Read the targets, of each row of the frame; what is wrong comes back as faults."""
    if not isinstance(target, Mapping):
        goal, faults = _one(data, target, "target")
        return Targets({} if goal is None else {"": goal}, isinstance(target, str)), faults
    goals: dict[str, Floats] = {}
    faults = _names(target)
    if faults:
        return Targets(), faults
    for name, given in target.items():
        goal, found = _one(data, given, f"target ({name!r})")
        faults += found
        if goal is not None:
            goals[name.strip()] = goal
    return Targets(goals, any(isinstance(given, str) for given in target.values())), faults


def _names(target: Mapping[object, object]) -> list[Fault]:
    """Refuse names that make no column and no label, and more than can be told apart."""
    faults = [
        Fault(f"{an(type(name).__name__)} is no name of a target", "target", "Give text, such as 'national'.")
        for name in target
        if not isinstance(name, str)
    ]
    texts = [name.strip() for name in target if isinstance(name, str)]
    if any(not text or not text.isprintable() or len(text) > 40 for text in texts):
        mend = "Give one line of up to 40 characters, such as 'national'."
        faults.append(Fault("a name of a target is empty or too long", "target", mend))
    if len({text.casefold() for text in texts}) < len(texts):
        faults.append(Fault("two targets have one name", "target", "Give each a name of its own."))
    if len(target) > MOST:
        faults.append(Fault(f"there are {len(target)} targets", "target", f"Give {MOST} or fewer."))
    return faults


def _one(data: pd.DataFrame, target: object, where: str) -> tuple[Floats | None, list[Fault]]:
    if target is None or target is pd.NA:
        return None, []
    if isinstance(target, str):
        faults = column_faults(data, where, target)
        return (None, faults) if faults else numbers_of(data, where.partition(" ")[0], target)
    try:
        number = float(target)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None, [Fault("it is neither a number nor a column's name", where, "Give one of them.")]
    if np.isnan(number):
        return None, []
    if abs(number) > LARGEST:
        return None, [Fault("it is not a finite number", where, "Give a finite number, or leave it out.")]
    return np.full(len(data), number), []
