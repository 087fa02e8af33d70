"""What is planted in the sample trust's further tables: the generator reads it, and so do the tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["PLANTED", "QUIET", "UNDER_SERVED", "Planted", "Quiet", "UnderServed"]


@dataclass(frozen=True, slots=True)
class Planted:
    """Something that is true in a further table, in a sentence."""

    table: str
    what: str


@dataclass(frozen=True, slots=True)
class UnderServed:
    """A group that a service sees less than others.

    Parameters
    ----------
    service, characteristic, group
        Who, as in the population table.
    factor
        What the rate of the others is multiplied by.
    """

    service: str
    characteristic: str
    group: str
    factor: float


@dataclass(frozen=True, slots=True)
class Quiet:
    """A ward where less is reported: harm seems to fall.

    Parameters
    ----------
    unit
        The ward.
    starts
        The first month.
    with_harm, without_harm
        What the number of reports is multiplied by.
    days
        Days from incident to report from then on.
    confident
        The share of staff who feel safe to raise a concern from then on.
    """

    unit: str
    starts: date
    with_harm: float
    without_harm: float
    days: float
    confident: float


UNDER_SERVED = UnderServed(
    "talking-therapies", "ethnicity", "Black, Black British, Caribbean or African", 0.55
)
QUIET = Quiet("hazel", date(2025, 5, 1), 0.3, 0.12, 6.0, 0.4)

PLANTED = (
    Planted(
        "population",
        "Talking Therapies sees people who are Black, Black British, Caribbean or African about half as often "
        "as others. Every other difference between groups, and in the community teams, is chance.",
    ),
    Planted(
        "projects",
        "The garden group hangs on no branch of the strategy; the falls plan has stalled; two teams work apart on "
        "missed appointments; safety huddles are ready to spread. Heron ward carries more than a team can.",
    ),
    Planted(
        "feedback",
        "Concerns about waiting about double in the last year; no other theme changes.",
    ),
    Planted(
        "reviews",
        "On Hazel ward the duty of candour was not met twice; a recheck is overdue on Curlew ward and at District "
        "nursing South. On Linnet ward the recheck was made in time, and the standard was met.",
    ),
    Planted(
        "risks",
        "Nobody watches the gravest risk, missed blood tests after a move between teams: it has no measure.",
    ),
    Planted(
        "votes",
        "Carers were not asked. Service users want medicines, which the score leaves out.",
    ),
    Planted(
        "reporting",
        "On Hazel ward reports fall from May 2025, those without harm most: the fall in harm is a fall in reporting. "
        "Reports come later, and fewer staff feel safe to raise a concern. Nothing changes on the other wards.",
    ),
    Planted(
        "actions",
        "Of the must-do's six actions one is late, at Crisis team South, where follow-up does not change; one is "
        "done and has nothing to show for it; one was done late.",
    ),
    Planted(
        "changes",
        "Plover ward closed, and 1.15 million pounds a year were saved, without an impact assessment.",
    ),
    Planted(
        "impact_assessments",
        "The rapid assessment of first appointments by video ran out on 31 October 2025, and nobody looked back.",
    ),
    Planted(
        "impact_effects",
        "The assessment of the safety huddles feared more restraint. It has come, on Linnet ward. Fewer bank shifts at "
        "night have a great benefit beside a great harm, which it does not make smaller; one signature is missing, one "
        "effect is not known, and one harm has no measure.",
    ),
)
