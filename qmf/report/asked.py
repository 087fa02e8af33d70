"""What an analyst asks of measures in the explorer: the chart that answers, and the call that draws it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from qmf import charts
from qmf.cycle import TOGETHER, Findings
from qmf.framework import Measure
from qmf.report.dates import day
from qmf.spc import KINDS, ControlChart, control_chart
from qmf.spc.words import subtitle_of

__all__ = ["Asked", "code_of", "drawing_of", "first_asked", "kinds_for"]

ELSEWHERE = ("np", "t", "g")
"""Kinds that need what a measure's series has not: samples of one size, or the time or cases between rare events."""


@dataclass(frozen=True)
class Asked:
    """One measure at some units, and how to chart it.

    Parameters
    ----------
    measure
        The measure's id.
    units
        Ids of units, or :data:`qmf.cycle.TOGETHER`; one chart each.
    kind, rules
        As :func:`qmf.spc.control_chart` takes them.
    phases
        The first day of each new phase.
    baseline
        How many first points of a phase set its limits; None: all of them.
    """

    measure: str
    units: tuple[str, ...]
    kind: str
    rules: str
    phases: tuple[date, ...] = ()
    baseline: int | None = None

    def arguments(self, found: Findings) -> dict[str, Any]:
        """Give what the call says beside its data; nothing that is the default anyway."""
        measure = found.priority.measure(self.measure)
        frame = found.observations[self.measure]
        given: dict[str, Any] = {
            "x": "period_start",
            "y": "numerator" if _has(frame, "numerator") else "value",
            "n": "denominator" if _counted(found, measure) else None,
            "by": ["unit"],
            "kind": self.kind,
            "rules": self.rules,
            "improvement": measure.direction,
            "target": measure.target.value if measure.target else None,
            "phases": [day.isoformat() for day in self.phases] or None,
            "baseline": self.baseline,
            "multiply": measure.multiply if measure.multiply != 1 else None,
        }
        return {name: value for name, value in given.items() if value is not None}

    def chart(self, found: Findings) -> ControlChart:
        """Draw it.

        Raises
        ------
        ChartError
            The kind, phases or baseline do not fit the data.
        """
        frame = found.observations[self.measure]
        return control_chart(frame[frame["unit"].isin(self.units)], **self.arguments(found))

    def code(self, found: Findings) -> str:
        """Write the same as Python, to stand after what finds the findings."""
        units = list(self.units)
        arguments = "".join(f"    {name}={value!r},\n" for name, value in self.arguments(found).items())
        return (
            f"data = found.observations[{self.measure!r}]\n"
            f"data = data[data['unit'].isin({units!r})]\n"
            f"chart = control_chart(\n    data,\n{arguments})\n"
            f"for unit in {units!r}:\n"
            f"    one, label = chart.select(unit=unit), found.label({self.measure!r}, unit)\n"
            "    display(one.figure(label))\n"
            "    print(one.words(label))\n"
        ).replace("'", '"')


def code_of(found: Findings, asked: Sequence[Asked]) -> str:
    """Write what was asked as Python that runs, as it stands, in a notebook of the repository.

    Parameters
    ----------
    found
        The findings.
    asked
        What was asked, one a measure.
    """
    priority = found.priority
    head = (
        "from qmf.report.notebook import findings\n"
        "from qmf.spc import control_chart\n\n"
        f'found = findings(id="{priority.id}", year="{priority.year}")\n'
    )
    return head + "\n".join(one.code(found) for one in asked)


def first_asked(found: Findings, measure: str) -> Asked:
    """Give what the priority itself asks of a measure, for all its units together.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.cycle import find
    >>> from qmf.data import open_place
    >>> from qmf.framework import load_priority
    >>> root = Path(__file__).parents[2]
    >>> priority = load_priority(root / "parameters/2025-26/violence-and-aggression.yaml")
    >>> found = find(open_place(root / "data"), priority, date(2026, 3, 31))
    >>> asked = first_asked(found, "physical-violence")
    >>> asked.kind, asked.units, asked.baseline
    ('xmr', ('all-together',), 30)
    >>> print(code_of(found, [asked]).splitlines()[3])
    found = findings(id="violence-and-aggression", year="2025-26")
    """
    one = found.priority.measure(measure)
    return Asked(
        measure=measure,
        units=(TOGETHER,),
        kind=one.kind,
        rules=one.rules,
        phases=tuple(sorted({phase.start for phase in found.priority.phases if phase.measure == measure})),
        baseline=found.charts[measure].baseline,
    )


def kinds_for(found: Findings, measure: str) -> dict[str, str]:
    """Give the kinds of chart that a measure's series has the numbers for.

    Returns
    -------
    dict
        What a reader sees, to the kind's name; the measure's own kind is always there.
    """
    one = found.priority.measure(measure)
    fits = ("may", "must") if _counted(found, one) else ("may", "no")
    wanting = ELSEWHERE if _has(found.observations[measure], "numerator") else (*ELSEWHERE, "c")
    return {
        f"{kind.title} ({name})": name
        for name, kind in KINDS.items()
        if name == one.kind or (kind.n in fits and kind.groups != "spread" and name not in wanting)
    }


def drawing_of(found: Findings, asked: Asked, chart: ControlChart, unit: str) -> charts.Drawing:
    """Say what is to be drawn of one unit.

    Parameters
    ----------
    found
        The findings.
    asked
        What was asked.
    chart
        The chart that answers it.
    unit
        One of the units asked for.
    """
    one, label = chart.select(unit=unit), found.label(asked.measure, unit)
    measure, closed = found.priority.measure(asked.measure), found.closed(unit)
    ended = f" {found.name(unit)} closed on {day(closed)}: nothing is foretold of it." if closed else ""
    return charts.Drawing(
        chart=one,
        label=label,
        title=one.words(label, style="title"),
        subtitle=subtitle_of(one, label),
        description=one.words(label) + ended,
        source=f"{measure.source}. {found.place.notice}" if found.place.synthetic else measure.source,
    )


def _counted(found: Findings, measure: Measure) -> bool:
    """Whether the series has a denominator."""
    return measure.data.denominator is not None or _has(found.observations[measure.id], "denominator")


def _has(frame: pd.DataFrame, column: str) -> bool:
    return bool(frame[column].notna().any())
