"""The standards that care is checked against."""

from __future__ import annotations

from qmf.data.schemas import SOURCE, Column, Table

TABLE = Table(
    "standards",
    "One standard that care is checked against.",
    key=("standard",),
    same="the same standard",
    needed=False,
    columns=(
        Column("standard", "code", "The standard's short name.", filled=True),
        Column("title", "text", "What people call it.", filled=True),
        Column("belongs_to", "code", "The set it is one of, like fundamental-standards.", filled=True),
        SOURCE,
    ),
)
