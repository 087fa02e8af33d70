"""Columns of a frame as plain arrays: what cannot be read comes back as faults, never as a crash.

Faults give row numbers, never a cell's content: those of an index called "row" (a file's lines), else counted from 1.
"""

from __future__ import annotations

import datetime as dt
import decimal
import numbers
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from qmf.errors import Fault

from .options import LARGEST, as_float
from .segments import Bools, Floats, Ints

__all__ = ["Axis", "codes_of", "flags", "numbers_of", "read_axis", "rows_named", "rows_that"]

_ISO = r"\d{4}-\d{2}(?:-\d{2}(?:[ T]\d{2}:\d{2}.*)?)?"


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """The x of each row, and a number that sorts it.

    Attributes
    ----------
    x : Series
        Dates as datetime64, or numbers; as it goes into the tables.
    key : ndarray of int64 or float64, shape (rows,)
        Sorts as x does; meaningless where x is missing.
    known : ndarray of bool, shape (rows,)
        Where x is there.
    time : bool
        Whether x is a date.
    """

    x: pd.Series
    key: npt.NDArray[np.generic]
    known: Bools
    time: bool


def rows_named(bad: Bools, data: pd.DataFrame) -> str:
    """Name rows for a message: "row 3", "rows 3, 5 and 12 more"."""
    filed = data.index.name == "row" and pd.api.types.is_integer_dtype(data.index.dtype)
    at = data.index[bad].tolist() if filed else (np.flatnonzero(bad) + 1).tolist()
    if len(at) == 1:
        return f"row {at[0]}"
    if len(at) <= 3:
        return f"rows {', '.join(map(str, at[:-1]))} and {at[-1]}"
    return f"rows {at[0]}, {at[1]} and {len(at) - 2} more"


def rows_that(bad: Bools, data: pd.DataFrame, one: str, many: str) -> str:
    """Name rows with what they do: "row 3 holds no number", "rows 3 and 5 hold no number"."""
    return f"{rows_named(bad, data)} {one if bad.sum() == 1 else many}"


def numbers_of(data: pd.DataFrame, role: str, name: Hashable) -> tuple[Floats, list[Fault]]:
    """Read a column of numbers; missing is NaN."""
    column = data[name]
    where = f"{role} ({name!r})"
    kind = column.dtype
    nothing = np.full(len(column), np.nan)
    if (
        isinstance(kind, pd.CategoricalDtype)
        or pd.api.types.is_object_dtype(kind)
        or pd.api.types.is_string_dtype(kind)
    ):
        values = column.astype(object)
        missing = values.isna().to_numpy()
        text = (
            np.array([not isinstance(v, (numbers.Real, decimal.Decimal)) for v in values], np.bool_)
            & ~missing
        )
        if text.any():
            return nothing, [
                Fault(
                    rows_that(text, data, "holds no number", "hold no number"),
                    where,
                    "Give numbers; leave missing ones empty.",
                )
            ]
        out = np.array(
            [np.nan if gone else as_float(v) for v, gone in zip(values, missing, strict=True)], np.float64
        )
    elif pd.api.types.is_bool_dtype(kind) or (
        pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_complex_dtype(kind)
    ):
        out = column.to_numpy(np.float64, na_value=np.nan)
    else:
        return nothing, [Fault(f"it holds {kind}, not numbers", where, "Give numbers.")]
    endless = np.isinf(out)
    if endless.any():
        return nothing, [
            Fault(f"{rows_named(endless, data)}: infinite", where, "Leave what cannot be computed empty.")
        ]
    huge = np.abs(out) > LARGEST
    if huge.any():
        return nothing, [
            Fault(f"{rows_named(huge, data)}: beyond {LARGEST:g}", where, "Give the value in larger units.")
        ]
    return out, []


def flags(data: pd.DataFrame, role: str, name: Hashable) -> tuple[Bools, list[Fault]]:
    """Read a column of True and False; missing is False."""
    column = data[name]
    values = column.astype(object)
    missing = values.isna().to_numpy()
    fits = np.array([isinstance(v, (bool, np.bool_)) or (_real(v) and v in (0, 1)) for v in values], np.bool_)
    wrong = ~fits & ~missing
    if wrong.any():
        return np.zeros(len(column), np.bool_), [
            Fault(
                f"{rows_named(wrong, data)}: neither True nor False",
                f"{role} ({name!r})",
                "Give a boolean column.",
            )
        ]
    return np.array(
        [bool(v) if not gone else False for v, gone in zip(values, missing, strict=True)], np.bool_
    ), []


def _real(value: object) -> bool:
    return isinstance(value, numbers.Real)


def codes_of(data: pd.DataFrame, role: str, name: Hashable) -> tuple[Ints, pd.Index, list[Fault]]:
    """Give the distinct values of a column numbers, in sorted order; -1 is missing."""
    column = data[name]
    if column.dtype == object and any(pd.api.types.is_list_like(value) for value in column):
        mend = "Give text, numbers or dates."
        fault = Fault("it holds values that cannot name a group", f"{role} ({name!r})", mend)
        return np.zeros(len(column), np.int64), pd.Index([]), [fault]
    try:
        codes, found = pd.factorize(column, sort=True)
    except (TypeError, ValueError):
        codes, found = pd.factorize(column)  # values that do not compare keep the order they come in
    return codes.astype(np.int64), pd.Index(found), []


def read_axis(data: pd.DataFrame, name: Hashable) -> tuple[Axis, list[Fault]]:
    """Read x: dates (also as ISO text or periods) or numbers."""
    column = data[name].reset_index(drop=True)
    where = f"x ({name!r})"
    kind = column.dtype
    nothing = Axis(column, np.zeros(len(column)), np.zeros(len(column), np.bool_), False)
    if isinstance(kind, pd.CategoricalDtype):
        column = column.astype(kind.categories.dtype)
        kind = column.dtype
    if isinstance(kind, pd.PeriodDtype):
        column = column.dt.to_timestamp()
    elif pd.api.types.is_object_dtype(kind) or pd.api.types.is_string_dtype(kind):
        column, faults = _dates(column, where, data)
        if faults:
            return nothing, faults
    kind = column.dtype
    known = column.notna().to_numpy()
    if pd.api.types.is_datetime64_any_dtype(kind):
        return Axis(column, column.astype("int64").to_numpy(), known, True), []
    if pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind) and kind.kind != "c":
        if kind.kind in "iu" and isinstance(kind, np.dtype):
            return Axis(column, column.to_numpy(), known, False), []
        key = column.to_numpy(np.float64, na_value=np.nan)
        endless = np.isinf(key)
        if endless.any():
            return nothing, [
                Fault(f"{rows_named(endless, data)}: infinite", where, "Give dates or finite numbers.")
            ]
        return Axis(column, key, known, False), []
    return nothing, [
        Fault(f"it holds {kind}, which has no place on a time axis", where, "Give dates or numbers.")
    ]


def _as_numbers(values: pd.Series, missing: Bools) -> pd.Series:
    """Numbers of any class as whole numbers where they are, else as doubles."""
    if not missing.any() and all(isinstance(v, numbers.Integral) and abs(int(v)) < 1 << 62 for v in values):
        return values.astype(np.int64)
    plain = [np.nan if gone else as_float(v) for v, gone in zip(values, missing, strict=True)]
    return pd.Series(plain, index=values.index, dtype=np.float64)


def _dates(column: pd.Series, where: str, data: pd.DataFrame) -> tuple[pd.Series, list[Fault]]:
    """Dates from ISO text or date objects, and numbers from a column of mixed ones."""
    values = column.astype(object)
    missing = values.isna().to_numpy()
    number = np.array([_real(v) and not isinstance(v, bool) for v in values], np.bool_)
    if not missing.all() and (number | missing).all():
        return _as_numbers(values, missing), []
    date = np.array([isinstance(v, (dt.date, np.datetime64, pd.Period)) for v in values], np.bool_)
    text = np.array([isinstance(v, str) for v in values], np.bool_)
    fits = date.copy()
    fits[text] = values[text].str.fullmatch(_ISO).to_numpy(np.bool_) if text.any() else False
    if (fits | missing).all():
        plain = values.map(lambda v: v.start_time if isinstance(v, pd.Period) else v)
        try:
            read = pd.to_datetime(plain, errors="coerce", format="ISO8601" if text.any() else None)
        except (ValueError, TypeError):
            read = pd.Series(pd.NaT, index=values.index)
        fits = read.notna().to_numpy()
        if pd.api.types.is_datetime64_any_dtype(read.dtype) and (fits | missing).all():
            return read, []
    wrong = ~(fits if fits.any() else number) & ~missing  # a column of numbers is wrong where one is none
    mend = "Give dates (pd.to_datetime(..., dayfirst=True) reads British ones), ISO text (2026-03-01), or numbers."
    return column, [Fault(f"{rows_named(wrong, data)}: neither date nor number", where, mend)]
