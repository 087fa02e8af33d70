"""The garden of projects seen at once."""

from __future__ import annotations

import pandas as pd

from qmf.report.blocks.block import Section
from qmf.report.page import fragment
from qmf.report.planning.records import names_of, records
from qmf.report.wording import count
from qmf.year import Planning

__all__ = ["garden"]


def garden(plan: Planning) -> Section:
    """Show every project, and first what is ready to spread, unaligned, stalled or done twice.

    Parameters
    ----------
    plan
        The year's planning.
    """
    names = names_of(plan)
    table = plan.register
    apart = table["duplicates"].map(bool).astype(bool)
    tallies = [
        (count(len(table), "project"), "in all"),
        (str(int(table["aligned"].astype(bool).sum())), "serve the strategy"),
        (str(int(table["ready"].astype(bool).sum())), "ready to spread"),
        (str(int(table["stalled"].astype(bool).sum())), "stalled"),
        (str(int(apart.sum())), "work apart on the same measure"),
    ]
    first = (
        ~table["aligned"].astype(bool) | table["stalled"].astype(bool) | apart | table["ready"].astype(bool)
    )
    groups = [
        ("Projects to talk about", _rows(table[first], names)),
        ("All others", _rows(table[~first], names)),
    ]
    return Section(fragment("planning/garden.html.j2", tallies=tallies, groups=groups))


def _rows(table: pd.DataFrame, names: dict[str, str]) -> list[tuple[list[str], object]]:
    return [([names[unit] for unit in row.units], row) for row in records(table)]
