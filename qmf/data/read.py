"""One table's file as text: CSV or Parquet, whatever its encoding, every cell as it was written.

Nothing is guessed here: a team called "NA" stays a team, and a column is text until its description makes it more.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from qmf.data.cells import told
from qmf.data.schemas import TABLES, Table
from qmf.errors import DataError, Fault
from qmf.framework import nearest

__all__ = ["find_file", "no_rows", "read_text"]


def find_file(folder: Path, table: Table) -> Path | None:
    """Find a table's file in a folder.

    Parameters
    ----------
    folder
        The place's folder.
    table
        The table to look for.

    Returns
    -------
    pathlib.Path or None
        Its one file, CSV or Parquet; None where a table that is not needed is absent.

    Raises
    ------
    DataError
        Both files are there, or a needed one is not.
    """
    found = [file for ending in ("csv", "parquet") if (file := folder / f"{table.name}.{ending}").is_file()]
    if len(found) > 1:
        raise DataError(
            Fault("the table is there twice, as CSV and as Parquet", found[0].name, "Keep one of the two.")
        )
    if found:
        return found[0]
    if not table.needed:
        return None
    there = {file.stem: file.name for file in sorted(folder.iterdir()) if file.stem not in TABLES}
    near = nearest(table.name, there)
    mend = (
        f"Is '{there[near]}' meant? Rename it."
        if near
        else f"Put {table.name}.csv or {table.name}.parquet there."
    )
    raise DataError(Fault("no such file", f"{table.name}.csv", mend))


def no_rows(table: Table) -> pd.DataFrame:
    """Give what is read of a table whose file is not there: its columns, and no row.

    Parameters
    ----------
    table
        The table.
    """
    index = pd.RangeIndex(0, name="row")
    return pd.DataFrame({column.name: pd.Series([], dtype="str", index=index) for column in table.columns})


def read_text(file: Path, table: Table) -> pd.DataFrame:
    """Read a table's file with every cell as text.

    Parameters
    ----------
    file
        A CSV file in UTF-8 (with or without a byte-order mark) or Windows-1252, or a Parquet file.
    table
        What it should hold.

    Returns
    -------
    pandas.DataFrame
        The table's own columns, all of them, text without blanks at the ends, empty where missing. The index is the row
        as a spreadsheet shows it: the header is row 1. Columns that the table does not know are left out; rows without
        anything too.

    Raises
    ------
    DataError
        The file is empty, damaged, or has not the columns; all faults at once.
    """
    frame = _read_parquet(file) if file.suffix == ".parquet" else _read_csv(file)
    frame.index = pd.RangeIndex(2, len(frame) + 2, name="row")
    faults = [*_columns_missing(file.name, [str(each) for each in frame.columns], table)]
    if faults:
        raise DataError(faults)
    names = [column.name for column in table.columns]
    frame = pd.DataFrame({name: _stripped(frame, name) for name in names}, index=frame.index)
    frame = frame[(frame != "").any(axis=1)]
    if frame.empty and table.needed:
        raise DataError(Fault("there is a header and no row under it", file.name, "Export the table again."))
    return frame


def _stripped(frame: pd.DataFrame, name: str) -> pd.Series:
    if name not in frame:
        return pd.Series("", index=frame.index, dtype="str")
    return frame[name].str.strip()


def _read_parquet(file: Path) -> pd.DataFrame:
    try:
        frame: pd.DataFrame = pd.read_parquet(file)
    except (OSError, ValueError) as error:
        raise DataError(
            Fault("this is no Parquet file, or a damaged one", file.name, "Export it again.")
        ) from error
    text: pd.DataFrame = frame.reset_index(drop=True).apply(_as_text)
    return text


def _as_text(column: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column):
        text = column.dt.strftime("%Y-%m-%d")
    elif pd.api.types.is_bool_dtype(column):
        text = column.map({True: "true", False: "false"})
    else:
        text = (
            column.astype(object)
            .where(column.notna(), None)
            .map(lambda cell: cell if cell is None else str(cell))
        )
    filled: pd.Series = text.astype("str").fillna("")
    return filled


def _read_csv(file: Path) -> pd.DataFrame:
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(_decoded(file), newline=""), strict=True))
    except csv.Error as error:
        where = f"{file.name}, row {len(rows) + 1}"
        raise DataError(
            Fault("a quotation mark is not closed", where, "Close it, or double it inside a text.")
        ) from error
    header = [name.strip() for name in rows.pop(0)]
    if any(times > 1 for name, times in Counter(header).items() if name):
        raise DataError(Fault("two columns have the same name", f"{file.name}, row 1", "Rename one of them."))
    width = len(header)
    longer = [row for row, cells in enumerate(rows, 2) if any(cells[width:])]
    if longer:
        mend = "Put text that holds commas in quotation marks."
        raise DataError(told(file.name, "", longer, "the row has more cells than the header", mend))
    cells = [(row + [""] * width)[:width] for row in rows]
    return pd.DataFrame(cells, columns=pd.Index(header, dtype="str"), dtype="str")


def _decoded(file: Path) -> str:
    content = file.read_bytes()
    if not content.strip():
        raise DataError(Fault("the file is empty", file.name, "Export the table again."))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DataError(Fault("the file is in UTF-16", file.name, "Save it as 'CSV UTF-8'."))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DataError(
        Fault("the file's encoding is neither UTF-8 nor Windows-1252", file.name, "Save it as 'CSV UTF-8'.")
    )


def _columns_missing(name: str, found: list[str], table: Table) -> list[Fault]:
    others = [column for column in found if column not in {known.name for known in table.columns}]
    faults = []
    for column in table.columns:
        # a column nobody needs is missed only where one is there under a name so like it that it must be meant
        near = (
            nearest(column.name, others)
            if column.needed
            else next(iter(get_close_matches(column.name, others, 1, 0.85)), None)
        )
        if column.name not in found and (column.needed or near):
            mend = f"Is '{near}' meant? Give it this name." if near else f"Add a column '{column.name}'."
            faults.append(Fault(f"the column '{column.name}' is missing", f"{name}, row 1", mend))
    return faults
