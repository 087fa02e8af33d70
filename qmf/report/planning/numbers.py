"""The numbers behind the page of planning, as CSV files."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from qmf.report.planning.records import records
from qmf.report.tables import table_csv
from qmf.year import Planning

__all__ = ["NAMES", "links", "numbers"]

NAMES = {
    "candidates": "Candidates",
    "evidence": "Their evidence",
    "needs": "Needs of the population",
    "reporting": "Reporting of incidents",
    "risks": "Risks and opportunities",
    "projects": "Projects",
    "thread": "The golden thread",
    "load": "What each team carries",
    "choice": "The choice",
    "voices": "Who was asked",
}
"""What each file holds, by its name without ending."""


def numbers(plan: Planning) -> dict[str, str]:
    """Give every table of the year's planning as CSV, by its name; one that is empty is left out.

    Parameters
    ----------
    plan
        The year's planning.
    """
    evidence = [
        {"candidate": row.candidate, "source": each.source, "weight": each.weight, "says": each.says}
        for row in records(plan.candidates)
        for each in row.evidence
    ]
    tables = {
        "candidates": plan.candidates.drop(columns="evidence"),
        "evidence": pd.DataFrame(evidence),
        "needs": plan.needs,
        "reporting": plan.reported,
        "risks": plan.risks.drop(columns="source"),
        "projects": plan.register,
        "thread": plan.thread,
        "load": plan.load,
    }
    if plan.choice is not None:
        tables |= {"choice": _spread(plan.choice.ranking), "voices": plan.choice.voices}
    return {name: _csv(table) for name, table in tables.items() if len(table)}


def _spread(ranking: pd.DataFrame) -> pd.DataFrame:
    """Give each mark, part and share of votes a column of its own."""
    wide = [
        pd.DataFrame([*ranking[column]]).add_prefix(f"{said}: ")
        for column, said in (("marks", "mark"), ("parts", "adds"), ("votes", "votes"))
    ]
    return pd.concat([ranking.drop(columns=["marks", "parts", "votes"]), *wide], axis=1)


def _csv(table: pd.DataFrame) -> str:
    return table_csv(
        table.map(lambda cell: "; ".join(map(str, cell)) if isinstance(cell, (tuple, list)) else cell)
    )


def links(made: Mapping[str, str]) -> list[tuple[str, str]]:
    """Give the address and the words of a link to each file."""
    return [(f"data/{name}.csv", NAMES[name]) for name in made]
