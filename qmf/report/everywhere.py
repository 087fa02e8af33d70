"""Every measure of every priority at every unit: the rows of one table, how they stand, and by what to choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from qmf import charts
from qmf.cycle import Findings
from qmf.report.marks import Mark, Side
from qmf.report.units import Unit, measure_address, series_address, shown_units, single_units
from qmf.report.verdicts import Verdict, verdict

__all__ = ["Cell", "Everywhere", "Row", "Standing", "everywhere"]

TOGETHER_KEY = "together"
"""What several units together are chosen by."""
CHANGES: dict[Side, tuple[str, str]] = {
    "worse": ("Got worse", "concern"),
    "better": ("Got better", "improvement"),
    "changed": ("Changed", "neutral"),
    "care": ("To be read with care", "common"),
    "unknown": ("Cannot be judged", ""),
    "usual": ("As usual", "common"),
    "early": ("Too few points yet", ""),
    "closed": ("Closed", ""),
}
"""How a series can stand, in the order of the headlines: its words, and its marker."""
ASSURANCES = (
    Mark("fails", "Fails"),
    Mark("hit-or-miss", "Hit or miss"),
    Mark("passes", "Passes"),
    Mark("no-assurance", "Cannot be assured"),
    Mark("trial-limits", "Too few points"),
    Mark("no-target", "No target"),
    Mark("closed", "Closed"),
)


@dataclass(frozen=True)
class Row:
    """One measure at one unit.

    Parameters
    ----------
    it
        What is said of it.
    priority
        The id of its priority.
    where
        The id of the unit; :data:`TOGETHER_KEY` for several together.
    where_address, measure_address
        The pages of the unit and of the measure.
    place, number
        Where the unit and the measure stand in the order people expect.
    """

    it: Verdict
    priority: str
    where: str
    where_address: str
    measure_address: str
    place: int
    number: int

    @property
    def target(self) -> int:
        """Where its assurance stands in the order from bad to good."""
        return [mark.icon for mark in ASSURANCES].index(self.it.assurance.icon)

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """What changed first, worse before better; in each what misses its target first."""
        return list(CHANGES).index(self.it.standing), self.target, self.number, self.place


@dataclass(frozen=True, slots=True)
class Cell:
    """How many series stand alike."""

    side: Side
    assurance: str
    words: str
    number: int


@dataclass(frozen=True, slots=True)
class Standing:
    """One row of the counts: those that changed alike, by whether to expect their target to be met."""

    words: str
    swatch: Markup
    cells: list[Cell]


@dataclass(frozen=True)
class Everywhere:
    """The table, the counts over it, and what can be chosen.

    Parameters
    ----------
    rows
        One a measure and unit, what changed first.
    targets
        The icons over the counts' columns.
    standings
        The counts' rows.
    groups
        The units to choose from, under the name of what they are part of.
    together
        Whether there are rows of several units together.
    """

    rows: list[Row]
    targets: list[Mark]
    standings: list[Standing]
    groups: list[tuple[str, list[Unit]]]
    together: bool


def everywhere(findings: Sequence[Findings]) -> Everywhere:
    """Gather every measure at every unit.

    Parameters
    ----------
    findings
        One a priority, in the order they are shown; all from one place.
    """
    units = shown_units(findings)
    places = {unit: place for place, unit in enumerate([TOGETHER_KEY, *(unit.id for unit in units)])}
    measures = [(found, measure) for found in findings for measure in found.measures]
    rows = [
        Row(
            it=verdict(found, measure, series),
            priority=found.priority.id,
            where=where,
            where_address=series_address(found, series),
            measure_address=measure_address(found, measure.id),
            place=places[where],
            number=number,
        )
        for number, (found, measure) in enumerate(measures)
        for series, where in _series(found)
        if found.has(measure.id, series)
    ]
    rows.sort(key=lambda row: row.rank)
    return Everywhere(
        rows=rows,
        targets=_targets(rows),
        standings=_standings(rows),
        groups=_groups(units),
        together=any(row.where == TOGETHER_KEY for row in rows),
    )


def _series(found: Findings) -> list[tuple[str, str]]:
    """Give the series of a priority, each with what it is chosen by."""
    single = {series: unit for unit, series in single_units(found)}
    return [(str(series), single.get(str(series), TOGETHER_KEY)) for series in found.units["unit"]]


def _targets(rows: Sequence[Row]) -> list[Mark]:
    shown = {row.it.assurance.icon for row in rows}
    return [mark for mark in ASSURANCES if mark.icon in shown]


def _standings(rows: Sequence[Row]) -> list[Standing]:
    found = []
    for side, (words, marker) in CHANGES.items():
        mine = [row.it.assurance.icon for row in rows if row.it.standing == side]
        if not mine:
            continue
        cells = [Cell(side, mark.icon, mark.words, mine.count(mark.icon)) for mark in _targets(rows)]
        drawn = Markup(charts.swatch(marker) if marker else "")  # noqa: S704 - our own drawing
        found.append(Standing(words, drawn, [Cell(side, "", "all", len(mine)), *cells]))
    return found


def _groups(units: Sequence[Unit]) -> list[tuple[str, list[Unit]]]:
    """Put units under what they are part of, in the order of the tree."""
    found: dict[str, list[Unit]] = {}
    for unit in units:
        found.setdefault(unit.within[0] if unit.within else "", []).append(unit)
    return list(found.items())
