"""How the sample trust's wards report incidents of every kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from qmf.data.sample_planted import QUIET
from qmf.data.sample_rows import incidents, months, stream
from qmf.data.sample_trust import of_service

__all__ = ["reporting"]

_WARDS = ("acute-inpatient", "older-people-inpatient", "forensic-inpatient", "rehabilitation")
_FIRST = date(2023, 4, 1)
_SURVEY = 10


def reporting(seed: int) -> Iterator[tuple[object, ...]]:
    """Draw the rows of the reporting table: the incidents of the events table, and others beside them."""
    known = Counter((row.unit, row.day.replace(day=1), row.harm != "none") for row in incidents(seed))
    for ward in of_service(*_WARDS):
        rng = stream(seed, "reporting", ward.unit)
        for month in months(ward, _FIRST):
            quiet = QUIET if (ward.unit == QUIET.unit and month >= QUIET.starts) else None
            harm = rng.poisson(0.45 * ward.size * (quiet.with_harm if quiet else 1))
            none = rng.poisson(1.2 * ward.size * (quiet.without_harm if quiet else 1))
            days = rng.normal(quiet.days if quiet else 2.4, 0.4)
            asked = int(rng.integers(round(0.9 * ward.size), round(1.2 * ward.size)))
            confident = int(rng.binomial(asked, quiet.confident if quiet else 0.72))
            survey = (asked, confident) if month.month == _SURVEY else ("", "")
            yield (
                ward.unit,
                month,
                known[ward.unit, month, True] + int(harm),
                known[ward.unit, month, False] + int(none),
                f"{days:.1f}",
                *survey,
            )
