"""Reading a further table: by the same machinery as the first four, and held to what its columns name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from qmf.data.cells import told, typed
from qmf.data.checks import faults_of_names
from qmf.data.read import find_file, no_rows, read_text
from qmf.data.schemas import Table
from qmf.errors import DataError, Fault

__all__ = ["read_further"]

Known = Callable[[str], set[str] | None]
"""Gives the codes of ``units``, ``services``, ``measures`` or another table; None where that table is not there."""


def read_further(folder: Path, table: Table, known: Known) -> tuple[pd.DataFrame, dict[str, str]]:
    """Read and check a table that a place may be without.

    Parameters
    ----------
    folder
        The place's folder.
    table
        The table.
    known
        Gives the codes that a column may name.

    Returns
    -------
    pandas.DataFrame, dict
        The table, without rows where the file is not there, the index the row as a spreadsheet shows it; and the
        SHA-256 of the file by its name.

    Raises
    ------
    DataError
        The table does not hold what it should; all its faults at once.
    """
    file = find_file(folder, table)
    if file is None:
        empty, _ = typed(no_rows(table), table, "")
        return empty, {}
    frame, faults = typed(read_text(file, table), table, file.name)
    faults += [*_too_great(frame, table, file.name), *_between_cells(frame, table, file.name)]
    for column in table.columns:
        try:
            # a table that names its own rows is not read a second time to know them
            own = column.names == table.name
            codes = set(frame[table.key[0]]) if own else known(column.names) if column.names else None
        except DataError as error:
            faults += error.faults
            continue
        if codes is not None:
            faults += faults_of_names(frame, column.name, file.name, codes, *_NAMED.get(column.names, ()))
    if faults:
        raise DataError(faults)
    return frame, {file.name: hashlib.sha256(file.read_bytes()).hexdigest()}


_NAMED = {
    "services": ("kind of service", "the tree of units"),
    "units": ("unit", "the tree of units"),
    "measures": ("measure", "the observations or events"),
}


def _too_great(frame: pd.DataFrame, table: Table, file: str) -> Iterator[Fault]:
    for column in table.columns:
        if column.most is not None:
            rows = frame.index[frame[column.name] > column.most]
            yield from told(
                file, column.name, rows, f"the number is over {column.most:g}", "Correct the number."
            )


def _between_cells(frame: pd.DataFrame, table: Table, file: str) -> Iterator[Fault]:
    for first, then in table.in_order:
        rows = frame.index[frame[then] < frame[first]]
        yield from told(
            file, then, rows, f"the date is before the one under '{first}'", "Correct one of the two dates."
        )
    for part, whole in table.part_of:
        rows = frame.index[frame[part] > frame[whole]]
        what = f"the count is over the one under '{whole}', which it is part of"
        yield from told(file, part, rows, what, "Correct one of the two counts.")
