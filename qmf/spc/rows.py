"""From a frame to flat, sorted rows: one a point, equal x grouped, series and phases one after another."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from qmf.errors import ChartError, Fault

from .ahead import set_apart
from .columns import Axis
from .exact import centre_of
from .kinds import KINDS
from .phases import Keys, label_starts, starts_at
from .segments import Bools, Floats, Ints, Item, Segments
from .targets import Ahead, Targets

__all__ = ["Parts", "Rows", "arrange"]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """One row a point, sorted by series and x.

    Attributes
    ----------
    keys : DataFrame
        The grouping columns, one row a series.
    series, phases : Segments
        Rows of each series, and of each phase of each series.
    x : Series
        Of each point.
    y, n, value, spread : ndarray of float64 or None
        `value` is what the chart is drawn from (the mean of rows with equal x, where they are averaged).
    goals : dict
        By name: the target of each point, in the units shown.
    included : ndarray of bool
        False where a point is shown but left out.
    ahead : Ahead or None
        Targets after the last value, where there are any.
    """

    keys: pd.DataFrame
    series: Segments
    phases: Segments
    x: pd.Series
    y: Floats
    n: Floats | None
    value: Floats
    spread: Floats | None
    goals: dict[str, Floats]
    included: Bools
    ahead: Ahead | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """The columns of a frame, each read and checked, in the order of its rows.

    Attributes
    ----------
    kind
        Of chart: it decides what becomes of rows of equal x.
    axis, values, sizes
        x, y and n.
    out
        True where a row is left out.
    targets
        Of each row.
    labels
        The code of each row's phase label, where there are any.
    starts
        Sort keys of x at which a phase starts.
    by, groups
        Names of the grouping columns; code of each row and distinct values, for each of them.
    """

    kind: str
    axis: Axis
    values: Floats
    sizes: Floats | None
    out: Bools
    targets: Targets
    labels: Ints | None
    starts: Keys
    by: list[Hashable]
    groups: list[tuple[Ints, pd.Index]]


def arrange(parts: Parts) -> Rows:
    """Sort rows by series and x, make one point of rows of equal x, and mark where series and phases start.

    Raises
    ------
    ChartError
        Where rows of equal x cannot be one point.
    """
    code = _series_codes(parts.groups, len(parts.values))
    order = _order(code, parts.axis.key, parts.axis.known)

    def put(a: npt.NDArray[Item]) -> npt.NDArray[Item]:
        return a if order is None else a[order]

    code, key, out, values = put(code), put(parts.axis.key), put(parts.out), put(parts.values)
    x = parts.axis.x if order is None else parts.axis.x.iloc[order]
    sizes = None if parts.sizes is None else put(parts.sizes)
    goals = {name: put(goal) for name, goal in parts.targets.goals.items()}
    labels = None if parts.labels is None else put(parts.labels)
    new_series = np.ones(len(code), np.bool_)
    new_series[1:] = code[1:] != code[:-1]
    new = new_series.copy()
    new[1:] |= key[1:] != key[:-1]
    first = np.flatnonzero(new)
    equal = Segments(first, len(code))
    grouped = len(first) < len(code)
    how = KINDS[parts.kind].groups
    if grouped:
        _refuse(how == "refuse", equal, x, out, goals, labels)
    y, n, value, spread = _group(how, equal, values, sizes, grouped)
    if grouped:
        out, key, x = out[first], key[first], x.iloc[first]
        goals = {name: equal.extremes(goal)[0] for name, goal in goals.items()}
        labels = None if labels is None else np.maximum.reduceat(labels, first)
    series = Segments(np.flatnonzero(new_series[first]), len(first))
    phase = starts_at(series, key, parts.starts)
    if labels is not None:
        phase |= label_starts(series, labels)
    phase[series.starts] = True
    at = first[series.starts]
    keys = {
        name: names.take(put(codes)[at]) for name, (codes, names) in zip(parts.by, parts.groups, strict=True)
    }
    rows = Rows(
        keys=pd.DataFrame(keys, index=range(len(at))),
        series=series,
        phases=Segments(np.flatnonzero(phase), len(first)),
        x=x.reset_index(drop=True),
        y=y,
        n=n,
        value=value,
        spread=spread,
        goals=goals,
        included=~out,
    )
    if not parts.targets.moving:
        return rows
    empty = np.isnan(values) if sizes is None else np.isnan(values) & np.isnan(sizes)
    return set_apart(rows, equal.total(empty) == equal.lengths)


def _series_codes(groups: list[tuple[Ints, pd.Index]], size: int) -> Ints:
    """Give the series of each row a number, in the order of their keys."""
    code = np.zeros(size, np.int64)
    for codes, names in groups:
        code = code * len(names) + codes
        if code.max(initial=0) > 1 << 31:
            code = np.unique(code, return_inverse=True)[1]
    return code


def _order(code: Ints, key: Keys, known: Bools) -> Ints | None:
    """Return the order of rows by series and x, without those that lack x; None where they stand so already."""
    if known.all():
        step = np.diff(code)
        if not ((step < 0) | ((step == 0) & np.less(key[1:], key[:-1]))).any():
            return None
    order = np.lexsort((key, code))
    return order[known[order]]


def _refuse(
    never: bool,
    equal: Segments,
    x: pd.Series,
    out: Bools,
    goals: dict[str, Floats],
    labels: Ints | None,
) -> None:
    """Refuse rows of equal x where they cannot be one point."""
    faults = []
    several = equal.lengths > 1

    def at(bad: Bools) -> str:
        first = x.iloc[int(equal.starts[np.flatnonzero(bad)[0]])]
        shown = str(first.date()) if isinstance(first, pd.Timestamp) else f"{first:g}"
        more = int(bad.sum()) - 1
        return shown + (f" and {more} more" if more else "")

    if never:
        mend = "Give one row a point, or name in by what tells the series apart."
        faults.append(Fault(f"there is more than one row at {at(several)}", "x", mend))
    count = equal.total(out)
    mixed = (count > 0) & (count < equal.lengths)
    if mixed.any():
        faults.append(
            Fault(
                f"rows at {at(mixed)} are both left out and not", "exclude", "Mark all rows of an x, or none."
            )
        )
    columns = [("target", goal) for goal in goals.values()]
    columns += [] if labels is None else [("phases", labels.astype(np.float64))]
    for role, column in columns:
        low, high = equal.extremes(np.where(column < 0, np.nan, column) if role == "phases" else column)
        differ = low < high
        if differ.any():
            faults.append(Fault(f"rows at {at(differ)} differ", role, "Give rows of equal x the same one."))
    if faults:
        raise ChartError(faults)


def _group(
    how: str, equal: Segments, values: Floats, sizes: Floats | None, grouped: bool
) -> tuple[Floats, Floats | None, Floats, Floats | None]:
    """Return sums, denominators, what is drawn, and the standard deviation within subgroups."""
    if sizes is not None:
        known = ~np.isnan(values) & (sizes > 0)
        y, n = np.where(known, values, np.nan), np.where(known, sizes, np.nan)
        if grouped:
            some = equal.total(known) > 0
            y = np.where(some, equal.total(np.where(known, values, 0.0)), np.nan)
            n = np.where(some, equal.total(np.where(known, sizes, 0.0)), np.nan)
        return y, n, y, None
    if not grouped and how != "spread":
        return values, None, values, None
    known = ~np.isnan(values)
    count = equal.total(known).astype(np.float64)
    y = np.where(count > 0, equal.total(np.where(known, values, 0.0)), np.nan)
    if how == "sum":
        return y, None, y, None
    with np.errstate(all="ignore"):
        mean = centre_of(equal, values)
        if how != "spread":
            return y, None, mean, None
        off = np.where(known, values - equal.each(mean), 0.0)
        spread = np.sqrt(equal.total(off**2) / np.where(count > 1, count - 1, np.nan))
    return y, np.where(count > 0, count, np.nan), mean, spread
