"""What the sample trust's reviews found, what people said, what was learnt, and which risks teams have named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from qmf.data.sample_rows import months, stream
from qmf.data.sample_trust import of_service

__all__ = ["LEARNING", "REVIEWS", "RISKS", "feedback"]

_Rows = tuple[tuple[str, ...], ...]

REVIEWS: _Rows = (
    ("R01", "peer review", "hazel", "2024-11-14", "duty-of-candour", "not met", "12", "7", "2025-05-31"),
    ("R02", "peer review", "hazel", "2025-09-18", "duty-of-candour", "not met", "12", "6", "2026-06-30"),
    ("R03", "peer review", "heron", "2025-06-12", "safety", "met", "20", "19", ""),
    ("R03", "peer review", "heron", "2025-06-12", "dignity-and-respect", "exceeded", "20", "20", ""),
    ("R04", "clinical audit", "curlew", "2025-04-24", "safety", "partly met", "40", "29", "2025-10-31"),
    ("R05", "clinical audit", "dunlin", "2025-04-25", "safety", "met", "40", "38", ""),
    ("R06", "inspection", "linnet", "2025-02-11", "safeguarding", "not met", "15", "9", "2025-08-31"),
    ("R07", "peer review", "linnet", "2025-08-20", "safeguarding", "met", "15", "14", ""),
    (
        "R08",
        "non-executive visit",
        "rowan",
        "2025-10-07",
        "food-and-drink",
        "not met",
        "10",
        "4",
        "2026-04-30",
    ),
    (
        "R09",
        "internal audit",
        "district-nursing-south",
        "2025-07-01",
        "staffing",
        "partly met",
        "",
        "",
        "2026-01-31",
    ),
    (
        "R10",
        "accreditation",
        "memory-clinic",
        "2025-11-05",
        "person-centred-care",
        "exceeded",
        "30",
        "30",
        "",
    ),
    ("R11", "peer review", "camhs-north", "2025-12-03", "consent", "met", "18", "17", ""),
)

LEARNING: _Rows = (
    (
        "L01",
        "2025-09-30",
        "patient safety incident investigation",
        "linnet",
        "feeling-safe",
        "Injuries during restraint at night",
        "Fewer staff who know the person are there at night",
        "",
    ),
    (
        "L02",
        "2025-05-15",
        "after action review",
        "heron",
        "feeling-safe",
        "An assault in the dining room",
        "The huddle had named the tension; nobody had time to act on it",
        "Two staff are free of other work at mealtimes",
    ),
    (
        "L03",
        "2025-11-20",
        "thematic review",
        "crisis-north",
        "medicines",
        "Medicines after a move between teams, nine cases",
        "No team sees blood test results in the week of the move",
        "",
    ),
    (
        "L04",
        "2024-10-10",
        "thematic review",
        "rowan",
        "falls",
        "Falls at night, six cases",
        "Four of six happened on the way to the toilet",
        "Night lights in every room",
    ),
)

RISKS: _Rows = (
    (
        "K01",
        "risk",
        "crisis-north",
        "Blood tests for people on clozapine are missed when they move between teams",
        "2025-06-02",
        "4",
        "5",
        "",
        "medicines",
        "",
    ),
    (
        "K02",
        "risk",
        "linnet",
        "People are hurt when restraint is used",
        "2025-08-11",
        "4",
        "4",
        "restraint",
        "feeling-safe",
        "",
    ),
    (
        "K03",
        "risk",
        "tt-west",
        "People give up while they wait",
        "2025-10-01",
        "3",
        "3",
        "tt_assessed_28_days",
        "waiting",
        "",
    ),
    (
        "K04",
        "opportunity",
        "tt-east",
        "Evening groups in community centres would reach people who do not come now",
        "2025-12-09",
        "3",
        "4",
        "",
        "access",
        "",
    ),
    (
        "K05",
        "risk",
        "hazel",
        "Staff do not report because nothing comes back",
        "2026-01-20",
        "3",
        "4",
        "",
        "reporting",
        "",
    ),
    (
        "K06",
        "risk",
        "rowan",
        "Worn flooring in the corridor",
        "2024-03-01",
        "3",
        "3",
        "fall_with_harm",
        "falls",
        "2025-02-28",
    ),
)
"""K01 is the risk that nobody watches: it has no measure."""

# theme: where it comes from; comments a unit and month; what multiplies them in the last year; channel, voice
_THEMES: dict[str, tuple[tuple[str, ...], float, float, str, str]] = {
    "feeling-safe": (("acute-inpatient",), 0.9, 1.0, "community meeting", "service user"),
    "waiting": (("talking-therapies",), 1.6, 1.9, "text message", "service user"),
    "food": (("older-people-inpatient",), 0.5, 1.0, "care forum", "carer"),
    "children-waiting": (("camhs",), 1.2, 1.0, "survey", "carer"),
    "breaks": (("district-nursing",), 0.6, 1.0, "survey", "staff"),
    "medicines": (("crisis",), 0.3, 1.0, "complaint", "carer"),
}
_PRAISE = 0.8


def feedback(seed: int) -> Iterator[tuple[object, ...]]:
    """Draw the rows of the feedback table: concerns by theme, and praise of the staff."""
    for theme, (services, usual, lately, channel, voice) in _THEMES.items():
        for unit in of_service(*services):
            rng = stream(seed, "feedback", theme, unit.unit)
            for month in months(unit, date(2024, 4, 1)):
                factor = lately if month >= date(2025, 4, 1) else 1.0
                for tone, mean in (("concern", usual * factor), ("praise", usual * _PRAISE)):
                    count = int(rng.poisson(mean))
                    if count:
                        yield month, unit.unit, channel, voice, theme, tone, count
