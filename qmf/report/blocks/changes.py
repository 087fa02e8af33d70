"""What changed, and by how much: in sentences, and unit by unit in tables."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from qmf.cycle import TOGETHER, Findings
from qmf.framework import Measure
from qmf.improvement import caution
from qmf.report.blocks.block import Section
from qmf.report.dates import month
from qmf.report.page import fragment
from qmf.report.verdicts import shown_as, units_word

__all__ = ["changes"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure, before and after."""

    measure: Measure
    words: str
    caution: str
    caption: str
    rows: list[dict[str, str]]
    some: bool
    """Whether only some of the units take part, so that the table must say which."""


def changes(found: Findings) -> Section:
    """Say what changed in each measure, and show before and after at every unit.

    Parameters
    ----------
    found
        The findings of one priority.
    """
    compared = [_compared(found, measure) for measure in found.measures if measure.id in found.changes]
    return Section(fragment("blocks/changes.html.j2", compared=compared))


def _compared(found: Findings, measure: Measure) -> Compared:
    table = found.changes[measure.id]
    whole = table[table["unit"] == TOGETHER]
    shown = table[table["before_text"] != ""]
    return Compared(
        measure=measure,
        words="" if whole.empty else str(whole.iloc[0]["words"]),
        caution=caution(table, measure=measure, noun=units_word(found, 2)),
        caption=_caption(measure, shown),
        rows=[_row(row) for _, row in shown.iterrows()],
        some=not bool(table["takes_part"].all()),
    )


def _caption(measure: Measure, shown: pd.DataFrame) -> str:
    """Name the measure and the times compared, where they are the same for most rows; the others say their own."""
    if shown.empty:
        return ""
    first = shown.iloc[0]
    before = f"Before: {month(first['before_start'])} to {month(first['before_end'])}."
    after = f"After: {month(first['after_start'])} to {month(first['after_end'])}."
    return f"{measure.title}, {shown_as(measure)}. {before} {after}"


def _row(row: pd.Series) -> dict[str, str]:
    chosen = "" if row["pre_declared"] else f" (since {month(row['starts'])}, a date chosen after looking)"
    return {
        "name": str(row["name"]),
        "part": "took part" if row["takes_part"] else "",
        "before": str(row["before_text"]),
        "after": str(row["after_text"]),
        "change": str(row["change_text"]),
        "interval": str(row["interval_text"]) or "–",
        "reading": f"{row['reading']}{chosen}",
    }
