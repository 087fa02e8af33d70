"""What independent reviews found, standard by standard."""

from __future__ import annotations

from qmf.data.schemas import SOURCE, Column, Table

TABLE = Table(
    "reviews",
    "What one review found about one standard at one unit.",
    key=("review", "unit", "standard"),
    same="the same standard of a review and unit",
    needed=False,
    in_order=(("date", "recheck_by"),),
    part_of=(("met", "checked"),),
    columns=(
        Column("review", "code", "The review's short name.", filled=True),
        Column(
            "kind",
            "choice",
            "What kind of review it was.",
            filled=True,
            allowed=(
                "peer review",
                "clinical audit",
                "inspection",
                "accreditation",
                "non-executive visit",
                "internal audit",
            ),
        ),
        Column("unit", "code", "Who was reviewed: a unit of units.", filled=True, names="units"),
        Column("date", "date", "The day of the review.", filled=True),
        Column("standard", "code", "What was looked at.", filled=True, names="standards"),
        Column(
            "rating",
            "choice",
            "What was found.",
            filled=True,
            allowed=("exceeded", "met", "partly met", "not met"),
        ),
        Column("checked", "count", "How many records or observations were checked; empty where none were."),
        Column("met", "count", "How many of them met the standard."),
        Column("recheck_by", "date", "The day by which to check again; empty where nobody need."),
        SOURCE,
    ),
)
