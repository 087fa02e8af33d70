"""One measure as an audience may see it: the periods, the masks, and which series are worth drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
import pandas as pd

from qmf.cycle import OTHERS, TOGETHER, Findings
from qmf.disclosure.disclosed import Reason
from qmf.disclosure.levels import A_YEAR, Level, level_of, rolled, roomy
from qmf.disclosure.masks import Block, masked
from qmf.disclosure.policy import Policy
from qmf.framework import Measure

__all__ = ["Look", "blocks_of", "look_at", "nothing_of"]

EVENTS = ("t", "g")
"""Kinds of chart of which each point is one rare event."""
SHARES = ("np", "p", "pp")
MOST = 5
"""A series is drawn where at most one in so many of its numbers is too small to show: of the rest, a chart misleads."""


@dataclass(frozen=True)
class Look:
    """What is shown of one measure.

    Parameters
    ----------
    measure
        The measure, with its baseline in the periods that are shown.
    level
        The length of a period; None where nothing is shown.
    exact
        True numbers of every series, by the periods shown.
    seen
        What is shown of them, in the same rows.
    withheld
        By unit: why a series is not drawn. Its rows in `seen` hold no number.
    """

    measure: Measure
    level: Level | None
    exact: pd.DataFrame
    seen: pd.DataFrame
    withheld: dict[str, Reason]


def blocks_of(found: Findings) -> list[Block]:
    """Group the units of a priority: those that take part, and those that do not."""
    units = found.units[~found.units["unit"].isin([TOGETHER, OTHERS])]
    if units.empty:
        return [Block((), TOGETHER, found.place.units_of(found.priority.units)[0])]
    part = tuple(map(str, units.loc[units["takes_part"], "unit"]))
    rest = tuple(map(str, units.loc[~units["takes_part"], "unit"]))
    blocks = [Block(part, TOGETHER)]
    return [*blocks, Block(rest, OTHERS if len(rest) > 1 else "")] if rest else blocks


def look_at(found: Findings, measure: Measure, blocks: Sequence[Block], policy: Policy) -> Look:
    """Mask one measure.

    Parameters
    ----------
    found
        The true findings.
    measure
        Which of its measures.
    blocks
        The units, grouped.
    policy
        The policy.
    """
    true = found.observations[measure.id]
    if measure.data.between is not None or measure.kind in EVENTS:
        return nothing_of(found, measure, "events")
    if true["numerator"].isna().all() and true["value"].notna().any():
        return nothing_of(found, measure, "values")
    total, share = true[true["unit"] == TOGETHER], measure.percent or measure.kind in SHARES
    level = level_of(total, measure.frequency, policy, share=share)
    if level is None:
        year = total["numerator"].notna().sum() >= A_YEAR[measure.frequency]
        return nothing_of(found, measure, "small" if year else "short")
    exact = true if level == measure.frequency else rolled(true, measure.frequency, level, like=total)
    exact = exact.reset_index(drop=True)
    fitting = [replace(block, singly=_singly(exact, block, level, policy, share=share)) for block in blocks]
    seen = masked(exact, fitting, policy, share=share)
    hidden: dict[str, Reason] = {
        str(unit): "small" for unit, rows in seen.groupby("unit") if _full_of_holes(rows, level)
    }
    for block in blocks:
        if (
            len(_first_year(exact, block, level)) < A_YEAR[level]
        ):  # what the first year decides is not decided yet
            hidden |= dict.fromkeys(seen.loc[seen["unit"].isin([*block.units, block.total]), "unit"], "short")
    seen.loc[seen["unit"].isin(list(hidden)), ["numerator", "denominator", "value"]] = np.nan
    return Look(_by(measure, level), level, exact, seen, hidden)


def nothing_of(found: Findings, measure: Measure, reason: Reason) -> Look:
    """Show nothing of a measure: its series stand there without a number, and rare events without their days."""
    true = found.observations[measure.id]
    seen = true[["unit", "period_start", "numerator", "denominator", "value", "suppressed"]].copy()
    if reason == "events":
        seen = seen.drop_duplicates("unit").assign(period_start=pd.Timestamp(found.as_at))
    known = seen["value"].notna()
    seen[["numerator", "denominator", "value"]] = np.nan
    seen["suppressed"] = seen["suppressed"].eq(True) | known | (reason == "events")
    hidden = {str(unit): reason for unit in seen["unit"].unique()}
    own = measure.model_copy(update={"baseline": None}) if reason == "events" else measure
    return Look(own, None, true, seen.reset_index(drop=True), hidden)


def _singly(exact: pd.DataFrame, block: Block, level: Level, policy: Policy, *, share: bool) -> bool:
    """Whether units are shown singly: as with the length of a period, the first year decides, for ever."""
    year = exact["period_start"].isin(_first_year(exact, block, level))
    single = exact[year & exact["unit"].isin(block.units) & exact["numerator"].notna()]
    return all(roomy(rows, policy, share=share) for _, rows in single.groupby("unit"))


def _first_year(exact: pd.DataFrame, block: Block, level: Level) -> pd.Series:
    total = exact[
        exact["unit"].isin([block.total] if block.total else block.units) & exact["numerator"].notna()
    ]
    return total["period_start"].sort_values().head(A_YEAR[level])


def _full_of_holes(rows: pd.DataFrame, level: Level) -> bool:
    """Whether too much is suppressed to draw a series, over all of it or lately; what is missing is no secret."""
    rows = rows.sort_values("period_start")
    hidden = rows["suppressed"].to_numpy(np.bool_)
    missing = rows["value"].isna().to_numpy()
    lately = slice(-A_YEAR[level], None)
    many = MOST * hidden.sum() > len(rows) - (missing & ~hidden).sum()
    recent = hidden[lately].any() and 3 * missing[lately].sum() >= len(missing[lately])
    return bool(many or recent)


def _by(measure: Measure, level: Level) -> Measure:
    """Fit a measure to longer periods: its baseline ends with the last of them that is whole."""
    if level == measure.frequency:
        return measure
    changed: dict[str, object] = {"frequency": level}
    if measure.baseline is not None:
        step = pd.offsets.MonthEnd() if level == "month" else pd.offsets.QuarterEnd()
        last = step.rollback(pd.Timestamp(measure.baseline.end)).date()
        least = measure.baseline.start + timedelta(days=200 if level == "quarter" else 70)
        fits = last >= least  # limits need two points at least
        changed["baseline"] = measure.baseline.model_copy(update={"end": last}) if fits else None
    return measure.model_copy(update=changed)
