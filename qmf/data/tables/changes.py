"""The changes that are planned or made, of the kinds whose impact may have to be assessed."""

from __future__ import annotations

from qmf.data.schemas import SOURCE, Column, Table

TABLE = Table(
    "changes",
    "One change that is planned or made, whether or not its impact has been assessed.",
    key=("change",),
    same="the same change",
    needed=False,
    columns=(
        Column("change", "code", "The change's short name.", filled=True),
        Column("title", "text", "What changes, in a few words.", filled=True),
        Column(
            "kind",
            "choice",
            "What kind of change it is; the policy says which kinds need an assessment.",
            filled=True,
            allowed=(
                "cost-saving",
                "service-change",
                "new-service",
                "improvement-programme",
                "digital-change",
                "other",
            ),
        ),
        Column("units", "codes", "Where, with semicolons between.", filled=True, names="units"),
        Column("priority", "code", "The priority that it is part of; empty where it is none's."),
        Column("starts", "date", "The day it starts or started; empty where that is not decided."),
        Column("saving", "count", "What it saves in a year; empty where it saves nothing.", unit="pounds"),
        Column("owner", "text", "The role that answers for it, never a person's name.", filled=True),
        SOURCE,
    ),
)
