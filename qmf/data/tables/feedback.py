"""What people say: coded themes, counted. Never their words, which could tell who they are."""

from __future__ import annotations

from qmf.data.schemas import SOURCE, Column, Table

TABLE = Table(
    "feedback",
    "How many comments on one theme came to a unit in a month, by one channel and one kind of people.",
    key=("period_start", "unit", "channel", "voice", "theme", "tone"),
    same="the same theme of a month, unit, channel and kind of people",
    needed=False,
    columns=(
        Column("period_start", "date", "The first day of the month.", filled=True),
        Column("unit", "code", "Whom it is about: a unit of units.", filled=True, names="units"),
        Column(
            "channel",
            "choice",
            "How it came.",
            filled=True,
            allowed=(
                "text message",
                "survey",
                "care forum",
                "community meeting",
                "speak up",
                "complaint",
                "compliment",
            ),
        ),
        Column(
            "voice",
            "choice",
            "Who said it.",
            filled=True,
            allowed=("service user", "carer", "staff", "partner organisation"),
        ),
        Column("theme", "code", "What it is about, like feeling-safe.", filled=True),
        Column("tone", "choice", "How it was meant.", filled=True, allowed=("praise", "concern", "idea")),
        Column("comments", "count", "How many comments.", filled=True, unit="comments"),
        SOURCE,
    ),
)
