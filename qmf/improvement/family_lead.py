"""What the joint sentence of a family begins with: process and outcome in one breath, then the price."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from qmf.improvement.family_part import Part, State

__all__ = ["Joint", "joint", "lead_of"]

Joint = Literal["better", "worse", "changed", "faded", "same", "unsteady", "new", "unknown", "mixed", "none"]
PROCESS: dict[Joint, str] = {
    "better": "the process changed",
    "worse": "the process slipped",
    "changed": "the process changed",
    "faded": "the process changed and slipped back",
    "mixed": "parts of the process changed and parts slipped",
    "same": "the process did not change",
    "unsteady": "the process is unsteady",
    "new": "the process is new",
    "unknown": "whether the process changed nobody can say",
    "none": "no process measure says whether the work changed",
}
OUTCOME: dict[Joint, str] = {
    "better": "the outcome improved",
    "worse": "the outcome got worse",
    "changed": "the outcome changed",
    "faded": "the outcome improved and did not hold",
    "mixed": "some outcomes improved while others got worse",
    "same": "the outcome shows no clear change",
    "unsteady": "the outcome is unsteady",
    "unknown": "whether the outcome changed nobody can say",
}
TOGETHER: dict[tuple[Joint, Joint], str] = {
    ("same", "better"): "the outcome moved though the process did not",
    ("same", "worse"): "the outcome got worse though the process did not change",
    ("worse", "better"): "the outcome improved though the process slipped",
    ("faded", "better"): "the outcome improved though the process slipped back",
    ("better", "same"): "the process changed, but the outcome has not followed so far",
    ("new", "better"): "the process is new and the outcome improved",
    ("new", "same"): "the process is new, but the outcome has not followed so far",
    ("worse", "worse"): "the process slipped and the outcome got worse",
    ("same", "same"): "nothing has clearly changed, neither the process nor the outcome",
    ("none", "same"): "the outcome shows no clear change",
    ("unsteady", "unsteady"): "neither the process nor the outcome is steady",
    ("unknown", "unknown"): "whether the process or the outcome changed nobody can say",
}
"""Pairs that are said in one breath; the others are put together from the two tables above."""


def lead_of(process: Sequence[Part], outcome: Sequence[Part], balancing: Sequence[Part]) -> str:
    """Say what process, outcome and balancing measures did together, without naming any; small first letter, no end.

    Parameters
    ----------
    process, outcome, balancing
        The measures of each role; at least one outcome.
    """
    p, o = joint(process), joint(outcome)
    return _lead(p, o, _order(process, outcome)) + _price(balancing, o)


def joint(parts: Iterable[Part]) -> Joint:
    """Sum up one role; what nobody can say of one measure does not hide what the others show."""
    states: set[State] = {part.whole.state for part in parts}
    if not states:
        return "none"
    if {"better", "worse"} <= states:
        return "mixed"
    ranked: tuple[State, ...] = ("worse", "better", "faded", "changed", "unsteady", "new", "same", "unknown")
    return next(state for state in ranked if state in states)


def _order(process: Sequence[Part], outcome: Sequence[Part]) -> Literal["process", "outcome", ""]:
    """Say which began to get better first; empty where that is not known."""
    first = [
        min((p.begins for p in parts if p.whole.state == "better" and p.begins is not None), default=None)
        for parts in (process, outcome)
    ]
    if first[0] is None or first[1] is None:
        return ""
    return "process" if first[0] <= first[1] else "outcome"


def _lead(process: Joint, outcome: Joint, first: str) -> str:
    if (process, outcome) == ("better", "better"):
        return {
            "process": "the process changed and the outcome followed",
            "outcome": "the outcome improved before the process changed",
            "": "the process changed and the outcome improved",
        }[first]
    together = TOGETHER.get((process, outcome))
    if together:
        return together
    if process in ("unknown", "none"):
        return f"{OUTCOME[outcome]}, but {PROCESS[process]}"
    joined = "but" if outcome == "unknown" or (process == "better") != (outcome == "better") else "and"
    return f"{PROCESS[process]}, {joined} {OUTCOME[outcome]}"


def _price(balancing: Sequence[Part], outcome: Joint) -> str:
    worse = [part for part in balancing if part.whole.state == "worse" or part.worse_at]
    better = outcome in ("better", "mixed")
    if worse:
        subject = "a balancing measure" if len(worse) == 1 else f"{len(worse)} balancing measures"
        return f", but {subject} may have paid for it" if better else f", and {subject} got worse"
    if not better:
        return ""
    if not balancing:
        return "; no balancing measure says what it cost"
    unknown = [part for part in balancing if part.whole.state == "unknown"]
    if len(unknown) == len(balancing):
        return "; whether anything paid for it nobody can say"
    return (
        ", and no balancing measure" + (" that can be judged" if unknown else "") + " has clearly got worse"
    )
