"""The charts whose latest point shows a change, the worst first."""

from __future__ import annotations

import math

import pandas as pd

from qmf.cycle import OTHERS, Findings
from qmf.report.blocks.block import Block, Section, Several
from qmf.report.blocks.figure import figure
from qmf.report.marks import UNJUDGED
from qmf.report.page import fragment
from qmf.report.verdicts import Verdict, verdict

__all__ = ["moved"]

MOST = 6
ORDER = ("worse", "better", "changed")


def moved(found: Findings) -> Several:
    """Show the charts that moved: all units together and single ones; at most six, worst first.

    Parameters
    ----------
    found
        The findings of one priority.
    """
    every = [
        verdict(found, measure, unit)
        for unit in found.units["unit"]
        if unit != OTHERS
        for measure in found.measures
        if found.has(measure.id, unit)
    ]
    judged = [it for it in every if it.side not in UNJUDGED]
    signals = sorted((it for it in judged if it.side in ORDER), key=_worst_first)
    shown, rest = signals[:MOST], signals[MOST:]
    said = fragment("blocks/moved.html.j2", signals=signals, judged=judged, shown=shown, rest=rest)
    pictures: list[Block] = [figure(found, it.measure.id, it.unit, full=False) for it in shown]
    return Several((Section(said), *pictures))


def _worst_first(it: Verdict) -> tuple[int, float]:
    """Worse before better before changed; in each, the one furthest from its average, in its own sigmas."""
    return ORDER.index(it.side), -_distance(it.row)


def _distance(row: pd.Series) -> float:
    sigma = (row["ucl"] - row["centre"]) / 3
    far = abs(row["value"] - row["centre"])
    if pd.isna(far):
        return 0.0
    return float(far / sigma) if sigma > 0 else math.inf
