"""What the sample trust counts: how much of it, out of what, how unevenly, and who counts it."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["EVENTS", "SHARES", "Events", "Share"]


@dataclass(frozen=True, slots=True)
class Events:
    """A kind of event, on wards.

    Parameters
    ----------
    kind
        Its name in the events table.
    services
        On which kinds of ward.
    rate
        Events per 1,000 occupied bed days.
    rates
        The rate of single wards.
    dispersion
        Variance of the monthly count over its mean; above 1 because events cluster.
    season
        How much higher than usual the level is at the height of the year, as a share.
    peak
        The month of that height.
    """

    kind: str
    services: tuple[str, ...]
    rate: float
    rates: dict[str, float] = field(default_factory=dict)
    dispersion: float = 1.15
    season: float = 0.03
    peak: int = 8


@dataclass(frozen=True, slots=True)
class Share:
    """A count out of another: a percentage, or a number per 100.

    Parameters
    ----------
    measure
        Its name in the observations table.
    services
        Who counts it; everyone where none is named.
    share
        The usual share.
    total
        The usual denominator of a unit in a period; of one member of staff, where `each`.
    each
        The denominator grows with the size of the unit.
    dispersion
        Variance of the count over that of independent draws.
    season
        How much higher than usual the share is at the height of the year, as a share of it.
    peak
        The month of that height.
    starts
        The first week of a measure that is counted by the week; empty where it is counted by the month.
    units
        The only units that count it; all of the services where none is named.
    small
        Counts under this are suppressed; 0 where none is.
    """

    measure: str
    services: tuple[str, ...]
    share: float
    total: float
    each: bool = False
    dispersion: float = 1.3
    season: float = 0.0
    peak: int = 1
    starts: str = ""
    units: tuple[str, ...] = ()
    small: int = 0


EVENTS = (
    Events(
        "physical_violence",
        ("acute-inpatient", "forensic-inpatient"),
        8.4,
        {
            "heron": 8.3,
            "kestrel": 9.2,
            "linnet": 8.9,
            "mallard": 9.3,
            "alder": 7.9,
            "birch": 7.2,
            "cedar": 6.8,
        },
    ),
    Events(
        "restraint",
        ("acute-inpatient", "forensic-inpatient"),
        5.1,
        {"linnet": 6.2, "alder": 4.6, "birch": 4.8, "cedar": 4.4},
    ),
    Events("fall_with_harm", ("older-people-inpatient",), 5.4, dispersion=1.1, peak=1),
)

_TALKING = ("talking-therapies",)
_COMMUNITY = ("community-mental-health",)

SHARES = (
    Share("staff_sickness", (), 0.056, 27, each=True, dispersion=2.5, season=0.03),
    Share(
        "safety_huddles",
        ("acute-inpatient",),
        0.58,
        7,
        dispersion=1.0,
        starts="2024-09-30",
        units=("heron", "kestrel", "linnet"),
    ),
    Share(
        "physical_observations_complete",
        ("older-people-inpatient",),
        0.91,
        240,
        dispersion=2.0,
        starts="2023-04-03",
    ),
    Share("falls_plan_24_hours", ("older-people-inpatient",), 0.85, 24),
    Share("tt_reliable_recovery", _TALKING, 0.485, 105),
    Share("tt_assessed_28_days", _TALKING, 0.83, 175),
    Share("tt_treated_6_weeks", _TALKING, 0.92, 105),
    Share("tt_did_not_attend", _TALKING, 0.119, 1150, dispersion=2.0),
    Share("tt_ended_before_treatment", _TALKING, 0.41, 290),
    Share("tt_second_wait_over_90_days", _TALKING, 0.21, 92),
    Share("health_check_in_year", _COMMUNITY, 0.61, 310, dispersion=1.0),
    Share("smoking_help_offered", _COMMUNITY, 0.69, 85),
    Share("crisis_seen_24_hours", ("crisis",), 0.88, 96),
    Share("followed_up_72_hours", ("crisis",), 0.68, 58),
    Share("discharge_notice_before", ("crisis",), 0.62, 58),
    Share("memory_diagnosis_6_weeks", ("memory",), 0.57, 62),
    Share("camhs_seen_4_weeks", ("camhs",), 0.63, 74),
    Share("eating_disorders_urgent_1_week", ("eating-disorders",), 0.75, 7, dispersion=1.0, small=5),
    Share("new_birth_visit_14_days", ("public-health-nursing",), 0.89, 260),
    Share("pressure_ulcers", ("district-nursing",), 0.011, 900),
    Share("rehabilitation_goals_met", ("rehabilitation-community", "rehabilitation"), 0.66, 46),
    Share("annual_health_check_plan", ("learning-disability",), 0.74, 52),
)
