"""Risks and opportunities that teams have named."""

from __future__ import annotations

from qmf.data.schemas import SOURCE, Column, Table

TABLE = Table(
    "risks",
    "One risk, or one opportunity, that a team has named.",
    key=("risk",),
    same="the same risk",
    needed=False,
    in_order=(("named", "closed"),),
    columns=(
        Column("risk", "code", "Its short name.", filled=True),
        Column("kind", "choice", "What it is.", filled=True, allowed=("risk", "opportunity")),
        Column("unit", "code", "Who named it: a unit of units.", filled=True, names="units"),
        Column("title", "text", "What may happen, in a sentence.", filled=True),
        Column("named", "date", "The day it was named.", filled=True),
        Column("likelihood", "count", "How likely, from 1 (rare) to 5 (almost certain).", most=5),
        Column("consequence", "count", "How bad, or how good, from 1 (negligible) to 5.", most=5),
        Column("measure", "code", "The measure that would show it; empty where none does.", names="measures"),
        Column("theme", "code", "What it is about, like medicines."),
        Column("closed", "date", "The day it was closed; empty while it is open."),
        SOURCE,
    ),
)
