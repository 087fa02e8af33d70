"""From text to values: every cell of a table checked against its column, every fault found before any is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from qmf.data.schemas import Column, Table
from qmf.errors import Fault
from qmf.framework import one_of

__all__ = ["is_plain", "told", "typed"]

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY_FIRST = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*([_.:-][A-Za-z0-9]+)*")
_MANY_DIGITS = re.compile(r"\d{6}")
_SUPPRESSED = "If it is suppressed, leave it empty and write true under 'suppressed'."
_ISO_WAY = "Write it the ISO way, year-month-day: 3 April 2026 is 2026-04-03."
_FLAGS = {"true": True, "false": False, "": False}
_TOLD = 20


def is_plain(code: str) -> bool:
    """Say whether a code looks like one, not like a person's name, date or number: safe to repeat in a message.

    Parameters
    ----------
    code
        A unit, a measure or a kind, as it stands in a table.

    Examples
    --------
    >>> is_plain("heron"), is_plain("Mrs Jones, bed 4"), is_plain("1952-02-03"), is_plain("nhs9434765919")
    (True, False, False, False)
    """
    return len(code) <= 60 and _PLAIN.fullmatch(code) is not None and not _MANY_DIGITS.search(code)


def told(file: str, column: str, rows: pd.Index | list[int], what: str, mend: str = "") -> Iterator[Fault]:
    """Tell one kind of fault of one column, a fault a row; the tail of a long list is counted.

    Parameters
    ----------
    file
        The file's name.
    column
        The column's name; empty where the row as a whole is meant.
    rows
        The rows that have the fault, as a spreadsheet numbers them.
    what, mend
        What is wrong, and how to put it right.

    Examples
    --------
    >>> [str(fault) for fault in told("events.csv", "date", [2], "the date is empty", "Write it.")]
    ['events.csv, row 2, date: the date is empty. Write it.']
    """
    last = f", {column}" if column else ""
    for row in rows[:_TOLD]:
        yield Fault(what, f"{file}, row {row}{last}", mend)
    if len(rows) > _TOLD:
        yield Fault(f"{len(rows) - _TOLD:,} more rows have this fault: {what}", f"{file}{last}", mend)


def typed(text: pd.DataFrame, table: Table, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Turn a table of text into values.

    Parameters
    ----------
    text
        The table with every cell as text, the index the row's number.
    table
        What its columns are.
    file
        The file's name, for the faults.

    Returns
    -------
    pandas.DataFrame, list of Fault
        Dates as ``datetime64``, counts and numbers as float64, flags as bool, all else text; and what is wrong.
        A wrong cell is missing.
    """
    values: dict[str, pd.Series] = {}
    faults: list[Fault] = []
    for column in table.columns:
        cells = text[column.name]
        values[column.name], wrong = _READERS.get(column.kind, _any)(cells, column)
        if column.filled:
            wrong = {"the cell is empty||Every row needs one.": cells.index[cells == ""], **wrong}
        for message, rows in wrong.items():
            what, _, mend = message.partition("||")
            faults.extend(told(file, column.name, rows, what, mend))
    frame = pd.DataFrame(values, index=text.index)
    return frame, faults + _repeated(text, table, file)


_Read = tuple[pd.Series, dict[str, pd.Index]]


def _any(cells: pd.Series, column: Column) -> _Read:
    return cells, {}


def _number(cells: pd.Series, column: Column) -> _Read:
    plain = cells.str.fullmatch(_NUMBER.pattern)
    values = pd.to_numeric(cells.where(plain), errors="coerce").astype("float64")
    plain &= np.isfinite(values.fillna(np.inf))
    wrong = _by_kind(cells[~plain & (cells != "")], _no_number)
    if column.kind == "count":
        wrong["the count is below zero||Give 0 or more."] = cells.index[values < 0]
    return values.where(plain), wrong


def _no_number(cell: str) -> str:
    if set(cell) <= set("*#~-–."):
        return f"a mark stands where a number should||{_SUPPRESSED}"
    if re.fullmatch(r"[+-]?inf(inity)?", cell.casefold()) or _NUMBER.fullmatch(cell):
        return "the number is infinite||Give the count itself, or leave the cell empty if it is missing."
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", cell):
        return "the number has a comma in it||Write 1200, not 1,200."
    if re.fullmatch(r"[<>≤≥] ?\d+", cell):
        return f"a bound stands where a number should||{_SUPPRESSED}"
    if cell.endswith("%"):
        return "a percentage stands where a number should||Give the numerator and the denominator."
    return "a text stands where a number should||Give a number, or leave the cell empty if it is missing."


def _date(cells: pd.Series, column: Column) -> _Read:
    iso = cells.str.fullmatch(_ISO.pattern)
    values = pd.to_datetime(cells.where(iso), format="%Y-%m-%d", errors="coerce")
    return values, _by_kind(cells[values.isna() & (cells != "")], _no_date)


def _no_date(cell: str) -> str:
    if _ISO.fullmatch(cell):
        return "there is no such day in the calendar||Check the month and the day."
    if _DAY_FIRST.fullmatch(cell):
        return f"the date is day first, so that day and month could be taken for each other||{_ISO_WAY}"
    return f"this is no date||{_ISO_WAY}"


def _flag(cells: pd.Series, column: Column) -> _Read:
    low = cells.str.casefold()
    wrong = {"this is neither true nor false||Write true or false.": cells.index[~low.isin(list(_FLAGS))]}
    return low == "true", wrong


def _choice(cells: pd.Series, column: Column) -> _Read:
    right = cells.isin(["", *column.allowed])
    return cells, {
        f"this is none of the allowed values||Write {one_of(column.allowed)}.": cells.index[~right]
    }


_READERS: dict[str, Callable[[pd.Series, Column], _Read]] = {
    "count": _number,
    "number": _number,
    "date": _date,
    "flag": _flag,
    "choice": _choice,
}


def _by_kind(cells: pd.Series, kind: Callable[[str], str]) -> dict[str, pd.Index]:
    kinds = cells.map(kind)
    return {each: cells.index[kinds == each] for each in dict.fromkeys(kinds)}


def _repeated(text: pd.DataFrame, table: Table, file: str) -> list[Fault]:
    key = list(table.key)
    filled = text[(text[key] != "").all(axis=1)]
    again = filled[filled.duplicated(key)]
    if again.empty:
        return []
    first = filled.drop_duplicates(key).reset_index().set_index(key)["row"]
    faults = []
    for row, cells in again[key].head(_TOLD).iterrows():
        earlier = first.loc[tuple(cells) if len(key) > 1 else cells.iloc[0]]
        faults.append(
            Fault(
                f"{table.same} is there already, in row {earlier}",
                f"{file}, row {row}",
                "Keep one of the two rows.",
            )
        )
    if len(again) > _TOLD:
        faults.append(
            Fault(f"{len(again) - _TOLD:,} more rows repeat {table.same}", file, "Keep one of each.")
        )
    return faults
