"""The actions of plans: what is to be done, by which role, by when, when it was done, and what shows that it worked."""

from __future__ import annotations

from qmf.data.schemas import SOURCE, Column, Table

TABLE = Table(
    "actions",
    "One action of a plan: of a priority, or following from a review, an incident or an assessment.",
    key=("action",),
    same="the same action",
    needed=False,
    columns=(
        Column("action", "code", "The action's short name.", filled=True),
        Column("title", "text", "What is to be done, in a sentence.", filled=True),
        Column("priority", "code", "The priority whose plan it is of; empty where it is none's."),
        Column(
            "follows",
            "code",
            "The review, response or assessment it follows from; empty where there is none.",
        ),
        Column("units", "codes", "Where, with semicolons between.", filled=True, names="units"),
        Column("owner", "text", "The role that does it, never a person's name."),
        Column("due", "date", "The day by which it is to be done."),
        Column("done", "date", "The day it was done; empty until then."),
        Column("evidence", "text", "What shows that it is done, and what it did."),
        Column("measure", "code", "The measure, or kind of event, that shows its effect.", names="measures"),
        SOURCE,
    ),
)
