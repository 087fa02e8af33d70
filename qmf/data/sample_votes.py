"""How the sample trust's people voted for next year's priorities. Carers were not asked: that is planted."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["votes"]

_YEAR = "2026-27"
# group: how many voted, how many were asked, and for each candidate how many votes
_VOTES: dict[str, tuple[int, int, dict[str, int]]] = {
    "staff": (
        412,
        3100,
        {
            "safe-wards": 251,
            "talking-therapies": 148,
            "speaking-up": 171,
            "medicines": 88,
            "children-in-time": 132,
            "staff-well": 204,
        },
    ),
    "service users": (
        233,
        900,
        {
            "safe-wards": 121,
            "talking-therapies": 158,
            "speaking-up": 41,
            "medicines": 139,
            "children-in-time": 67,
            "staff-well": 22,
        },
    ),
    "governors": (
        19,
        24,
        {
            "safe-wards": 12,
            "talking-therapies": 13,
            "speaking-up": 9,
            "medicines": 8,
            "children-in-time": 11,
            "staff-well": 4,
        },
    ),
    "board": (
        12,
        12,
        {
            "safe-wards": 11,
            "talking-therapies": 8,
            "speaking-up": 7,
            "medicines": 3,
            "children-in-time": 5,
            "staff-well": 2,
        },
    ),
}


def votes() -> Iterator[tuple[object, ...]]:
    """Give the rows of the votes table."""
    for group, (voted, asked, given) in _VOTES.items():
        for candidate, count in given.items():
            yield _YEAR, group, candidate, count, voted, asked
