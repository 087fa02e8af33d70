"""A test of change beside the charts: how far it was, whose charts tell of it, and what each says since it began."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from qmf.cycle import TOGETHER, Findings
from qmf.framework import Measure, PDSACycle
from qmf.improvement import Since, since
from qmf.report.dates import period
from qmf.report.verdicts import members, shown_as, verdict
from qmf.report.wording import count, inside, sentence

__all__ = ["Row", "places", "row_since", "rows_since", "state_of"]

FEW = 7
"""Points a shift takes: with fewer on a side, an average says little and no shift can show."""
NOW = {
    "improvement": "The latest is better.",
    "concern": "The latest is worse.",
    "neutral_high": "The latest is high.",
    "neutral_low": "The latest is low.",
    "": "The latest is usual.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One measure since a test began."""

    measure: str
    where: str
    before: str
    after: str
    words: str


def state_of(found: Findings, cycle: PDSACycle) -> Literal["planned", "running", "ended"]:
    """Say how far a test was at the as-at date: planned, running or ended."""
    if cycle.start > found.as_at:
        return "planned"
    return "running" if cycle.end is None or cycle.end > found.as_at else "ended"


def places(found: Findings, cycle: PDSACycle) -> list[str]:
    """Give the units whose charts tell of a test: all together, where all that take part took part in it."""
    part = [unit for unit in members(found) if found.units.set_index("unit").loc[unit, "takes_part"]]
    if not cycle.units or set(cycle.units) >= set(part):
        return [TOGETHER]
    return [unit for unit in members(found) if unit in cycle.units]


def rows_since(found: Findings, cycle: PDSACycle) -> list[Row]:
    """Say of every measure where the test took place what its chart shows since."""
    return [
        row_since(found, measure, unit, cycle.start)
        for unit in places(found, cycle)
        for measure in found.measures
        if found.has(measure.id, unit)
    ]


def row_since(
    found: Findings, measure: Measure, unit: str, day: date, *, what: Literal["test", "action"] = "test"
) -> Row:
    """Say what the chart of one measure at one place shows since a day: a test's first, or that of an action."""
    it = verdict(found, measure, unit)
    seen = since(it.chart, day)
    return Row(
        measure=f"{measure.title}, {shown_as(measure)}",
        where="" if unit == TOGETHER else it.name,
        before=it.label.format(seen.before) if seen.points_before else "–",
        after=it.label.format(seen.after) if seen.points_after else "–",
        words=it.mask.why
        or _unjudged(it.row, seen, it.whole.period, what)
        or _signals(seen, day, it.whole.period, what),
    )


def _unjudged(row: pd.Series, seen: Since, noun: str, what: str) -> str:
    """Say why the chart cannot tell; empty where it can."""
    if not row["usable"]:
        return f"Cannot say: {inside(str(row['quality']).partition(';')[0])}."
    if not seen.points_after:
        begun = "the test began" if what == "test" else "the action was done"
        return f"No {noun} since {begun} is in the data yet."
    if not seen.points_before and seen.counted_from is not None:
        return f"Nothing to compare: first counted in {period(seen.counted_from, noun)}."
    if seen.points_before < FEW:
        return f"Only {count(seen.points_before, noun)} before to compare with."
    if seen.points_after < FEW:
        return f"Too early to say: {count(seen.points_after, noun)} since."
    return "" if row["settled"] else "Too few points for limits yet."


def _signals(seen: Since, start: date, noun: str, what: str) -> str:
    """Say what the chart's own rules flag since the test began."""
    of = f"of {count(seen.points_after, noun)} since"
    kinds = [
        (number, word)
        for number, word in (
            (seen.better, "better than usual"),
            (seen.worse, "worse than usual"),
            (seen.changed, "unlike usual"),
        )
        if number
    ]
    if not kinds:
        return f"No change in the {count(seen.points_after, noun)} since."
    now = NOW[seen.latest]
    if len(kinds) > 1:
        said = " and ".join(f"{word} in {number}" for number, word in kinds)
        return f"{sentence(said).rstrip('.')} {of}. {now}"
    number, word = kinds[0]
    said = f"{sentence(word).rstrip('.')} in {number} {of}"
    latest = "" if seen.latest else f" {now}"
    if seen.first is None:
        return f"{said}.{latest}"
    first = period(seen.first, noun)
    if seen.first < pd.Timestamp(start):
        return f"{said}; that began in {first}, before this {what}.{latest}"
    return f"{said}, first in {first}.{latest}"
