"""The numbers behind every chart, as a CSV file each: the columns of ``chart.points``, dates ISO 8601."""

from __future__ import annotations

import pandas as pd

from qmf.spc import ControlChart

__all__ = ["points_csv", "table_csv"]

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def points_csv(chart: ControlChart, *, suppressed: pd.Series | None = None) -> str:
    """Give a chart's points as CSV text: UTF-8, a header, one row a point.

    Parameters
    ----------
    chart
        The chart.
    suppressed
        By x: whether a value is missing because it is too small to show; a last column then says so.

    Notes
    -----
    Text that a spreadsheet would take for a formula gets an apostrophe before it, in the header too; numbers are
    untouched. A carriage return becomes a line feed, which stands in quotes and so ends no row.

    Examples
    --------
    >>> from qmf.spc import control_chart
    >>> data = pd.DataFrame({"month": pd.date_range("2025-01-01", periods=3, freq="MS"), "falls": [4, 2, 3]})
    >>> print(points_csv(control_chart(data, x="month", y="falls")).splitlines()[1][:13])
    2025-01-01,4.
    """
    table = chart.points
    if suppressed is not None:
        table = table.assign(suppressed=suppressed.reindex(table["x"]).eq(True).to_numpy())
    return table_csv(table)


def table_csv(table: pd.DataFrame) -> str:
    """Give a table as CSV text, as :func:`points_csv` does with a chart's points.

    Parameters
    ----------
    table
        Its columns and rows; the index is left out.

    Examples
    --------
    >>> print(table_csv(pd.DataFrame({"title": ["=1+1"], "score": [-1]})))
    title,score
    '=1+1,-1
    <BLANKLINE>
    """
    table = table.copy()
    for column in table.columns:
        if isinstance(table[column].dtype, pd.StringDtype) or table[column].dtype == object:
            table[column] = table[column].map(_harmless, na_action="ignore")
    table.columns = [_harmless(name) for name in table.columns]
    return table.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n")


def _harmless(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if value.startswith(FORMULA) else text
