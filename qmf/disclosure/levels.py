"""How long the periods are that an audience sees: months, or quarters where months hold too few."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from qmf.disclosure.policy import Policy

__all__ = ["Level", "level_of", "parts_of", "rolled", "roomy"]

Level = Literal["week", "month", "quarter"]
LONGER: dict[str, tuple[Level, ...]] = {"week": ("week", "month", "quarter"), "month": ("month", "quarter")}
A_YEAR = {"week": 52, "month": 12, "quarter": 4}
ROOM = 2
"""How many times the least count that is shown the first year must hold on average: room for an ordinary low month."""


def level_of(
    total: pd.DataFrame, frequency: Literal["week", "month"], policy: Policy, *, share: bool
) -> Level | None:
    """Choose the length of period for a measure.

    The first year alone decides, for ever: a choice that later numbers could change would put a month's bundle beside
    a quarter's, and the months of the one subtracted from the quarter of the other would give a small count away.

    Parameters
    ----------
    total
        All units that take part, together: ``period_start``, ``numerator``, ``denominator``.
    frequency
        What a row of it is.
    policy
        The policy.
    share
        Whether the numerator is a part of the denominator: the rest is then a count of its own.

    Returns
    -------
    str or None
        The shortest period of which every one in the first year passes, with room; None where none does, or there is
        not yet a year.

    Examples
    --------
    >>> from qmf.disclosure import policies
    >>> months = pd.date_range("2025-04-01", periods=12, freq="MS")
    >>> few = pd.DataFrame({"unit": "oak", "period_start": months, "numerator": 4.0, "denominator": 900.0})
    >>> few["suppressed"] = False
    >>> level_of(few, "month", policies()["under-5"], share=False)
    'quarter'
    """
    counted = bool(total["denominator"].notna().any())
    for level in LONGER[frequency]:
        if level != frequency and not counted:
            break  # a count by itself would be three times as large, and its target and its words would not
        rows = total if level == frequency else rolled(total, frequency, level, like=total)
        year = rows[rows["numerator"].notna()].head(A_YEAR[level])
        if len(year) == A_YEAR[level] and roomy(year, policy, share=share):
            return level
    return None


def roomy(rows: pd.DataFrame, policy: Policy, *, share: bool) -> bool:
    """Say whether every count in some rows passes, and they are large enough on average that others like them will.

    Parameters
    ----------
    rows
        ``numerator`` and ``denominator``.
    policy
        The policy.
    share
        Whether the numerator is a part of the denominator.
    """
    return all(_roomy(part, policy) for part in parts_of(rows, share=share))


def _roomy(counts: np.ndarray, policy: Policy) -> bool:
    return bool(policy.passes(counts).all() and np.mean(counts) >= ROOM * policy.least)


def parts_of(rows: pd.DataFrame, *, share: bool) -> list[np.ndarray]:
    """Give the counts that a value is made of: numerator, denominator where there is one, and of a share the rest.

    Parameters
    ----------
    rows
        ``numerator`` and ``denominator``.
    share
        Whether the numerator is a part of the denominator.
    """
    numerator, denominator = (rows[name].to_numpy(np.float64) for name in ("numerator", "denominator"))
    if np.isnan(denominator).all():
        return [numerator]
    return [numerator, denominator, denominator - numerator] if share else [numerator, denominator]


def rolled(
    rows: pd.DataFrame, frequency: Literal["week", "month"], level: Level, *, like: pd.DataFrame
) -> pd.DataFrame:
    """Add periods up to longer ones; a week counts where it ends.

    Parameters
    ----------
    rows
        ``unit``, ``period_start``, ``numerator``, ``denominator``, ``suppressed``.
    frequency, level
        What a row is, and what it shall be.
    like
        The rows of one unit that say which periods there are: a longer one counts where all of its are among them.

    Returns
    -------
    pandas.DataFrame
        The same columns, ``value`` and ``part``: True where a unit has some of the periods only, because it opened or
        closed in between. A sum is missing where one of its parts is.
    """
    starts = _start(like["period_start"], frequency, level)
    span = starts.groupby(starts).size()
    whole = span[
        span.to_numpy() == [_holds(start, like["period_start"], frequency, level) for start in span.index]
    ]
    mine = rows.assign(period_start=_start(rows["period_start"], frequency, level))
    mine = mine[mine["period_start"].isin(whole.index)]
    mine["suppressed"] = mine["suppressed"].eq(True)
    groups = mine.groupby(["unit", "period_start"], sort=False)
    sums = groups[["numerator", "denominator"]].sum(skipna=False)
    sums["suppressed"] = groups["suppressed"].any()
    sums = sums.reset_index()
    size = groups.size().to_numpy()
    sums["part"] = size < whole.reindex(sums["period_start"]).to_numpy()
    divided = bool(sums["denominator"].notna().any())
    over = sums["denominator"].where(sums["denominator"] != 0)
    sums["value"] = sums["numerator"] / over if divided else sums["numerator"]
    return sums


def _start(starts: pd.Series, frequency: str, level: Level) -> pd.Series:
    ends = starts + pd.Timedelta(days=6) if frequency == "week" else starts
    found: pd.Series = ends.dt.to_period("M" if level == "month" else "Q").dt.start_time
    return found.astype(starts.dtype)


def _holds(start: pd.Timestamp, periods: pd.Series, frequency: str, level: Level) -> int:
    """Count the periods that a longer one holds in the calendar, whether or not they are there."""
    months = 1 if level == "month" else 3
    if frequency == "month":
        return months
    first, after = start, start + pd.DateOffset(months=months)
    offset = (first - periods.iloc[0] - pd.Timedelta(days=6)).days % 7
    first_end = first + pd.Timedelta(days=(7 - offset) % 7)
    return len(pd.date_range(first_end, after - pd.Timedelta(days=1), freq="7D"))
