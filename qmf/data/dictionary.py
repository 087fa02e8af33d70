"""The data dictionary: every table and column, written from the same descriptions that the reader checks against."""

from __future__ import annotations

from qmf.data.schemas import TABLES, Column, Table
from qmf.data.tables import FURTHER

__all__ = ["dictionary"]

_TYPES = {
    "code": "short name",
    "codes": "short names, with semicolons between",
    "text": "text",
    "date": "date, year-month-day",
    "count": "number, 0 or more",
    "number": "number",
    "flag": "true or false",
    "choice": "one of a list",
}

_HEAD = """# Data dictionary

Written by `python -m qmf.data.sample` from the descriptions that `qmf check` reads tables by (`qmf/data/schemas.py`,
`qmf/data/tables/`).

A place is a folder of tables and a `place.yaml`. Each table is one file, CSV (UTF-8; a byte-order mark and
Windows-1252 are read too) or Parquet, not both. Dates are ISO 8601. Columns that are not named here are left alone.
A period that was not reported is a row that is not there, or a row with empty cells; it is never a zero. Weeks are
summed to months where a chart is monthly: a week counts in the month in which it ends, and a month is missing where
one of its weeks is; a unit's first month counts from its first week on.

## place.yaml

| name | type | meaning |
|---|---|---|
| `name` | text, needed | The organisation's name. |
| `synthetic` | true or false, needed | true where the data are invented. |
| `notice` | text, needed | The sentence that every page shows. |
| `source` | text | Where the data come from. |
| `licence` | text | Under what terms they may be used. |
| `rounding` | whole number | What every count was rounded to by its publisher, like 5 (below). |
| `weeks_start` | day of the week | The day weeks start; monday where it is not given. |

Where counts are rounded, a numerator can be published above its denominator though it is part of it. Up to the
rounding it is kept as published, neither cut nor corrected, and the measure's data quality says so; beyond it, it is
refused.
"""


def dictionary() -> str:
    """Write the data dictionary.

    Returns
    -------
    str
        It, as Markdown.

    Examples
    --------
    >>> "| `period_start` | date, year-month-day |" in dictionary()
    True
    """
    return "\n".join([_HEAD, *(_table(table) for table in (*TABLES.values(), *FURTHER.values()))])


def _table(table: Table) -> str:
    needed = "Every place has it." if table.needed else "A place may be without it."
    rules = [f"No two rows may have the same {', '.join(table.key)}."]
    rules += [f"`{then}` is not before `{first}`." for first, then in table.in_order]
    rules += [f"`{part}` is part of `{whole}`." for part, whole in table.part_of]
    head = f"## {table.name}\n\n{table.meaning} {needed} {' '.join(rules)}\n"
    return "\n".join(
        [
            head,
            "| column | type | must be | meaning | unit | allowed |",
            "|---|---|---|---|---|---|",
            *(_row(column) for column in table.columns),
            "",
        ]
    )


def _row(column: Column) -> str:
    must = "filled" if column.filled else "there" if column.needed else "–"
    allowed = ", ".join(f"`{each}`" for each in column.allowed)
    if column.names:
        allowed = f"of {column.names}"
    if column.most is not None:
        allowed = f"up to {column.most:g}"
    return (
        f"| `{column.name}` | {_TYPES[column.kind]} | {must} | {column.meaning} | {column.unit} | {allowed} |"
    )
