"""What the tests of change have taught: how many stayed, what is still open, and the family from test to test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from qmf.cycle import TOGETHER, Findings
from qmf.framework import PDSACycle
from qmf.improvement import average
from qmf.report.blocks.actions import plan_lead
from qmf.report.blocks.block import Section
from qmf.report.blocks.cycle_rows import places, state_of
from qmf.report.dates import day, short_month
from qmf.report.page import fragment
from qmf.report.verdicts import Verdict, shown_as, verdicts
from qmf.report.wording import count, joined

__all__ = ["learning"]

DECIDED = {
    "adopt": "adopted",
    "adapt": "to be adapted",
    "abandon": "abandoned",
    None: "ended without a decision",
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """The time from one test's start to the next one's: first period, and the period after the last."""

    title: str
    start: pd.Timestamp
    end: pd.Timestamp


def learning(found: Findings) -> Section:
    """Sum up the tests of change, name what is still open, and give the family's averages from test to test.

    Parameters
    ----------
    found
        The findings of one priority.
    """
    begun = [
        (number, cycle)
        for number, cycle in enumerate(found.cycles, start=1)
        if state_of(found, cycle) != "planned"
    ]
    chapters = list(_chapters(found, begun))
    return Section(
        fragment(
            "blocks/learning.html.j2",
            lead=_lead(found, begun),
            open=list(_open(found, begun)),
            chapters=chapters,
            table=[
                (it.measure, shown_as(it.measure), [_average(it, chapter) for chapter in chapters])
                for it in verdicts(found)
                if it.row["usable"]
            ],
            where=found.name(TOGETHER),
        )
    )


def _lead(found: Findings, begun: list[tuple[int, PDSACycle]]) -> str:
    plan = plan_lead(found)
    if plan and not found.cycles:
        return plan
    return f"{_of_tests(found, begun)} {plan}".rstrip()


def _of_tests(found: Findings, begun: list[tuple[int, PDSACycle]]) -> str:
    planned = len(found.cycles) - len(begun)
    coming = f" {count(planned, 'is', 'are')} planned." if planned else ""
    if not begun:
        return f"No test of change had begun by {day(found.as_at)}, so there is nothing to learn from yet.{coming}"
    ended = Counter(DECIDED[cycle.decision] for _, cycle in begun if state_of(found, cycle) == "ended")
    parts = [f"{ended[word]} {word}" for word in DECIDED.values() if ended[word]]
    running = len(begun) - ended.total()
    parts += [f"{running} running"] if running else []
    return f"{count(len(begun), 'test')} of change so far: {joined(parts)}.{coming}"


def _open(found: Findings, begun: list[tuple[int, PDSACycle]]) -> Iterator[str]:
    """Name what waits for somebody: a result, a decision, the next test."""
    ended = [(number, cycle, cycle.end) for number, cycle in begun if cycle.end and cycle.end <= found.as_at]
    for number, cycle, end in ended:
        lacking = [word for word in ("result", "decision") if not getattr(cycle, word)]
        if lacking:
            yield f"PDSA {number} ended on {day(end)}, and no {joined(lacking)} is written down."
    if ended and len(ended) == len(found.cycles):
        yield f"No test is running or planned: the last ended on {day(max(end for _, _, end in ended))}."
        if ended[-1][1].decision == "adapt":
            yield f"PDSA {ended[-1][0]} was to be adapted, and no test has followed it."


def _chapters(found: Findings, begun: list[tuple[int, PDSACycle]]) -> Iterator[Chapter]:
    """Cut the time where each test begins that took place wherever people take part."""
    starts = [
        (f"From PDSA {number}, {short_month(cycle.start)}", pd.Timestamp(cycle.start))
        for number, cycle in begun
        if places(found, cycle) == [TOGETHER]
    ]
    if not starts:
        return
    starts.insert(0, ("Before", pd.Timestamp.min))
    ends = [start for _, start in starts[1:]] + [pd.Timestamp.max]
    for (title, start), end in zip(starts, ends, strict=True):
        yield Chapter(title, start, end)


def _average(it: Verdict, chapter: Chapter) -> tuple[str, str]:
    """Give a chapter's average, and of how many points it is."""
    points = it.chart.points
    rows = points[points["value"].notna() & ~points["excluded"] & points["x"].ge(chapter.start)]
    rows = rows[rows["x"] < chapter.end]
    if rows.empty:
        return "–", ""
    return it.label.format(average(rows, it.chart.multiply)), count(len(rows), it.chart.period)
