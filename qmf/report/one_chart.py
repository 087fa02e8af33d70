"""``qmf chart``: one file of numbers in, one chart out, for people who do not write Python."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup

from qmf import charts
from qmf.charts import Drawing
from qmf.errors import ChartError, DataError, Fault
from qmf.report.page import fragment, stylesheet
from qmf.report.policy import policy
from qmf.report.tables import points_csv
from qmf.spc import ControlChart, Label, control_chart
from qmf.spc.words import subtitle_of

__all__ = ["FORMATS", "MOST", "draw_file", "read_file"]

FORMATS = ("html", "svg", "csv")
MOST = 100  # charts that one page can hold and a person can read
_BRITISH = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?([eE][+-]?\d+)?\s*%?")
_YES, _NO = {"true", "yes", "y", "1"}, {"false", "no", "n", "0", ""}

WHOLE = "figure svg{max-width:100%;height:auto}"
"""What this page adds to the kit's style: a picture that is never wider than its window."""


def draw_file(
    file: Path,
    out: Path,
    *,
    x: str,
    y: str,
    n: str | None = None,
    by: Sequence[str] = (),
    target: Sequence[str] = (),
    phases: Sequence[str] = (),
    exclude: str | None = None,
    title: str | None = None,
    unit: str | None = None,
    **options: Any,
) -> ControlChart:
    """Draw the charts of a CSV file.

    Parameters
    ----------
    file
        A CSV file with a header, in UTF-8 or Windows-1252.
    out
        What to write: a page (.html), one picture (.svg) or the numbers (.csv). A file of that name is replaced.
    x, y, n, by, exclude
        Names of columns, as for :func:`qmf.spc.control_chart`. Dates are ISO (2026-04-30) or British (30/04/2026).
    target
        A number, or the name of a column; or several of these, each with its name: ``local=5``, ``national=column``.
    phases
        Dates or numbers at which a new phase starts, or the name of one column that labels them.
    title
        What the measure is called; the name of its column where None.
    unit
        Its unit in words.
    **options
        The other arguments of :func:`qmf.spc.control_chart`.

    Returns
    -------
    ControlChart
        What was drawn.

    Raises
    ------
    DataError
        Where the file cannot be read, or `out` cannot be written.
    ChartError
        Where the columns or options do not fit: every fault at once.
    """
    form = out.suffix.lstrip(".").lower()
    if form not in FORMATS:
        mend = "Give a name that ends in .html, .svg or .csv."
        raise DataError(Fault(f"no chart can be written as '{out.suffix}'", "--out", mend))
    if out.resolve() == file.resolve():
        raise DataError(Fault("it is the file that is read", "--out", "Give another name."))
    table = read_file(file)
    labels = phases[0] if len(phases) == 1 and phases[0] in table.columns else None
    goals = _goals(table, target)
    data = _typed(table, x=x, numbers=(y, n, *goals.values()), flag=exclude)
    starts: Any = labels or ([_start(data, x, each) for each in phases] if phases else None)
    aims = {name: given if given in data.columns else _number(given) for name, given in goals.items()}
    goal: Any = aims.get("", aims or None)
    chart = control_chart(
        data, x=x, y=y, n=n, by=list(by) or None, target=goal, phases=starts, exclude=exclude, **options
    )
    if form == "csv":
        _write(out, points_csv(chart))
        return chart
    many = len(chart.series)
    if not many:
        raise ChartError(
            Fault("there is nothing to draw", file.name, "Give a file with rows that have an x.")
        )
    if form == "svg" and many > 1:
        raise ChartError(
            Fault(f"one picture shows one series and there are {many}", "--out", "Give a name in .html.")
        )
    if many > MOST:
        mend = "Write their numbers (.csv), or keep fewer rows."
        raise ChartError(Fault(f"there are {many} series, more than a page of {MOST}", "--by", mend))
    drawings = [_drawing(chart.one(key), title, unit, file.name) for key in chart.series]
    if form == "svg":
        _write(out, charts.svg(drawings[0], shape="alone", uid="chart"))
    else:
        _write(out, _page(drawings, title or y))
    return chart


def read_file(file: Path) -> pd.DataFrame:
    """Read a CSV file, every cell as text, blanks at the ends taken off; rows without any are left out.

    Rows are numbered as in the file, the header on line 1, so that a fault names the line on which a person finds it.

    Raises
    ------
    DataError
        Where there is no such file, or it is no table.
    """
    if file.suffix.lower() in (".xls", ".xlsx", ".xlsm", ".ods"):
        raise DataError(Fault("this is a workbook", file.name, "Save the sheet as CSV, and give that."))
    try:
        raw = file.read_bytes()
    except OSError:
        raise DataError(
            Fault("there is no such file, or it cannot be read", file.name, "Check its name.")
        ) from None
    if b"\0" in raw:
        raise DataError(Fault("this is no text", file.name, "Save the table as CSV."))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    body = text.lstrip("\r\n")
    above = text[: len(text) - len(body)].replace("\r\n", "\n").replace("\r", "\n").count("\n")
    try:
        table = pd.read_csv(
            StringIO(body), dtype="str", keep_default_na=False, skipinitialspace=True, skip_blank_lines=False
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError):
        mend = "Save the sheet as CSV: a header, then one row a point."
        raise DataError(Fault("this is no table with a header", file.name, mend)) from None
    if not isinstance(table.index, pd.RangeIndex):
        mend = "Take the surplus commas out, or give each column a name."
        raise DataError(Fault("rows have more cells than the header has names", file.name, mend))
    table.columns = table.columns.str.strip()
    table.index = pd.RangeIndex(above + 2, above + 2 + len(table), name="row")
    stripped: pd.DataFrame = table.apply(lambda column: column.str.strip())
    return stripped[(stripped != "").any(axis=1)]


def _typed(table: pd.DataFrame, *, x: str, numbers: Sequence[str | None], flag: str | None) -> pd.DataFrame:
    """Turn the text of some columns into dates, numbers and yes or no; what is neither stays, and is refused later."""
    data = table.copy()
    for name in numbers:
        if name in table.columns and name != x:
            data[name] = _numbers(table[name])
    if x in table.columns:
        column = table[x]
        if column.str.fullmatch(_BRITISH).any():
            data[x] = _read_where(column, pd.to_datetime(column, format="%d/%m/%Y", errors="coerce"))
        else:
            data[x] = _numbers(column)
    if flag in table.columns:
        low = table[flag].str.lower()
        if low.isin(_YES | _NO).all():
            data[flag] = low.isin(_YES)
    return data


def _numbers(column: pd.Series) -> pd.Series:
    """Read numbers, also with commas for thousands or a per cent sign."""
    plain = column.where(column.str.fullmatch(_NUMBER)).str.replace(r"[,%\s]", "", regex=True)
    return _read_where(column, pd.to_numeric(plain, errors="coerce").astype(np.float64))


def _read_where(column: pd.Series, read: pd.Series) -> pd.Series:
    """Take what could be read; where a cell could not, it stays text, and is refused by its line later."""
    left = read.isna() & (column != "")
    return read.astype(object).where(~left, column) if left.any() else read


def _number(text: str) -> float | str:
    """Read a number from the command line; a word stays one, and is taken for a column's name."""
    try:
        return float(text.replace(",", "").removesuffix("%"))
    except ValueError:
        return text


def _goals(table: pd.DataFrame, target: Sequence[str]) -> dict[str, str]:
    """Part targets from their names; one by itself needs none."""
    found: dict[str, str] = {}
    for given in target:
        name, apart, what = ("", "", given) if given in table.columns else given.rpartition("=")
        if (len(target) > 1 and not apart) or name in found:
            mend = "Give each its name: --target local=5 --target national=6."
            raise ChartError(Fault("there are several targets without a name of their own", "--target", mend))
        found[name] = what
    return found


def _start(data: pd.DataFrame, x: str, text: str) -> object:
    """Read where a phase starts, in the way x is written."""
    if _BRITISH.fullmatch(text):
        day = pd.to_datetime(text, format="%d/%m/%Y", errors="coerce")
        return text if pd.isna(day) else day
    if x in data.columns and pd.api.types.is_numeric_dtype(data[x]):
        return _number(text)
    return text


def _drawing(chart: ControlChart, title: str | None, unit: str | None, source: str) -> Drawing:
    label = Label.of(chart)
    label = replace(label, name=title or label.name, unit=label.unit if unit is None else unit)
    return Drawing(
        chart,
        label,
        chart.words(label, "title"),
        subtitle_of(chart, label),
        chart.words(label, "board"),
        source=source,
    )


def _page(drawings: list[Drawing], title: str) -> str:
    """Put charts, their words and their numbers on one page that needs no other file."""
    style = stylesheet() + WHOLE
    shown = [
        (
            drawn,
            Markup(charts.svg(drawn, shape="alone", uid=f"c{number}")),  # noqa: S704 - our own drawing
            drawn.chart.points.drop(columns=list(drawn.chart.by)),
        )
        for number, drawn in enumerate(drawings, start=1)
    ]
    return fragment(
        "one_chart.html.j2",
        title=title,
        policy=policy(style),
        style=Markup(style),  # noqa: S704 - the kit's own
        shown=shown,
        cell=_cell,
    )


def _cell(value: object) -> str:
    """Write one cell of the table of numbers."""
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else ""
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _write(out: Path, text: str) -> None:
    """Write a file whole or not at all."""
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    except OSError:
        raise DataError(
            Fault("its folder is not there, or cannot be written to", "--out", "Make it first.")
        ) from None
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as sink:
        sink.write(text)
    Path(name).chmod(0o644)
    Path(name).replace(out)
