"""Every improvement project, audit, service evaluation and initiative, seen at once."""

from __future__ import annotations

from qmf.data.schemas import SOURCE, Column, Table

TABLE = Table(
    "projects",
    "One project: improvement, audit, evaluation, research or an initiative with other trusts.",
    key=("project",),
    same="the same project",
    needed=False,
    in_order=(("started", "last_data"),),
    columns=(
        Column("project", "code", "The project's short name.", filled=True),
        Column("title", "text", "What people call it.", filled=True),
        Column(
            "kind",
            "choice",
            "What kind of work it is.",
            filled=True,
            allowed=(
                "improvement project",
                "action plan",
                "clinical audit",
                "service evaluation",
                "research",
                "inter-trust initiative",
            ),
        ),
        Column("aim", "text", "What it is to achieve, in a sentence."),
        Column("units", "codes", "Where it runs.", filled=True, names="units"),
        Column("thread", "code", "The branch of the strategy that it serves; empty where nobody has said."),
        Column(
            "stage",
            "choice",
            "How far it is.",
            filled=True,
            allowed=("idea", "planning", "testing", "implementing", "holding", "spreading", "closed"),
        ),
        Column("started", "date", "The day it began."),
        Column("last_data", "date", "The day of its last data point; empty where there is none."),
        Column("measure", "code", "What it is to change.", names="measures"),
        Column("works_with", "codes", "Other projects that it works with.", names="projects"),
        Column("partners", "text", "Who takes part from elsewhere: roles and organisations, never names."),
        SOURCE,
    ),
)
