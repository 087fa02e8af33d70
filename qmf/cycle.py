"""The cycle's findings: place + priority + as-at date -> everything the notebooks, boards and pages say, computed once.

The four Qs meet here and nowhere else. A notebook, the front page and the exported data read the same
:class:`Findings`, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from qmf.data import OTHERS, TOGETHER, Place, codes, grouped_series, grouped_units, quality
from qmf.errors import DataError, Fault, ParameterError
from qmf.framework import Measure, PDSACycle, Priority, one_of, shown
from qmf.improvement import Action, actions, changes
from qmf.planning import Impact, Triage, impacts, triage
from qmf.spc import ControlChart, Label, control_chart
from qmf.spc.label import decimals_for

__all__ = ["OTHERS", "TOGETHER", "Findings", "changes_of", "chart_of", "find"]


@dataclass(frozen=True)
class Findings:
    """What the data say of one quality priority, at one date.

    Parameters
    ----------
    priority
        The priority, as its parameter file gives it.
    place
        The data it was computed from.
    as_at
        The last day that counts.
    units
        One row a unit in the order people expect: ``unit``, ``name``, ``takes_part``, ``closed`` (its last day, where
        that has come; of several together, where all have closed), ``alone`` (the unit's id, in the row of all together
        where that is one unit: it has no row of its own). The first row is :data:`TOGETHER`; :data:`OTHERS` stands last
        where two or more do not take part.
    charts
        By measure id: its control chart, one series a unit (``by=["unit"]``).
    observations
        By measure id: what the chart was drawn from (``unit``, ``period_start``, ``numerator``, ``denominator``,
        ``value``, ``suppressed``).
    summary
        One row a measure and unit: ``measure``, ``unit`` and ``name``, then the columns of ``ControlChart.summary``,
        then ``complete``, ``on_time``, ``valid``, ``checked``, ``usable`` and ``quality`` (its words).
    changes
        By measure id: the table of :func:`qmf.improvement.changes`, one row a group of units.
    cycles
        The PDSA cycles, in order of date: the parameter file's, and those of the place's table that it does not name.
    """

    priority: Priority
    place: Place
    as_at: date
    units: pd.DataFrame
    charts: dict[str, ControlChart]
    observations: dict[str, pd.DataFrame]
    summary: pd.DataFrame
    changes: dict[str, pd.DataFrame]
    cycles: tuple[PDSACycle, ...]

    def name(self, unit: str) -> str:
        """Give the name a reader knows a unit by."""
        return str(self.units["name"].iloc[self._units[unit]])

    @cached_property
    def _units(self) -> dict[str, int]:
        """Where each unit stands in `units`: looked up hundreds of times a page."""
        return {unit: place for place, unit in enumerate(self.units["unit"])}

    @cached_property
    def _rows(self) -> dict[tuple[str, str], int]:
        """Where each series stands in `summary`."""
        keys = zip(self.summary["measure"], self.summary["unit"], strict=True)
        return {key: place for place, key in enumerate(keys)}

    @cached_property
    def impacts(self) -> tuple[Impact, ...]:
        """Every change of the place, with its impact assessment: this priority's own first, then what is most open."""
        every = impacts(self.place, self.as_at)
        return tuple(sorted(every, key=lambda each: each.change.priority != self.priority.id))

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """The actions of the priority's plan, by the day they were due."""
        return actions(self.place, self.as_at, priority=self.priority.id)

    @cached_property
    def triage(self) -> Triage:
        """Which method the answers suggest, and whether the work is made of tests or of actions."""
        return triage(self.priority)

    @property
    def measures(self) -> list[Measure]:
        """The measures that have points, in the order of the priority."""
        return [measure for measure in self.priority.measures if measure.id in self.charts]

    @property
    def not_begun(self) -> list[Measure]:
        """The measures that have no point yet."""
        return [measure for measure in self.priority.measures if measure.id not in self.charts]

    def closed(self, unit: str) -> date | None:
        """Give the day a unit closed; None while it is open."""
        day = self.units["closed"].iloc[self._units[unit]]
        return None if pd.isna(day) else day.date()

    def chart(self, measure: str, unit: str = TOGETHER) -> ControlChart:
        """Give one series of one measure."""
        return self.charts[measure].select(unit=unit)

    def label(self, measure: str, unit: str = TOGETHER) -> Label:
        """Say how a series is called in sentences."""
        found = self.priority.measure(measure)
        return Label(
            name=found.title,
            unit=found.unit,
            percent=found.percent,
            place=self.name(unit),
            decimals=decimals_for(self.charts[measure].points["value"]) if found.data.between is None else 0,
        )

    def row(self, measure: str, unit: str = TOGETHER) -> pd.Series:
        """Give the row of ``summary`` of one series."""
        return self.summary.iloc[self._rows[measure, unit]]

    def has(self, measure: str, unit: str = TOGETHER) -> bool:
        """Say whether a measure is counted at a unit at all."""
        return (measure, unit) in self._rows


def find(place: Place, priority: Priority, as_at: date) -> Findings:
    """Compute every finding of one priority.

    Parameters
    ----------
    place
        The data.
    priority
        What to look at.
    as_at
        The last day that counts: only periods that ended by then are read.

    Returns
    -------
    Findings
        Charts, summaries, changes and quality marks of every measure at every unit.

    Raises
    ------
    DataError
        The priority's units or measures are not in the data.
    ParameterError
        An accepted phase starts on a day on which no point of its measure starts.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place
    >>> from qmf.framework import load_priority
    >>> root = Path(__file__).resolve().parent.parent
    >>> priority = load_priority(root / "parameters/2025-26/violence-and-aggression.yaml")
    >>> found = find(open_place(root / "data"), priority, date(2026, 3, 31))
    >>> found.name(TOGETHER)
    'Heron, Kestrel and Linnet wards together'
    """
    ids = place.units_of(priority.units)
    _check_units(ids, priority)
    part = [unit for unit in ids if unit in priority.aim.units] or ids
    units = grouped_units(place, ids, part, as_at)
    every = {m.id: grouped_series(place, m, ids, part, as_at) for m in priority.measures}
    observations = {name: frame for name, frame in every.items() if frame is not None}
    _check_begun(place, priority, observations, as_at)
    begun = [m for m in priority.measures if m.id in observations]
    _check_phases(observations, priority)
    charts = {m.id: chart_of(observations[m.id], m, priority, part) for m in begun}
    return Findings(
        priority=priority,
        place=place,
        as_at=as_at,
        units=units,
        charts=charts,
        observations=observations,
        summary=_summary(place, observations, charts, begun, units, as_at),
        changes={m.id: changes_of(observations[m.id], charts[m.id], m, priority, units) for m in begun},
        cycles=_cycles(place, priority),
    )


def _check_units(ids: list[str], priority: Priority) -> None:
    """Refuse a unit that the priority does not watch: left alone, it would take part in silence, or not at all."""
    named = [("aim.units", priority.aim.units)]
    named += [(f"pdsa_cycles[{i}].units", cycle.units) for i, cycle in enumerate(priority.pdsa_cycles)]
    named += [(f"phases[{i}].units", phase.units) for i, phase in enumerate(priority.phases)]
    faults = [
        Fault(
            f"{shown(unit)} is none of the units of this priority",
            f"parameters/{priority.year}/{priority.id}.yaml, {where}",
            f"Write {one_of(ids)}.",
        )
        for where, units in named
        for unit in units
        if unit not in ids
    ]
    if faults:
        raise ParameterError(faults)


def _cycles(place: Place, priority: Priority) -> tuple[PDSACycle, ...]:
    written = {cycle.id for cycle in priority.pdsa_cycles}
    rows = place.pdsa_cycles
    rows = rows[(rows["priority"] == priority.id) & ~rows["cycle"].isin(written)]
    tabled = [
        PDSACycle(
            id=str(row["cycle"]),
            title=str(row["title"]),
            start=row["start"].date(),
            end=None if pd.isna(row["end"]) else row["end"].date(),
            units=list(codes(row["units"])),
            prediction=str(row["prediction"]),
            result=str(row["result"] or ""),
            decision=row["decision"] or None,
        )
        for _, row in rows.iterrows()
    ]
    return tuple(sorted([*priority.pdsa_cycles, *tabled], key=lambda cycle: (cycle.start, cycle.id)))


def _check_begun(
    place: Place, priority: Priority, observations: dict[str, pd.DataFrame], as_at: date
) -> None:
    """Refuse a priority whose aim has no point to be judged by; another measure may begin later."""
    outcomes = [measure.id for measure in priority.measures if measure.role == "outcome"]
    named = priority.aim.measure or outcomes[0]
    if named in observations:
        return
    measure = priority.measure(named)
    what = f"there is no point yet of the measure '{named}', which the aim is about, by {as_at.isoformat()}"
    mend = "Give a later --as-at, or leave the priority out until there is."
    file = place.file("observations" if measure.data.events is None else "events")
    raise DataError(Fault(f"{what} (priority '{priority.id}')", file, mend))


def _check_phases(observations: dict[str, pd.DataFrame], priority: Priority) -> None:
    """Refuse a phase that no point begins: it would be ignored in silence, and its limits never drawn."""
    faults = []
    for number, phase in enumerate(priority.phases):
        if phase.measure not in observations:
            continue
        frame = observations[phase.measure]
        here = frame[frame["unit"].isin(phase.units)] if phase.units else frame
        starts = here["period_start"].drop_duplicates().sort_values()
        day = pd.Timestamp(phase.start)
        if (starts == day).any():
            continue
        near = (
            starts.iloc[(starts - day).abs().argsort(kind="stable")[:2]].sort_values().dt.strftime("%Y-%m-%d")
        )
        where = f"parameters/{priority.year}/{priority.id}.yaml, phases[{number}].start"
        what = f"no point of '{phase.measure}' starts on {phase.start.isoformat()}"
        faults.append(Fault(what, where, f"The nearest that do: {' and '.join(near)}." if len(near) else ""))
    if faults:
        raise ParameterError(faults)


def chart_of(frame: pd.DataFrame, measure: Measure, priority: Priority, part: Sequence[str]) -> ControlChart:
    """Draw the control chart of one measure, one series a unit.

    Parameters
    ----------
    frame
        Its observations, as :class:`Findings` holds them.
    measure, priority
        What is drawn, and the phases that somebody accepted for it.
    part
        The units that take part.

    Returns
    -------
    ControlChart
        One series a unit, with the baseline and the phases of the measure.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place, series
    >>> from qmf.framework import load_priority
    >>> root = Path(__file__).resolve().parent.parent
    >>> priority = load_priority(root / "parameters/2025-26/violence-and-aggression.yaml")
    >>> huddles = priority.measure("safety-huddles")
    >>> frame = series(open_place(root / "data"), huddles, ["heron"], date(2026, 3, 31))
    >>> chart_of(frame, huddles, priority, ["heron"])
    <xmr chart, mdc rules: 1 series, 18 points>
    """
    frame = frame.assign(accepted=_accepted(frame, measure, priority, part))
    counted = measure.data.denominator is not None or frame["denominator"].notna().any()
    given = "numerator" if frame["numerator"].notna().any() else "value"
    baseline = None
    if measure.baseline is not None:
        starts = frame["period_start"].drop_duplicates()
        baseline = int((starts <= pd.Timestamp(measure.baseline.end)).sum())
    return control_chart(
        frame,
        x="period_start",
        y=given,
        n="denominator" if counted else None,
        by=["unit"],
        kind=measure.kind,
        rules=measure.rules,
        improvement=measure.direction,
        target=measure.target.value if measure.target else None,
        phases="accepted",
        baseline=baseline,
        multiply=measure.multiply,
    )


def _accepted(frame: pd.DataFrame, measure: Measure, priority: Priority, part: Sequence[str]) -> pd.Series:
    """Count, for each row, its unit's accepted phases that began by then."""
    number = pd.Series(0, index=frame.index)
    for phase in priority.phases:
        if phase.measure != measure.id:
            continue
        everywhere = not phase.units
        where = set(phase.units) | ({TOGETHER} if set(part) <= set(phase.units) else set())
        here = pd.Series(everywhere, index=frame.index) | frame["unit"].isin(where)
        number += (here & (frame["period_start"] >= pd.Timestamp(phase.start))).astype(int)
    return number


def changes_of(
    frame: pd.DataFrame, chart: ControlChart, measure: Measure, priority: Priority, units: pd.DataFrame
) -> pd.DataFrame:
    """Compare before and after at every unit of one measure.

    Parameters
    ----------
    frame, chart
        Its observations, and the chart drawn from them.
    measure, priority
        What is compared, and the aim that says when the change starts.
    units
        As :class:`Findings` lists them.

    Returns
    -------
    pandas.DataFrame
        The table of :func:`qmf.improvement.changes`.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place, series
    >>> from qmf.framework import load_priority
    >>> root = Path(__file__).resolve().parent.parent
    >>> priority = load_priority(root / "parameters/2025-26/violence-and-aggression.yaml")
    >>> huddles = priority.measure("safety-huddles")
    >>> frame = series(open_place(root / "data"), huddles, ["heron"], date(2026, 3, 31))
    >>> units = pd.DataFrame({"unit": ["heron"], "name": ["Heron ward"], "takes_part": [True]})
    >>> chart = chart_of(frame, huddles, priority, ["heron"])
    >>> changes_of(frame, chart, huddles, priority, units)["reading"].tolist()
    ['A real rise']
    """
    since = dict(zip(chart.summary["unit"], chart.summary["sustained_since"], strict=True))
    return changes(
        frame,
        measure=measure,
        aim=priority.aim,
        names=dict(zip(units["unit"], units["name"], strict=True)),
        taking_part=set(units.loc[units["takes_part"], "unit"]),
        sustained={unit: None if pd.isna(day) else day.date() for unit, day in since.items()},
    )


def _summary(
    place: Place,
    observations: dict[str, pd.DataFrame],
    charts: dict[str, ControlChart],
    measures: list[Measure],
    units: pd.DataFrame,
    as_at: date,
) -> pd.DataFrame:
    names = units.set_index("unit")["name"]
    rows = []
    for measure in measures:
        marks = quality(observations[measure.id], measure, as_at, place=place).drop(
            columns="measure", errors="ignore"
        )
        table = charts[measure.id].summary.merge(marks, on="unit", how="left", validate="one_to_one")
        table.insert(0, "measure", measure.id)
        table.insert(2, "name", table["unit"].map(names))
        rows.append(table.rename(columns={"words": "quality"}))
    return pd.concat(rows, ignore_index=True)
