"""A new phase that waits for a person: its reasons, what it would change, and the lines that accept it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from qmf.charts import variation_icon
from qmf.cycle import TOGETHER, Findings
from qmf.report.verdicts import Verdict
from qmf.report.wording import count
from qmf.spc import Proposal, propose_phases
from qmf.spc.periods import say_start

__all__ = ["Offer", "offer", "proposal_of"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal in words.

    Parameters
    ----------
    title
        What is proposed.
    sentence
        The same for the words under a chart, with where to accept it.
    criteria
        Each criterion for new limits, and whether it is met, or whose it is to answer.
    file
        The parameter file, as a person knows it.
    yaml
        The lines that accept it.
    """

    title: str
    sentence: str
    criteria: tuple[tuple[str, str], ...]
    file: str
    yaml: str


def proposal_of(it: Verdict) -> Proposal | None:
    """Give the new phase that is proposed for a series, if any; data that cannot be judged propose nothing."""
    if not it.row["usable"]:
        return None
    table = propose_phases(it.chart)
    found: Proposal | None = table["proposal"].iloc[0] if len(table) else None
    return found


def offer(found: Findings, it: Verdict, proposal: Proposal) -> Offer:
    """Put a proposal into words.

    Parameters
    ----------
    found
        The findings of the priority.
    it
        The verdict on the series.
    proposal
        What is proposed.
    """
    noun, start = it.chart.period, say_start(proposal.start, it.chart.period)
    lines = "a new median" if it.chart.kind == "run" else "new limits"
    file = f"parameters/{found.priority.year}/{found.priority.id}.yaml"
    side, middle = "above" if proposal.high else "below", it.middle
    now = it.label.format(proposal.centre)
    before, after = it.label.format(proposal.before), it.label.format(proposal.after)
    criteria = (
        ("Real", f"from {start}, {count(proposal.points, noun)} in a row were {side} the {middle} of {now}."),
        ("Still there", f"yes, up to the latest {noun}." if proposal.held else _gone(noun)),
        ("Large enough", f"the {middle} goes from {before} before to {after} after."),
        ("It would change what the chart says", _changed(it, proposal)),
        ("Cause known and still there", "for you to answer. Ask those who do the work before accepting."),
    )
    return Offer(
        f"Proposed: start {lines} in {start}"
        if noun in ("month", "quarter", "year")
        else f"Proposed: {lines}, {start}",
        f"A new phase is proposed from {start}: people decide, and accept it in {file} with date, role and reason.",
        criteria,
        file,
        _yaml(found, it, proposal),
    )


def _gone(noun: str) -> str:
    return f"no, it does not reach the latest {noun}. The time since may need a phase of its own, later."


def _changed(it: Verdict, proposal: Proposal) -> str:
    """Say which verdict would be another, and how many points would be signals."""
    said = []
    if proposal.variation != proposal.new_variation:
        new, old = variation_icon(proposal.new_variation)[1], variation_icon(proposal.variation)[1]
        said.append(f"the latest {it.chart.period} is {old} now, and would be {new}.")
    if proposal.assurance != proposal.new_assurance and proposal.new_assurance:
        said.append(
            f"the target reads '{proposal.assurance}' now, and would read '{proposal.new_assurance}'."
        )
    signals = f"{count(proposal.new_signals, 'point')} would be signals, where {proposal.signals} are now."
    return " ".join(
        [*(f"{text[:1].upper()}{text[1:]}" if k else text for k, text in enumerate(said)), signals]
    )


def _yaml(found: Findings, it: Verdict, proposal: Proposal) -> str:
    part = [str(u) for u in found.units.loc[found.units["takes_part"], "unit"] if u != TOGETHER]
    units = [it.unit] if it.unit != TOGETHER else part
    everyone = it.unit == TOGETHER and bool(found.units["takes_part"].all())
    where = [] if everyone or not units else [f"    units: [{', '.join(units)}]"]
    lines = [
        "phases:",
        f"  - start: {pd.Timestamp(proposal.start).date().isoformat()}",
        f"    measure: {it.measure.id}",
        *where,
        "    accepted: 20..-..-..        # the day when this was decided",
        "    by: ...                     # the role that decided, never a person's name",
        "    reason: ...                 # what changed, and that it is still there",
    ]
    return "\n".join(lines)
