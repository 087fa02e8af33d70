"""How incidents are reported: what tells a fall in harm from a fall in reporting."""

from __future__ import annotations

from qmf.data.schemas import SOURCE, Column, Table

TABLE = Table(
    "reporting",
    "How one unit reported incidents of every kind in one month: harm falls in the figures when reporting falls, too.",
    key=("unit", "period_start"),
    same="the same month of a unit",
    needed=False,
    part_of=(("staff_confident", "staff_asked"),),
    columns=(
        Column("unit", "code", "Who reported: a unit of units.", filled=True, names="units"),
        Column("period_start", "date", "The first day of the month.", filled=True),
        Column(
            "with_harm", "count", "Reports of incidents that harmed somebody.", filled=True, unit="reports"
        ),
        Column(
            "without_harm", "count", "Reports of incidents that harmed nobody.", filled=True, unit="reports"
        ),
        Column("days_to_report", "number", "Mean days from an incident to its report.", unit="days"),
        Column(
            "staff_asked",
            "count",
            "Staff who answered the survey's question on raising concerns, in the month of the survey.",
            needed=False,
            unit="people",
        ),
        Column(
            "staff_confident",
            "count",
            "How many of them feel safe to raise a concern.",
            needed=False,
            unit="people",
        ),
        SOURCE,
    ),
)
