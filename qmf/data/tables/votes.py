"""How groups of people voted when priorities were chosen."""

from __future__ import annotations

from qmf.data.schemas import SOURCE, Column, Table

TABLE = Table(
    "votes",
    "The votes of one group of people for one candidate. Each person may vote for several.",
    key=("year", "group", "candidate"),
    same="the same candidate of a year and group",
    needed=False,
    part_of=(("voted", "asked"), ("votes", "voted")),
    columns=(
        Column("year", "text", "The financial year that is chosen for, like 2026-27.", filled=True),
        Column(
            "group",
            "choice",
            "Who voted.",
            filled=True,
            allowed=("staff", "service users", "carers", "governors", "board"),
        ),
        Column("candidate", "code", "What was voted for: the id of a topic.", filled=True),
        Column("votes", "count", "How many voted for it.", filled=True, unit="people"),
        Column("voted", "count", "How many of the group voted at all.", filled=True, unit="people"),
        Column("asked", "count", "How many of the group were asked.", filled=True, unit="people"),
        SOURCE,
    ),
)
