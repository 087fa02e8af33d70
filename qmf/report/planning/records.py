"""Rows as templates read them, and the names of units."""

from __future__ import annotations

from typing import Any

import pandas as pd

from qmf.year import Planning

__all__ = ["names_of", "records", "services_of"]


def records(table: pd.DataFrame) -> list[Any]:
    """Give the rows of a table, each with its columns as attributes.

    Examples
    --------
    >>> records(pd.DataFrame({"unit": ["heron"]}))[0].unit
    'heron'
    """
    return list(table.itertuples())


def names_of(plan: Planning) -> dict[str, str]:
    """Give what people call each unit."""
    units = plan.place.units
    return dict(zip(map(str, units["unit"]), map(str, units["name"]), strict=True))


def services_of(plan: Planning) -> dict[str, str]:
    """Give what people call each kind of service: the name of the unit above its wards or teams."""
    names, units = names_of(plan), plan.place.units
    return {row.service: names.get(row.parent, row.service) for row in records(units[units["service"] != ""])}
