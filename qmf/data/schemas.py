"""What each table holds: its columns, their types and what they mean. Read, checked and documented from here alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["SOURCE", "TABLES", "Column", "Kind", "Table"]

Kind = Literal["code", "codes", "text", "date", "count", "number", "flag", "choice"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name
        The column's name in the file's first row.
    kind
        ``code`` (a short name), ``codes`` (codes with semicolons between), ``text``, ``date``, ``count`` (0 or more),
        ``number``, ``flag`` (true or false) or ``choice`` (one of `allowed`).
    meaning
        What it says, for the data dictionary.
    filled
        Every row must hold a value.
    needed
        The file must have the column.
    allowed
        The values of a ``choice``.
    unit
        The unit of a number, in words.
    names
        What its codes name: ``units``, ``services`` (kinds of service), ``measures`` (of observations or events), or
        another table, by the first column of its key.
    most
        The greatest number it may hold.
    """

    name: str
    kind: Kind
    meaning: str
    filled: bool = False
    needed: bool = True
    allowed: tuple[str, ...] = ()
    unit: str = ""
    names: str = ""
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a place.

    Parameters
    ----------
    name
        The file's name without its ending.
    meaning
        What one row is, for the data dictionary.
    key
        The columns that no two rows may share.
    same
        How a row that repeats the key is called in a message.
    columns
        The columns, in the order they are written.
    needed
        A place must have the table, and a row in it.
    in_order
        Pairs of dates of which the second is never before the first.
    part_of
        Pairs of counts of which the first is part of the second.
    """

    name: str
    meaning: str
    key: tuple[str, ...]
    same: str
    columns: tuple[Column, ...]
    needed: bool = True
    in_order: tuple[tuple[str, str], ...] = ()
    part_of: tuple[tuple[str, str], ...] = ()

    def of_kind(self, *kinds: Kind) -> list[str]:
        """Name the columns of some kinds, in order."""
        return [column.name for column in self.columns if column.kind in kinds]


SOURCE = Column("source", "text", "Where the row comes from; 'synthetic' where it is invented.", needed=False)

UNITS = Table(
    "units",
    "One unit of the organisation: a tree from the trust down to its wards and teams.",
    key=("unit",),
    same="the same unit",
    columns=(
        Column("unit", "code", "The unit's short name, used in every other table.", filled=True),
        Column("name", "text", "What people call it.", filled=True),
        Column(
            "kind",
            "choice",
            "Its level.",
            filled=True,
            allowed=("trust", "directorate", "service", "ward", "team"),
        ),
        Column("parent", "code", "The unit it belongs to; empty for the trust alone."),
        Column(
            "service", "code", "The kind of service of a ward or team, like acute-inpatient; empty above."
        ),
        Column("opened", "date", "The day it opened; empty where it always was.", needed=False),
        Column("closed", "date", "Its last day; empty while it is open.", needed=False),
        SOURCE,
    ),
)

OBSERVATIONS = Table(
    "observations",
    "What one unit counted in one period: a month, or a week where it counts by the week.",
    key=("measure", "unit", "period_start"),
    same="the same period of a measure and unit",
    columns=(
        Column("measure", "code", "What was counted, like occupied_bed_days.", filled=True),
        Column("unit", "code", "Who counted it: a unit of units.", filled=True),
        Column("period_start", "date", "First day of the month, or of the week.", filled=True),
        Column(
            "numerator",
            "count",
            "The count; empty where it is missing or suppressed.",
            unit="as the measure says",
        ),
        Column(
            "denominator",
            "count",
            "What it was counted out of; empty where there is no such thing.",
            unit="as the measure says",
        ),
        Column(
            "value",
            "number",
            "The value, where it is no count: a mean wait, for example; then the numerator is empty.",
            needed=False,
            unit="as the measure says",
        ),
        Column(
            "suppressed",
            "flag",
            "true where the publisher withheld a small number: the value is missing, never zero.",
            needed=False,
        ),
        SOURCE,
    ),
)

EVENTS = Table(
    "events",
    "One incident. Measures count them by kind, unit and period.",
    key=("event",),
    same="the same event",
    needed=False,
    columns=(
        Column("event", "code", "The event's own number; says nothing about a person.", filled=True),
        Column("kind", "code", "What happened, like physical_violence.", filled=True),
        Column("unit", "code", "Where: a unit of units.", filled=True),
        Column("date", "date", "The day it happened.", filled=True),
        Column(
            "harm",
            "choice",
            "The worst harm to anyone, as recorded.",
            needed=False,
            allowed=("none", "low", "moderate", "severe", "fatal"),
        ),
        Column("shift", "choice", "The shift it fell in.", needed=False, allowed=("early", "late", "night")),
        SOURCE,
    ),
)

PDSA_CYCLES = Table(
    "pdsa_cycles",
    "One test of change: plan, do, study, act.",
    key=("priority", "cycle"),
    same="the same cycle of a priority",
    needed=False,
    columns=(
        Column("priority", "code", "The priority or project it belongs to.", filled=True),
        Column("cycle", "code", "The cycle's number or short name.", filled=True),
        Column("title", "text", "What was tried, in a few words.", filled=True),
        Column("start", "date", "The first day of the test.", filled=True),
        Column("end", "date", "The last day of the test; empty while it runs."),
        Column("units", "codes", "The units that take part, with semicolons between."),
        Column("prediction", "text", "What was expected, written before the test.", filled=True),
        Column("result", "text", "What happened; empty while the test runs."),
        Column("decision", "choice", "What was decided.", allowed=("adopt", "adapt", "abandon")),
        SOURCE,
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in (UNITS, OBSERVATIONS, EVENTS, PDSA_CYCLES)}
