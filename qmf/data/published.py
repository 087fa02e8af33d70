"""A statistics file as NHS England's monthly data are passed on: long, a row a month, organisation and measure."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from qmf.data.cells import told
from qmf.errors import DataError, Fault, PlaceError
from qmf.framework import nearest, one_of

__all__ = ["read_published"]

_NEEDED = ("start_date", "org_code", "org_name", "measure_id", "measure_statistic", "value")
_SUPPRESSED = ("", "*")
_AGAIN = "Fetch the published monthly file, long form, again."


def read_published(file: Path, org: str, ids: Collection[str]) -> pd.DataFrame:
    """Read the counts of one organisation.

    Parameters
    ----------
    file
        The file: CSV, also with ``.gz``.
    org
        The organisation's code.
    ids
        The published measures that are needed.

    Returns
    -------
    pandas.DataFrame
        The file's rows of that organisation that hold a count, of every measure: ``value`` as a number, missing where
        the publisher suppressed it; the index is the row of the file.

    Raises
    ------
    PlaceError
        The file is not there.
    DataError
        It is not such a file, or has no row of the organisation; all faults at once.
    """
    rows = _rows(file)
    codes = sorted(set(rows["org_code"]))
    if org not in codes:
        near = nearest(org, codes)
        mend = f"Write {one_of(codes)}." if len(codes) <= 12 else f"Is '{near}' meant?" if near else ""
        raise DataError(Fault("no row is of this organisation", f"{file.name}, org_code", mend))
    rows = rows[(rows["org_code"] == org) & (rows["measure_statistic"] == "count")]
    month = pd.to_datetime(rows["start_date"], format="%Y-%m-%d", errors="coerce")
    hidden = rows["value"].isin(_SUPPRESSED)
    values = pd.to_numeric(rows["value"].mask(hidden), errors="coerce")
    wrong = rows.index[~hidden & ~((values >= 0) & (values % 1 == 0))]
    no_month = rows.index[month.isna() | (month.dt.day != 1)]
    again = rows.index[rows.duplicated(["measure_id", "start_date"])]
    faults = [
        *told(file.name, "start_date", no_month, "this is no first day of a month", _AGAIN),
        *told(file.name, "value", wrong, "this is no count of 0 or more", _AGAIN),
        *told(
            file.name,
            "measure_id",
            again,
            "the same month of a measure is there already",
            "Keep one of the two.",
        ),
        *(
            Fault(f"the measure {each} is not there", file.name, _AGAIN)
            for each in sorted(set(ids) - set(rows["measure_id"]))
        ),
    ]
    if faults:
        raise DataError(faults)
    return rows.assign(value=values)


def _rows(file: Path) -> pd.DataFrame:
    if not file.is_file():
        raise PlaceError(Fault("no such file", file.name, "Give the published monthly file, CSV or CSV.gz."))
    try:
        rows = pd.read_csv(file, dtype=str, keep_default_na=False)
    except (ValueError, OSError, EOFError) as error:
        raise DataError(Fault("this is no CSV file, or a damaged one", file.name, _AGAIN)) from error
    missing = [
        Fault(f"the column '{column}' is missing", f"{file.name}, row 1", _AGAIN)
        for column in _NEEDED
        if column not in rows
    ]
    if missing:
        raise DataError(missing)
    rows.index = pd.RangeIndex(2, len(rows) + 2, name="row")
    return rows
