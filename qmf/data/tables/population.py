"""Who lives here and who is seen, by group."""

from __future__ import annotations

from qmf.data.schemas import SOURCE, Column, Table

TABLE = Table(
    "population",
    "One group of the people who live here, and how many of them a kind of service saw in a year.",
    key=("period_start", "service", "characteristic", "group"),
    same="the same group of a service and year",
    needed=False,
    part_of=(("seen", "residents"),),
    columns=(
        Column("period_start", "date", "The first day of the year that is counted.", filled=True),
        Column("service", "code", "The kind of service, as in units.", filled=True, names="services"),
        Column(
            "characteristic",
            "choice",
            "What the people are grouped by.",
            filled=True,
            allowed=("age", "sex", "ethnicity", "deprivation", "disability", "borough"),
        ),
        Column("group", "text", "The group, as people call it: '65 and over', or a borough.", filled=True),
        Column("residents", "count", "How many people of the group live here.", filled=True, unit="people"),
        Column(
            "seen",
            "count",
            "How many of them the service saw in the year, each person once; empty where it is withheld.",
            unit="people",
        ),
        SOURCE,
    ),
)
