"""From findings to a table: one row each, its fields the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import pandas as pd

__all__ = ["table_of"]


def table_of(kind: type[Any], rows: Sequence[Any]) -> pd.DataFrame:
    """Make a table of some findings.

    Parameters
    ----------
    kind
        Their dataclass: its fields are the columns, also where there is no row.
    rows
        The findings.

    Examples
    --------
    >>> from qmf.planning.evidence import Evidence
    >>> table_of(Evidence, []).columns.tolist()
    ['topic', 'title', 'source', 'weight', 'says']
    """
    if rows:
        return pd.DataFrame({each.name: [getattr(row, each.name) for row in rows] for each in fields(kind)})
    empty = {each.name: pd.Series([], dtype=_EMPTY.get(str(each.type), "object")) for each in fields(kind)}
    return pd.DataFrame(empty)


_EMPTY = {"bool": "bool", "int": "int64", "float": "float64", "str": "str", "Reading": "str"}
