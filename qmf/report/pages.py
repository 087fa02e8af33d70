"""The front page, and the page of one priority."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qmf.cycle import TOGETHER, Findings
from qmf.errors import BundleError, Fault
from qmf.report import blocks
from qmf.report.assemble import assembled
from qmf.report.everywhere import everywhere
from qmf.report.facts import counted, facts
from qmf.report.headlines import EVERYWHERE, headlines, in_order
from qmf.report.marks import LEGEND, UNJUDGED
from qmf.report.method import method_sentence
from qmf.report.page import page
from qmf.report.results import Kit, NotebookResult
from qmf.report.tally import not_begun_sentence, tally_sentence
from qmf.report.verdicts import Verdict, verdicts
from qmf.report.wording import count
from qmf.report.yearly import FOLDER

__all__ = ["front_page", "priority_page"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One priority on the front page."""

    id: str
    title: str
    who: str
    caption: str
    verdicts: list[Verdict]
    results: list[NotebookResult]

    @property
    def href(self) -> str:
        """Its page."""
        return f"{self.id}/index.html"


def front_page(
    findings: Sequence[Findings],
    results: Sequence[NotebookResult],
    *,
    kit: Kit | None = None,
    expected_signals: float | None = None,
) -> str:
    """Make the front page: what to know, every measure, every report.

    Parameters
    ----------
    findings
        One a priority, in the order they are shown; all from one place and of one date.
    results
        How each notebook went.
    kit
        What made the pages.
    expected_signals
        How many of the measures would show a signal if nothing had changed, where that is known.

    Returns
    -------
    str
        A page to be written to ``index.html`` in the bundle.

    Raises
    ------
    BundleError
        There is no priority to show.
    """
    if not findings:
        raise BundleError(Fault("there is no priority to show", "front page", "Report one priority or more."))
    entries = [_entry(found, results) for found in findings]
    every = [it for entry in entries for it in entry.verdicts]
    year = findings[0].priority.year
    return page(
        "front.html.j2",
        findings[0],
        title=f"Quality priorities {year}",
        root="",
        kit=kit,
        scripts=("everywhere.js",),
        tally=tally_sentence([it.standing for it in every]),
        lead=_lead(len(every), len(findings)),
        facts=counted(findings, every),
        heads=in_order([head for found in findings for head in headlines(found)]),
        chance=_chance(every, expected_signals),
        priorities=entries,
        all=everywhere(findings),
        legend=LEGEND,
        results=results,
        yearly=next((result for result in results if result.priority == FOLDER), None),
        titles={FOLDER: f"planning {year}", **{entry.id: entry.title for entry in entries}},
        method=method_sentence(findings),
    )


def priority_page(found: Findings, results: Sequence[NotebookResult], *, kit: Kit | None = None) -> str:
    """Make the page of one priority, with all that its reports say, to be read or printed as one.

    Parameters
    ----------
    found
        The findings of the priority.
    results
        How each notebook went; those of other priorities are passed over.
    kit
        What made the page.

    Returns
    -------
    str
        A page to be written to ``<priority>/index.html`` in the bundle.
    """
    priority = found.priority
    mine = [result for result in results if result.priority == priority.id]
    rows = verdicts(found)
    return page(
        "priority.html.j2",
        found,
        title=f"{priority.title} {priority.year}",
        root="../",
        kit=kit,
        heading=f"{priority.title}: {tally_sentence([it.standing for it in rows])}",
        facts=facts(found)[1:],
        heads=headlines(found),
        verdicts=rows,
        caption=found.name(TOGETHER),
        not_begun=not_begun_sentence(found),
        legend=LEGEND,
        everywhere=EVERYWHERE,
        matrix=assembled(blocks.matrix(found).outputs()),
        aim=assembled(blocks.aim(found).outputs()),
        together=assembled(blocks.together(found).outputs()),
        figures=assembled(blocks.figures(found).outputs(), interactive=False),
        changes=assembled(blocks.changes(found).outputs()),
        held=assembled(blocks.held(found).outputs()),
        people=assembled(blocks.people(found).outputs()),
        made=assembled(blocks.made(found).outputs()),
        results=mine,
        titles={priority.id: priority.title},
        method=method_sentence([found]),
    )


def _entry(found: Findings, results: Sequence[NotebookResult]) -> Entry:
    priority = found.priority
    return Entry(
        id=priority.id,
        title=priority.title,
        who=f"{found.name(TOGETHER)}. Owner: {priority.owner}.",
        caption=found.name(TOGETHER),
        verdicts=verdicts(found),
        results=[result for result in results if result.priority == priority.id],
    )


def _lead(measures: int, priorities: int) -> str:
    what = f"{count(measures, 'measure')} of {count(priorities, 'quality priority', 'quality priorities')}"
    said = "which have changed, which are only varying as usual, and which nobody can vouch for"
    return f"This page reads {what} and says {said}."


def _chance(every: Sequence[Verdict], expected: float | None) -> str:
    if not expected:  # not known, or nothing is long enough to judge
        return ""
    judged = [it for it in every if it.side not in UNJUDGED]
    signals = sum(it.side in ("worse", "better", "changed") for it in judged)
    shows = f"This time {signals or 'none'} {'show' if signals > 1 else 'shows'} one."
    among = f"these {len(judged)} measures" if len(judged) != 1 else "this measure"
    if expected < 1:
        # some signal or none, over independent measures
        often = round(1 / -math.expm1(-expected))
        return (
            f"if nothing had changed, chance alone would show a signal somewhere in {among} about one time in {often}. "
            f"{shows}"
        )
    return f"if nothing had changed, chance alone would show a signal in about {expected:.0f} of {among}. {shows}"
