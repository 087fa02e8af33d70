"""Each test of change: what was expected, what happened, what was decided, and what the charts say since."""

from __future__ import annotations

from dataclasses import dataclass

from qmf.cycle import TOGETHER, Findings
from qmf.framework import PDSACycle
from qmf.improvement import answers_a_point
from qmf.report.blocks.block import Section
from qmf.report.blocks.cycle_rows import Row, places, rows_since, state_of
from qmf.report.dates import day
from qmf.report.page import fragment
from qmf.report.wording import joined, sentence

__all__ = ["cycles"]

DECISIONS = {
    "adopt": "Adopt: it stays.",
    "adapt": "Adapt: it is changed and tested again.",
    "abandon": "Abandon: it stops, and what it taught is kept.",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One test of change, in words."""

    number: int
    title: str
    facts: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    note: str


def cycles(found: Findings) -> Section:
    """Tell every PDSA cycle in the same space, whether it worked or not, and what each chart says since it began.

    Parameters
    ----------
    found
        The findings of one priority.
    """
    told = [_told(found, number, cycle) for number, cycle in enumerate(found.cycles, start=1)]
    file = f"parameters/{found.priority.year}/{found.priority.id}.yaml"
    by_actions = found.triage.works_by == "actions"
    return Section(
        fragment("blocks/cycles.html.j2", told=told, file=file, as_at=found.as_at, by_actions=by_actions)
    )


def _told(found: Findings, number: int, cycle: PDSACycle) -> Told:
    begun = state_of(found, cycle) != "planned"
    return Told(
        number=number,
        title=cycle.title,
        facts=_facts(found, cycle),
        rows=tuple(rows_since(found, cycle)) if begun else (),
        note=_others(found, number, cycle) if begun else "",
    )


def _facts(found: Findings, cycle: PDSACycle) -> tuple[tuple[str, str], ...]:
    state = state_of(found, cycle)
    ended = state == "ended"
    when = {
        "planned": f"Planned: starts on {day(cycle.start)}",
        "running": f"Running since {day(cycle.start)}",
        "ended": f"{day(cycle.start)} to {day(cycle.end)}" if cycle.end else "",
    }[state]
    missing = "Not written down" if ended else "Not yet: the test runs" if state == "running" else "Not yet"
    # what was written after the as-at date was not known then
    known = ended or cycle.end is None
    return (
        ("When", when),
        ("Where", _where(found, cycle)),
        *_led_to_it(found, cycle),
        ("What we expected", sentence(cycle.prediction)),
        ("What happened", sentence(cycle.result) if cycle.result and known else missing),
        ("What we decided", DECISIONS[cycle.decision] if cycle.decision and known else missing),
    )


def _led_to_it(found: Findings, cycle: PDSACycle) -> list[tuple[str, str]]:
    """Say what the test responded to, by the chart of where it took place."""
    led = cycle.in_response_to
    if led is None:
        return []
    unit = places(found, cycle)[0]
    if not found.has(led.measure, unit):
        return []
    chart, label = found.chart(led.measure, unit), found.label(led.measure, unit)
    return [("What led to it", answers_a_point(chart, label, period=led.period, because=led.because).words)]


def _where(found: Findings, cycle: PDSACycle) -> str:
    return joined([found.name(unit).removesuffix(" together") for unit in places(found, cycle)])


def _others(found: Findings, number: int, cycle: PDSACycle) -> str:
    """Say which other tests fall into the same time at the same place: numbers cannot tell them apart."""
    here = set(places(found, cycle))
    same = [
        str(n)
        for n, other in enumerate(found.cycles, start=1)
        if n != number and state_of(found, other) != "planned" and _meet(here, set(places(found, other)))
    ]
    if not same:
        return ""
    return (
        f"These numbers hold the time of PDSA {joined(same)} too, and cannot tell what belongs to which test."
    )


def _meet(here: set[str], there: set[str]) -> bool:
    return TOGETHER in here or TOGETHER in there or bool(here & there)
