"""The further tables that a place may hold: one small file each, which says all that is known of it.

A new table is a new file here with a ``TABLE`` in it. Reading, checking, the data dictionary and the seal follow.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from qmf.data.schemas import TABLES, Table

__all__ = ["FURTHER", "schema"]

FURTHER: dict[str, Table] = {
    each.name: import_module(f"{__name__}.{each.name}").TABLE
    for each in sorted(iter_modules(__path__), key=lambda each: each.name)
}
"""By name: the tables that a place may be without, and that are read when they are asked for."""


def schema(table: str) -> Table:
    """Give the description of a table.

    Parameters
    ----------
    table
        The name of any table of a place.

    Examples
    --------
    >>> [column.name for column in schema("standards").columns][:2]
    ['standard', 'title']
    """
    return TABLES[table] if table in TABLES else FURTHER[table]
