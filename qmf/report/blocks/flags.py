"""What happened on the way: tests of change, new limits, changed definitions; as flags on a chart and a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from qmf.charts import Flag
from qmf.cycle import TOGETHER, Findings
from qmf.framework import PDSACycle
from qmf.report.dates import day, month, short_month
from qmf.report.verdicts import Verdict
from qmf.report.wording import sentence

__all__ = ["Note", "notes"]

NEW_LIMITS = "new limits"
DECISIONS = {"adopt": "Adopted.", "adapt": "Adapted.", "abandon": "Abandoned.", None: ""}


@dataclass(frozen=True, slots=True)
class Note:
    """A flag and the words that belong to it.

    Parameters
    ----------
    flag
        What stands on the chart.
    lead, rest
        What the list says in full.
    brief
        What the list says where the full words stand elsewhere on the page.
    """

    flag: Flag
    lead: str
    rest: str
    brief: str


def notes(found: Findings, it: Verdict) -> list[Note]:
    """Give what happened by the as-at date and concerns one measure at one unit: tests of change, then the rest.

    Parameters
    ----------
    found
        The findings of the priority.
    it
        The verdict on the measure at the unit.

    Returns
    -------
    list of Note
        Tests are numbered alike on every chart of the priority; new limits and changed definitions have letters.
    """
    numbered = [
        _of_cycle(number, cycle)
        for number, cycle in enumerate(found.cycles, start=1)
        if cycle.start <= found.as_at and _concerns(found, cycle.units, it.unit)
    ]
    first = it.chart.points["x"].min()
    lettered = [*_limits(found, it), *_definitions(it)]
    lettered = sorted(one for one in lettered if first.date() <= one[0] <= found.as_at)
    return numbered + [_of_letter(tag, *one) for tag, one in zip(ascii_uppercase, lettered, strict=False)]


def _concerns(found: Findings, units: list[str], unit: str) -> bool:
    """Whether what was done at some units (where none is named: at all that take part) shows in a unit's chart."""
    taking_part = set(found.units.loc[found.units["takes_part"], "unit"])
    there = set(units) or taking_part
    return unit in there or (unit == TOGETHER and bool(taking_part & there))


def _of_cycle(number: int, cycle: PDSACycle) -> Note:
    told = [f"Predicted: {cycle.prediction}", f"Result: {cycle.result}" if cycle.result else "No result yet"]
    return Note(
        Flag(at=cycle.start, tag=str(number), label=cycle.title, kind="pdsa"),
        f"{month(cycle.start)}. PDSA {number}: {sentence(cycle.title)}",
        " ".join([*(sentence(part) for part in told), DECISIONS[cycle.decision]]).strip(),
        f"{short_month(cycle.start)}: {cycle.title}",
    )


def _of_letter(tag: str, at: date, label: str, lead: str, rest: str) -> Note:
    flag = Flag(at=at, tag=tag, label=label, kind="phase" if label == NEW_LIMITS else "question")
    return Note(flag, lead, rest, f"{short_month(at)}: {label}")


def _limits(found: Findings, it: Verdict) -> Iterator[tuple[date, str, str, str]]:
    """Give the phases that a person accepted for this chart, as :func:`qmf.cycle.find` applies them."""
    part = set(found.units.loc[found.units["takes_part"], "unit"]) - {TOGETHER}
    for phase in found.priority.phases:
        where = set(phase.units) | ({TOGETHER} if part <= set(phase.units) else set())
        if phase.measure == it.measure.id and (not phase.units or it.unit in where):
            lead = f"New limits from {month(phase.start)}, accepted by {phase.by} on {day(phase.accepted)}."
            yield phase.start, NEW_LIMITS, lead, sentence(phase.reason)


def _definitions(it: Verdict) -> Iterator[tuple[date, str, str, str]]:
    for change in it.measure.definition_changes:
        lead = f"{month(change.on)}. The definition changed."
        yield change.on, "definition changed", lead, sentence(change.what)
