"""What must hold between the cells of a row, between rows, and between tables."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from pydantic import TypeAdapter, ValidationError

from qmf.data.cells import is_plain, told
from qmf.errors import Fault
from qmf.framework import nearest
from qmf.framework.fields import Name, Text

__all__ = [
    "faults_of_cycles",
    "faults_of_names",
    "faults_of_observations",
    "faults_of_periods",
    "faults_of_tree",
]

TEXTS: dict[str, TypeAdapter[str]] = {
    "title": TypeAdapter(Name),
    "prediction": TypeAdapter(Text),
    "result": TypeAdapter(Text),
}
"""What a text of a test of change must be, as in a parameter file."""


def faults_of_tree(units: pd.DataFrame, file: str) -> Iterator[Fault]:
    """Find what keeps the units from being one tree.

    Parameters
    ----------
    units
        The units table; the index is the row's number.
    file
        The file's name.
    """
    known = set(units["unit"])
    roots = units.index[units["parent"] == ""]
    if len(roots) == 0:
        yield Fault(
            "no unit is without a parent, so the tree has no root", file, "Leave the trust's parent empty."
        )
    for row in roots[1:]:
        yield Fault(
            f"a second root: row {roots[0]} has no parent either",
            f"{file}, row {row}, parent",
            "Name its parent; the trust alone has none.",
        )
    missing = units[(units["parent"] != "") & ~units["parent"].isin(known)]
    for row, parent in missing["parent"].items():
        yield Fault(
            f"the parent {_shown(parent)} is no unit of this table",
            f"{file}, row {row}, parent",
            _meant(parent, known),
        )
    parents = dict(zip(units["unit"], units["parent"], strict=True))
    for row, unit in units["unit"].items():
        if _goes_round(unit, parents):
            yield Fault(
                "the unit is its own ancestor: its parents go round in a loop",
                f"{file}, row {row}, parent",
                "Correct the parent.",
            )
    for row in units.index[units["closed"] < units["opened"]]:
        yield Fault(
            "the unit closes before it opens", f"{file}, row {row}, closed", "Correct one of the two dates."
        )


def faults_of_names(
    table: pd.DataFrame, column: str, file: str, known: set[str], noun: str = "", where: str = ""
) -> Iterator[Fault]:
    """Find what is named in a table and is not there to be named.

    Parameters
    ----------
    table
        The table; the index is the row's number.
    column
        The column that names units, measures or rows of another table, one or several with semicolons between.
    file
        The file's name.
    known
        What there is to be named.
    noun, where
        What one of them is called, and what they stand in; the column's name and "its table" where not given.
    """
    named = table.loc[table[column] != "", column].str.split(";").explode().str.strip()
    unknown = named[~named.isin(known)]
    noun, where = noun or column.replace("_", " "), where or "its table"
    for code in unknown.unique():
        what = f"the {noun} {_shown(code)} is not in {where}"
        mend = _meant(code, known) or f"Add it to {where.rsplit(' ', 1)[-1]}."
        yield from told(file, column, unknown.index[unknown == code], what, mend)


def faults_of_observations(observations: pd.DataFrame, file: str) -> Iterator[Fault]:
    """Find rows that say two things at once.

    Parameters
    ----------
    observations
        The observations table; the index is the row's number.
    file
        The file's name.
    """
    counted, given = observations["numerator"].notna(), observations["value"].notna()
    suppressed = observations["suppressed"]
    rows = observations.index
    yield from told(
        file,
        "value",
        rows[counted & given],
        "the row has a numerator and a value",
        "Keep the numerator, or the value.",
    )
    yield from told(
        file,
        "numerator",
        rows[suppressed & (counted | given)],
        "the row is suppressed and holds a number all the same",
        "Take the number out, or write false under 'suppressed'.",
    )


def faults_of_periods(
    observations: pd.DataFrame, file: str, first_day: int, day_name: str
) -> Iterator[Fault]:
    """Find periods that are neither months nor weeks, and months among weeks.

    Parameters
    ----------
    observations
        The observations table; the index is the row's number.
    file
        The file's name.
    first_day
        The day a week starts, 0 for Monday.
    day_name
        Its name.
    """
    start = observations["period_start"]
    month, week = start.dt.day == 1, start.dt.day_of_week == first_day
    mend = f"Give the first day of the month, or the {day_name} of a week."
    odd = start.notna() & ~month & ~week
    yield from told(
        file, "period_start", observations.index[odd], "the period starts neither a month nor a week", mend
    )
    weekly = (week & ~month).groupby([observations["measure"], observations["unit"]]).transform("any")
    mixed = weekly & month & ~week
    yield from told(
        file,
        "period_start",
        observations.index[mixed],
        "a month stands among the weeks of this measure and unit",
        "Count by the month or by the week.",
    )


def faults_of_cycles(cycles: pd.DataFrame, file: str) -> Iterator[Fault]:
    """Find tests of change that end before they start, and texts of them that no page could show.

    Parameters
    ----------
    cycles
        The pdsa_cycles table; the index is the row's number.
    file
        The file's name.
    """
    rows = cycles.index[cycles["end"] < cycles["start"]]
    yield from told(file, "end", rows, "the test ends before it starts", "Correct one of the two dates.")
    for column, kind in TEXTS.items():
        wrong: dict[tuple[str, str], list[int]] = {}
        for row, value in cycles[column].items():
            try:
                kind.validate_python(value or "-")
            except ValidationError as error:
                said = error.errors()[0]["ctx"]
                wrong.setdefault((said["what"], said["mend"]), []).append(int(str(row)))
        for (what, mend), at in wrong.items():
            yield from told(file, column, at, what, mend)


def _goes_round(unit: str, parents: dict[str, str]) -> bool:
    at, steps = parents.get(unit, ""), 0
    while at and at != unit and steps <= len(parents):
        at, steps = parents.get(at, ""), steps + 1
    return at == unit


def _shown(code: str) -> str:
    return f"'{code}'" if is_plain(code) else "written here"


def _meant(code: str, known: set[str]) -> str:
    near = nearest(code, sorted(known))
    return f"Is '{near}' meant?" if near else ""
