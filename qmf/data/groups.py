"""The units of a priority, each alone and those that do or do not take part together: their names and their series."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import takewhile

import pandas as pd

from qmf.data.between import days_between
from qmf.data.place import Place
from qmf.data.series import series, together
from qmf.framework import Measure

__all__ = ["OTHERS", "TOGETHER", "grouped_series", "grouped_units"]

TOGETHER = "all-together"
"""The id of the units that take part, as one."""
OTHERS = "all-others"
"""The id of those that do not, as one."""


def grouped_units(place: Place, ids: Sequence[str], part: Sequence[str], as_at: date) -> pd.DataFrame:
    """List the units, those that take part together first, those that do not together last.

    Parameters
    ----------
    place
        The data.
    ids
        All units, in the order people expect.
    part
        Those of them that take part; one at least.
    as_at
        The last day that counts: a unit that closes later is open.

    Returns
    -------
    pandas.DataFrame
        ``unit``, ``name``, ``takes_part``, ``closed`` (a day, or missing) and ``alone``: the one unit that the row of
        all together stands for, which then has no row of its own; else empty.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place
    >>> place = open_place(Path(__file__).resolve().parents[2] / "data")
    >>> units = grouped_units(place, ["curlew", "heron", "linnet", "wren"], ["heron", "linnet"], date(2026, 3, 31))
    >>> units["name"].tolist()[0], units["name"].tolist()[-1]
    ('Heron and Linnet wards together', 'The other 2 together')
    """
    names = place.units.set_index("unit")["name"].astype(str)
    closed = place.units.set_index("unit")["closed"]
    closed = closed.where(closed <= pd.Timestamp(as_at))
    rest = [unit for unit in ids if unit not in part]
    together = _together_name([names[u] for u in part], everyone=not rest)
    alone = _alone(part)
    rows = [(TOGETHER, together, True, closed[list(part)].max(skipna=False), alone)]
    rows += [(unit, names[unit], unit in part, closed[unit], "") for unit in ids if unit != alone]
    if len(rest) > 1:  # one alone stands there already
        rows.append((OTHERS, f"The other {len(rest)} together", False, closed[rest].max(skipna=False), ""))
    return pd.DataFrame(rows, columns=["unit", "name", "takes_part", "closed", "alone"])


def _alone(part: Sequence[str]) -> str:
    """Give the one unit that takes part, which is its own whole; empty where there are several."""
    return part[0] if len(part) == 1 else ""


def _together_name(names: list[str], *, everyone: bool) -> str:
    if len(names) == 1:
        return names[0]
    if everyone and len(names) > 3:
        return f"All {len(names)} together"
    # 'Recovery team North, Recovery team South' reads better as 'Recovery team North and South'
    words = [name.split() for name in names]
    shared = len(
        [*takewhile(lambda each: len(set(each)) == 1, zip(*(each[:-1] for each in words), strict=False))]
    )
    if shared:
        ends = [" ".join(each[shared:]) for each in words]
        return f"{' '.join(words[0][:shared])} {', '.join(ends[:-1])} and {ends[-1]} together"
    # 'Heron ward, Kestrel ward' reads better as 'Heron and Kestrel wards'
    kinds = {name.rsplit(" ", 1)[-1] for name in names}
    kind = kinds.pop() if len(kinds) == 1 and all(" " in name for name in names) else ""
    short = [name.removesuffix(f" {kind}") for name in names] if kind else names
    listed = f"{', '.join(short[:-1])} and {short[-1]}"
    return f"{listed} {kind}s together" if kind else f"{listed} together"


def grouped_series(
    place: Place, measure: Measure, ids: Sequence[str], part: Sequence[str], as_at: date
) -> pd.DataFrame | None:
    """Read a measure at every unit, and sum it over those that take part and those that do not.

    Parameters
    ----------
    place
        The data.
    measure
        What to read.
    ids, part, as_at
        As :func:`grouped_units` takes them.

    Returns
    -------
    pandas.DataFrame or None
        The columns of :func:`qmf.data.series`; None where there is no point yet.

    Raises
    ------
    DataError
        The data do not fit the measure.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place
    >>> from qmf.framework import load_priority
    >>> root = Path(__file__).resolve().parents[2]
    >>> huddles = load_priority(root / "parameters/2025-26/violence-and-aggression.yaml").measure("safety-huddles")
    >>> frame = grouped_series(open_place(root / "data"), huddles, ["heron", "linnet"], ["heron"], date(2026, 3, 31))
    >>> frame["unit"].unique().tolist()
    ['all-together', 'linnet']
    """
    single = series(place, measure, ids, as_at)
    if measure.data.between is None and single.empty:
        return None

    def pooled(units: Sequence[str], name: str) -> pd.DataFrame:
        if measure.data.between is not None:
            return days_between(place, measure, units, name, as_at)
        return together(single[single["unit"].isin(units)], name)

    frames = [pooled(part, TOGETHER), single[single["unit"] != _alone(part)]]
    if len(part) < len(ids) - 1:
        frames.append(pooled([unit for unit in ids if unit not in part], OTHERS))
    frames = [frame for frame in frames if len(frame)]
    if not frames:
        return None
    whole = pd.concat(frames, ignore_index=True)
    if measure.baseline is None:
        return whole
    return _aligned(whole[whole["period_start"] >= pd.Timestamp(measure.baseline.start)])


def _aligned(frame: pd.DataFrame) -> pd.DataFrame:
    """Let every unit's rows begin with the first period of all, so that a baseline is as many rows everywhere."""
    periods = frame[["period_start"]].drop_duplicates()
    last = frame.groupby("unit", sort=False)["period_start"].max().rename("last").reset_index()
    grid = last.merge(periods, how="cross")
    grid = grid[grid["period_start"] <= grid["last"]].drop(columns="last")
    return grid.merge(frame, on=["unit", "period_start"], how="left").sort_values(
        ["unit", "period_start"], ignore_index=True, kind="stable"
    )
