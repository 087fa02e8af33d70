"""The masks: which counts of which unit in which period are shown, rounded, and which are not, so that none gives way.

The units of a block (those that take part; those that do not) are shown singly only where all of them pass, and their
total is then the sum of what is shown. Where one does not pass, none is shown, and the total stands for them if it
passes by itself. So no total can be lessened by units that are shown, a period's mask depends on that period alone, and
a later bundle cannot take back what an earlier one showed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from qmf.disclosure.levels import parts_of
from qmf.disclosure.policy import Policy

__all__ = ["Block", "masked"]

COUNTS = ["numerator", "denominator"]


@dataclass(frozen=True, slots=True)
class Block:
    """Units and their total.

    Parameters
    ----------
    units
        The single units; none where there is one alone, which is its own total.
    total
        What their total is called; empty where there is none.
    alone
        The one unit, where there is one alone.
    singly
        Whether units are ever shown singly: where they are as good as always too small, their total is the nearer to
        the truth for being rounded once.
    """

    units: tuple[str, ...]
    total: str
    alone: str = ""
    singly: bool = True


def masked(rows: pd.DataFrame, blocks: Sequence[Block], policy: Policy, *, share: bool) -> pd.DataFrame:
    """Mask the counts of one measure.

    Parameters
    ----------
    rows
        True numbers of every unit and total of the blocks: ``unit``, ``period_start``, ``numerator``, ``denominator``,
        ``suppressed`` and, where periods were added up, ``part``.
    blocks
        Units and totals; no unit is in two.
    policy
        The policy.
    share
        Whether the numerator is a part of the denominator: the rest is then a count of its own.

    Returns
    -------
    pandas.DataFrame
        ``unit``, ``period_start``, ``numerator``, ``denominator``, ``value`` (of the rounded counts) and
        ``suppressed``, one row a row. A number that is not shown is missing and `suppressed`; one that was missing
        before stays missing.

    Examples
    --------
    >>> from qmf.disclosure import policies
    >>> month = pd.Timestamp("2026-03-01")
    >>> rows = pd.DataFrame({"unit": ["oak", "elm", "both"], "period_start": month, "numerator": [9.0, 2.0, 11.0]})
    >>> rows = rows.assign(denominator=float("nan"), suppressed=False)
    >>> seen = masked(rows, [Block(("oak", "elm"), "both")], policies()["under-5"], share=False)
    >>> seen["numerator"].tolist(), seen["suppressed"].tolist()
    ([nan, nan, 10.0], [True, True, False])
    """
    table = rows.reset_index(drop=True)
    known = table["numerator"].notna()
    fine = known.copy()
    for part in parts_of(table, share=share):
        fine &= policy.passes(part)
    hidden = table["suppressed"].eq(True)  # at its source, before it came here
    broken = hidden | (known & ~fine)
    if "part" in table:
        some = table["part"].astype(bool)
        broken |= some
        known &= ~(
            some & table["unit"].isin([block.total for block in blocks])
        )  # some months of a quarter are none
    shown = pd.Series(False, index=table.index)
    numbers = table[COUNTS].apply(lambda column: policy.rounded(column.to_numpy(np.float64)))
    for block in blocks:
        single, total = table["unit"].isin(block.units), table["unit"] == block.total
        failing = set(table.loc[single & broken, "period_start"])
        apart = ~table["period_start"].isin(failing) & block.singly
        shown |= single & known & apart
        if not block.units:
            shown |= total & known & fine
            continue
        shown |= total & known & (apart | fine)
        sums = numbers[single & known & apart].groupby(table["period_start"]).sum(min_count=1)
        summed = total & apart & known
        numbers[summed] = sums.reindex(table.loc[summed, "period_start"]).to_numpy()
    out = table[["unit", "period_start"]].copy()
    out[COUNTS] = numbers.where(shown)
    divided = bool(table["denominator"].notna().any())
    over = out["denominator"].where(out["denominator"] != 0)
    out["value"] = out["numerator"] / over if divided else out["numerator"]
    out["suppressed"] = hidden | (known & ~shown)
    return out
