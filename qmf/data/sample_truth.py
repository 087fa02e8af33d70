"""What is true in the sample trust, because it was planted: the generator reads it, and so do the tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

__all__ = ["CHANCES", "CHANGES", "CLOSINGS", "GAPS", "LATE", "Chance", "Change", "Gap", "change_at"]


@dataclass(frozen=True, slots=True)
class Change:
    """A change that was planted: the level of a measure is multiplied from a month on.

    Parameters
    ----------
    measure
        The kind of event, or the measure of the observations.
    units
        Where.
    starts
        The first month that is touched.
    settles
        The first month with the whole change; the same as `starts` for a step.
    factor
        What the level is multiplied by in the end.
    cause
        ``process`` (something was done or happened) or ``definition`` (the same thing is counted otherwise).
    better
        Whether it is for the better; None for a change of definition.
    what
        What happened, in a sentence.
    """

    measure: str
    units: tuple[str, ...]
    starts: date
    settles: date
    factor: float
    cause: Literal["process", "definition"]
    better: bool | None
    what: str


@dataclass(frozen=True, slots=True)
class Chance:
    """A course that looks like a change and is none: of many courses of pure chance, one that looks like it was kept.

    Parameters
    ----------
    measure, unit
        What and where.
    starts
        From when on it looks changed.
    apparent
        How much lower (-0.2) or higher the level after looks than the one before.
    within
        How near to that the kept course is.
    what
        What happened, in a sentence.
    """

    measure: str
    unit: str
    starts: date
    apparent: float
    within: float
    what: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Months that a unit did not report.

    Parameters
    ----------
    measure, unit
        What and where.
    months
        The first days of the months.
    """

    measure: str
    unit: str
    months: tuple[date, ...]


HUDDLE_WARDS = ("heron", "kestrel", "linnet")

CHANGES = (
    Change(
        "safety_huddles",
        HUDDLE_WARDS,
        date(2024, 11, 1),
        date(2025, 7, 1),
        1.5,
        "process",
        True,
        "Safety huddles begin in October 2024: 58 % of those planned are held, and about 87 % by the summer of 2025.",
    ),
    Change(
        "physical_violence",
        HUDDLE_WARDS,
        date(2025, 1, 1),
        date(2025, 1, 1),
        0.63,
        "process",
        True,
        "Violence falls by about a third on the three huddle wards from January 2025, some weeks after huddles begin.",
    ),
    Change(
        "restraint",
        ("linnet",),
        date(2025, 7, 1),
        date(2025, 7, 1),
        2.1,
        "process",
        False,
        "Restraint about doubles on Linnet ward from July 2025: its fall in violence is paid for.",
    ),
    Change(
        "tt_assessed_28_days",
        ("tt-coast", "tt-west"),
        date(2025, 7, 1),
        date(2025, 9, 1),
        0.86,
        "process",
        False,
        "From July 2025 fewer people are assessed within 28 days in two of the three teams; nobody has noticed.",
    ),
    Change(
        "discharge_notice_before",
        ("crisis-north", "crisis-south"),
        date(2025, 8, 1),
        date(2025, 8, 1),
        1.42,
        "process",
        True,
        "From August 2025 the wards tell the crisis teams of a discharge on the day before, in most cases.",
    ),
    Change(
        "followed_up_72_hours",
        ("crisis-north",),
        date(2025, 8, 1),
        date(2025, 8, 1),
        1.3,
        "process",
        True,
        "From August 2025 more people are seen within 72 hours of leaving a ward, by Crisis team North alone.",
    ),
    Change(
        "staff_sickness",
        ("district-nursing-north", "district-nursing-south", "community-rehab"),
        date(2024, 4, 1),
        date(2024, 4, 1),
        1.35,
        "definition",
        None,
        "From April 2024 the community physical-health teams count part days of sickness too; the others always did.",
    ),
)

CHANCES = (
    Chance(
        "physical_violence",
        "mallard",
        date(2025, 4, 1),
        -0.2,
        0.015,
        "Violence looks about 20 % lower in the last year than before. Nothing was done or changed: it is chance.",
    ),
)


def _months(*months: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(f"{month}-01") for month in months)


GAPS = (
    Gap("occupied_bed_days", "dunlin", _months("2023-06")),
    Gap(
        "tt_second_wait_over_90_days",
        "tt-west",
        _months("2025-06", "2025-08", "2025-09", "2025-11", "2026-01"),
    ),
    Gap("staff_sickness", "wren", _months("2023-11", "2023-12")),
    Gap("smoking_help_offered", "moorside-cmht", _months("2024-02", "2024-08")),
    Gap("falls_plan_24_hours", "juniper", _months("2024-12")),
)

LATE = {"staff_sickness": date(2026, 2, 1)}
"""The last month that is there of a measure that comes late."""

CLOSINGS = {"plover": date(2025, 6, 30)}
"""The last day of the ward that closes."""


def change_at(measure: str, unit: str, month: date) -> float:
    """Give what the level of a measure is multiplied by, at a unit in a month.

    Parameters
    ----------
    measure, unit
        What and where.
    month
        The first day of the month.

    Examples
    --------
    >>> [change_at("physical_violence", "heron", month) for month in (date(2024, 12, 1), date(2026, 3, 1))]
    [1.0, 0.63]
    """
    factor = 1.0
    for change in CHANGES:
        if change.measure == measure and unit in change.units and month >= change.starts:
            whole = _between(change.starts, change.settles) + 1
            part = min(1.0, (_between(change.starts, month) + 1) / whole)
            factor *= 1 + (change.factor - 1) * part
    return factor


def _between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month
