"""The aim: how much, by when, for whom, from where to where, and where it stands now."""

from __future__ import annotations

import pandas as pd

from qmf.cycle import Findings
from qmf.framework import Measure
from qmf.report.blocks.block import Section
from qmf.report.dates import day
from qmf.report.page import fragment
from qmf.report.verdicts import Verdict, verdict

__all__ = ["aim"]

WAYS = {"decrease": "down to", "increase": "up to", "neutral": "to"}


def aim(found: Findings) -> Section:
    """Say the aim in words, what it hangs on, and the latest value.

    Parameters
    ----------
    found
        The findings of one priority.
    """
    it = verdict(found, aimed_at(found))
    return Section(
        fragment(
            "blocks/aim.html.j2",
            aim=_sentence(found, it),
            who=found.priority.aim.who,
            now=_now(found, it),
            change=it.short,
            priority=found.priority,
        )
    )


def aimed_at(found: Findings) -> Measure:
    """Give the measure that the aim is about: the one it names, else the first outcome."""
    named = found.priority.aim.measure
    if named:
        return found.priority.measure(named)
    return next(measure for measure in found.measures if measure.role == "outcome")


def _sentence(found: Findings, it: Verdict) -> str:
    wanted = found.priority.aim
    start = _start(found, it)
    from_ = f"from {it.label.format(start)} " if start is not None else ""
    return (
        f"{it.measure.title}: {from_}{WAYS[it.measure.direction]} {it.label.format(wanted.to)} {it.measure.unit} "
        f"by {day(wanted.by)}."
    )


def _start(found: Findings, it: Verdict) -> float | None:
    """Give where the aim starts: as written down, else the average of the first phase where a baseline sets it."""
    if found.priority.aim.start is not None:
        return found.priority.aim.start
    centre = it.chart.phases["centre"].iloc[0]
    return None if it.measure.baseline is None or pd.isna(centre) else float(centre)


def _now(found: Findings, it: Verdict) -> str:
    wanted = found.priority.aim
    value = it.row["value"]
    if pd.isna(value):
        return it.mask.why or f"There is no value {'to show ' if it.mask.suppressed else ''}for {it.period}."
    far = float(value) - wanted.to
    reached = {"decrease": far <= 0, "increase": far >= 0, "neutral": far == 0}[it.measure.direction]
    stands = "which is at the aim or better" if reached else "which is short of the aim"
    return f"The latest value, for {it.period}, is {it.latest}, {stands}."
