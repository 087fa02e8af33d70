"""Learning responses to incidents: what was investigated, what was learnt, what was done."""

from __future__ import annotations

from qmf.data.schemas import SOURCE, Column, Table

TABLE = Table(
    "learning",
    "One learning response: to an incident, or to several that are alike.",
    key=("response",),
    same="the same response",
    needed=False,
    columns=(
        Column("response", "code", "The response's short name.", filled=True),
        Column("date", "date", "The day it was agreed.", filled=True),
        Column(
            "kind",
            "choice",
            "What kind of response it was.",
            filled=True,
            allowed=(
                "patient safety incident investigation",
                "after action review",
                "thematic review",
                "mortality review",
            ),
        ),
        Column("unit", "code", "Where: a unit of units.", filled=True, names="units"),
        Column("theme", "code", "What it is about, like feeling-safe.", filled=True),
        Column("investigated", "text", "What was looked into, without anything that tells who.", filled=True),
        Column("learnt", "text", "What was learnt."),
        Column("done", "text", "What was done; empty where nothing has been yet."),
        SOURCE,
    ),
)
