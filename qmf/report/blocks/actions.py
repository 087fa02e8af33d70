"""The action plan: each action with its owner by role, its dates, and the evidence of what it did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from qmf.cycle import TOGETHER, Findings
from qmf.framework import Measure
from qmf.improvement import Action, open_actions
from qmf.report.blocks.block import Section
from qmf.report.blocks.cycle_rows import row_since
from qmf.report.blocks.kept import kept_back
from qmf.report.dates import day
from qmf.report.page import fragment
from qmf.report.verdicts import members
from qmf.report.wording import count, joined, stopped

__all__ = ["actions", "plan_lead"]


@dataclass(frozen=True, slots=True)
class Told:
    """One action, in words."""

    number: int
    title: str
    where: str
    owner: str
    due: str
    state: str
    evidence: tuple[str, ...]


def actions(found: Findings) -> Section:
    """List the actions of a priority's plan, what is open, and what the charts say since each was done.

    Parameters
    ----------
    found
        The findings of one priority.
    """
    if kept := kept_back(found, "The actions of the plan"):
        return kept
    told = [_told(found, number, each) for number, each in enumerate(found.actions, 1)]
    return Section(
        fragment(
            "blocks/actions.html.j2",
            told=told,
            lead=plan_lead(found),
            open=open_actions(found.actions, found.as_at),
            by_actions=found.triage.works_by == "actions",
            method=found.triage.method,
            priority=found.priority,
        )
    )


def plan_lead(found: Findings) -> str:
    """Count the actions of a plan by how far they are.

    Parameters
    ----------
    found
        The findings of one priority.
    """
    states = Counter[str](each.state for each in found.actions)
    words = (("done", "done"), ("late", "late"), ("to-come", "still to come"), ("undated", "without a date"))
    parts = [f"{states[state]} {said}" for state, said in words if states[state]]
    return f"{count(len(found.actions), 'action')}: {joined(parts)}." if parts else ""


def _told(found: Findings, number: int, each: Action) -> Told:
    names = found.place.units.set_index("unit")["name"].astype(str)
    return Told(
        number=number,
        title=each.title,
        where=joined([names[unit] for unit in each.units]),
        owner=each.owner or "Nobody yet",
        due=day(each.due) if each.due else "No date",
        state=_state(each),
        evidence=tuple(_evidence(found, each)),
    )


def _state(each: Action) -> str:
    if each.done:
        late = each.due is not None and each.done > each.due
        return f"Done on {day(each.done)}{', late' if late else ''}"
    return {"late": "Late", "to-come": "To come"}.get(each.state, "Not done")


def _evidence(found: Findings, each: Action) -> list[str]:
    """Give what people wrote, then what the charts of the action's measure say where it was done."""
    said = [stopped(each.evidence)] if each.evidence else []
    measure = _measure(found, each)
    if each.done and measure:
        for unit in _places(found, each):
            if found.has(measure.id, unit):
                row = row_since(found, measure, unit, each.done, what="action")
                said.append(
                    f"{measure.title}, {found.name(unit)}: from {row.before} to {row.after}. {row.words}"
                )
    if said or each.done:
        return said or ["None is written down."]
    return [f"Will be looked for in: {measure.title}."] if measure else ["None is named."]


def _measure(found: Findings, each: Action) -> Measure | None:
    return next(
        (
            it
            for it in found.measures
            if each.measure and each.measure in (it.data.events, it.data.observations)
        ),
        None,
    )


def _places(found: Findings, each: Action) -> list[str]:
    here = members(found)
    return [TOGETHER] if set(each.units) >= set(here) else [unit for unit in here if unit in each.units]
