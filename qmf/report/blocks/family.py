"""The family of measures: what is counted, out of what, by whom, from which source, against which target."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from qmf.cycle import Findings
from qmf.report.blocks.block import Section
from qmf.report.dates import day, month
from qmf.report.page import fragment
from qmf.report.tally import not_begun_sentence
from qmf.report.verdicts import Verdict, shown_as, verdicts

__all__ = ["family"]

ROLES = {
    "outcome": "Outcome: what we want to change",
    "process": "Process: what we do differently",
    "balancing": "Balancing: what it might cost",
}
BETTER = {
    "increase": "Higher",
    "decrease": "Lower",
    "neutral": "Neither: a change either way is worth a look",
}
KINDS = {
    "run": "Run chart",
    "xmr": "XmR chart (individual values and moving ranges)",
    "p": "p chart (share of a count)",
}


def family(found: Findings) -> Section:
    """Show each measure's operational definition, by its place in the family.

    Parameters
    ----------
    found
        The findings of one priority.
    """
    every = verdicts(found)
    groups = [
        (said, [(it, list(_facts(it))) for it in every if it.measure.role == role])
        for role, said in ROLES.items()
    ]
    groups = [group for group in groups if group[1]]
    return Section(fragment("blocks/family.html.j2", groups=groups, not_begun=not_begun_sentence(found)))


def _facts(it: Verdict) -> Iterator[tuple[str, str]]:
    measure = it.measure
    yield "Counted", measure.numerator
    if measure.denominator:
        yield "Out of", measure.denominator
    yield "Shown as", shown_as(measure)
    yield "Better", BETTER[measure.direction]
    yield "Baseline", _baseline(it)
    yield "Target", _target(it)
    yield "Owner", measure.owner
    yield "Source", measure.source
    point = "quarter" if it.whole.period == "quarter" else measure.frequency
    yield "Chart", f"{KINDS.get(measure.kind, f'{measure.kind} chart')}, one point a {point}"
    yield "Data checked", day(measure.checked) if measure.checked else "Not yet against the records"
    for change in measure.definition_changes:
        yield f"Changed {month(change.on)}", change.what


def _baseline(it: Verdict) -> str:
    baseline = it.measure.baseline
    if baseline is None:
        return "None: limits come from all points"
    centre = it.chart.phases["centre"].iloc[0]
    average = "" if pd.isna(centre) else f", average {it.label.format(float(centre))}"
    return f"{month(baseline.start)} to {month(baseline.end)}{average}"


def _target(it: Verdict) -> str:
    target = it.measure.target
    if target is None:
        return "None"
    by = f" by {day(target.by)}" if target.by else ""
    return f"{it.target} {it.target_note}{by}".replace("  ", " ")
