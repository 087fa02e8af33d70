"""The sample trust's tree: an invented trust, six directorates, their services, and thirty-one wards and teams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qmf.data.sample_truth import CLOSINGS

__all__ = ["NAME", "NOTICE", "UNITS", "Unit", "of_service"]

NAME = "Northmere Mental Health and Community Trust"
NOTICE = "Synthetic data. The trust, the wards, the people and every number are invented."


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the sample trust.

    Parameters
    ----------
    unit, name, kind, parent, service
        As in the units table.
    size
        Beds of a ward, staff of a team.
    opened, closed
        Its first and last day, where it was not always there or is no more.
    """

    unit: str
    name: str
    kind: str
    parent: str = ""
    service: str = ""
    size: int = 0
    opened: date | None = None
    closed: date | None = None


def _service(
    directorate: str,
    service: str,
    name: str,
    kind: str,
    members: dict[str, tuple[str, int]],
    opened: dict[str, date] | None = None,
) -> list[Unit]:
    above = Unit(f"{service}-service", name, "service", directorate)
    below = [
        Unit(unit, called, kind, above.unit, service, size, (opened or {}).get(unit), CLOSINGS.get(unit))
        for unit, (called, size) in members.items()
    ]
    return [above, *below]


UNITS: tuple[Unit, ...] = (
    Unit("northmere", NAME, "trust"),
    Unit("acute-and-crisis", "Acute and Crisis Care", "directorate", "northmere"),
    *_service(
        "acute-and-crisis",
        "acute-inpatient",
        "Acute wards",
        "ward",
        {
            "curlew": ("Curlew ward", 18),
            "dunlin": ("Dunlin ward", 19),
            "heron": ("Heron ward", 20),
            "kestrel": ("Kestrel ward", 20),
            "linnet": ("Linnet ward", 20),
            "mallard": ("Mallard ward", 20),
            "plover": ("Plover ward", 17),
            "wren": ("Wren ward", 18),
        },
    ),
    *_service(
        "acute-and-crisis",
        "crisis",
        "Crisis teams",
        "team",
        {
            "crisis-north": ("Crisis team North", 28),
            "crisis-south": ("Crisis team South", 31),
        },
    ),
    Unit("older-people", "Older People's Mental Health", "directorate", "northmere"),
    *_service(
        "older-people",
        "older-people-inpatient",
        "Older people's wards",
        "ward",
        {
            "hazel": ("Hazel ward", 18),
            "juniper": ("Juniper ward", 20),
            "rowan": ("Rowan ward", 17),
        },
    ),
    *_service("older-people", "memory", "Memory services", "team", {"memory-clinic": ("Memory clinic", 22)}),
    Unit("forensic", "Forensic and Rehabilitation", "directorate", "northmere"),
    *_service(
        "forensic",
        "forensic-inpatient",
        "Forensic wards",
        "ward",
        {
            "alder": ("Alder ward", 16),
            "birch": ("Birch ward", 18),
            "cedar": ("Cedar ward", 20),
        },
    ),
    *_service("forensic", "rehabilitation", "Rehabilitation", "ward", {"maple": ("Maple House", 15)}),
    Unit("community-mental-health", "Community Mental Health", "directorate", "northmere"),
    *_service(
        "community-mental-health",
        "community-mental-health",
        "Community mental health teams",
        "team",
        {
            "harbour-cmht": ("Harbour community team", 42),
            "moorside-cmht": ("Moorside community team", 37),
            "riverside-cmht": ("Riverside community team", 45),
        },
    ),
    *_service(
        "community-mental-health",
        "talking-therapies",
        "Northmere Talking Therapies",
        "team",
        {
            "tt-coast": ("Talking Therapies Coast", 36),
            "tt-east": ("Talking Therapies East", 34),
            "tt-west": ("Talking Therapies West", 38),
        },
    ),
    Unit("children", "Children and Young People", "directorate", "northmere"),
    *_service(
        "children",
        "camhs",
        "Child and adolescent mental health",
        "team",
        {
            "camhs-north": ("CAMHS North", 33),
            "camhs-south": ("CAMHS South", 35),
        },
    ),
    *_service(
        "children",
        "eating-disorders",
        "Eating disorders",
        "team",
        {
            "eating-disorders": ("Children's eating disorders team", 14),
        },
        {"eating-disorders": date(2023, 4, 1)},
    ),
    *_service(
        "children",
        "public-health-nursing",
        "Public health nursing",
        "team",
        {"health-visiting": ("Health visiting", 48)},
    ),
    Unit(
        "community-physical", "Community Physical Health and Learning Disability", "directorate", "northmere"
    ),
    *_service(
        "community-physical",
        "district-nursing",
        "District nursing",
        "team",
        {
            "district-nursing-north": ("District nursing North", 52),
            "district-nursing-south": ("District nursing South", 47),
        },
    ),
    *_service(
        "community-physical",
        "rehabilitation-community",
        "Community rehabilitation",
        "team",
        {
            "community-rehab": ("Community rehabilitation team", 26),
        },
    ),
    *_service(
        "community-physical",
        "learning-disability",
        "Learning disability",
        "team",
        {
            "learning-disability": ("Learning disability team", 29),
        },
    ),
)


def of_service(*services: str) -> list[Unit]:
    """Give the wards and teams of some kinds of service.

    Parameters
    ----------
    *services
        Kinds of service; all wards and teams where none is given.

    Examples
    --------
    >>> [unit.name for unit in of_service("memory")]
    ['Memory clinic']
    """
    return [unit for unit in UNITS if unit.size and (not services or unit.service in services)]
