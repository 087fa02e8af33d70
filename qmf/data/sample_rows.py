"""The sample trust's rows: drawn from seeded streams, one a measure and unit, so that a new one moves no old one."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, pi

import numpy as np

from qmf.data.sample_measures import EVENTS, SHARES, Events, Share
from qmf.data.sample_trust import Unit, of_service
from qmf.data.sample_truth import CHANCES, GAPS, LATE, Chance, change_at

__all__ = [
    "FIRST",
    "LAST",
    "Incident",
    "Observed",
    "bed_days",
    "incidents",
    "months",
    "observations",
    "stream",
]

FIRST, LAST = date(2022, 4, 1), date(2026, 3, 1)
_WARDS = ("acute-inpatient", "older-people-inpatient", "forensic-inpatient", "rehabilitation")


@dataclass(frozen=True, slots=True)
class Observed:
    """A row of the observations table; the numerator is None where it is suppressed."""

    measure: str
    unit: str
    start: date
    numerator: int | None
    denominator: int | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """A row of the events table, but for its number."""

    kind: str
    unit: str
    day: date
    harm: str
    shift: str


def months(unit: Unit, first: date = FIRST, last: date = LAST) -> list[date]:
    """Give the first days of the months in which a unit is open."""
    return [
        month
        for year in range(first.year, last.year + 1)
        for number in range(1, 13)
        if first <= (month := date(year, number, 1)) <= last
        and (unit.opened is None or month >= unit.opened)
        and (unit.closed is None or month <= unit.closed)
    ]


def bed_days(seed: int) -> dict[tuple[str, date], int]:
    """Draw the occupied bed days of every ward and month: between 85 and 100 of 100 beds are taken."""
    drawn = {}
    for ward in of_service(*_WARDS):
        rng = stream(seed, "occupied_bed_days", ward.unit)
        for month in months(ward):
            taken = 0.85 + 0.15 * rng.beta(4, 2.4)
            drawn[ward.unit, month] = round(ward.size * _days(month) * taken)
    return drawn


def observations(seed: int) -> list[Observed]:
    """Draw every row of the observations table, in order of measure, unit and period."""
    gaps = {(gap.measure, gap.unit, month) for gap in GAPS for month in gap.months}
    rows = [
        Observed("occupied_bed_days", unit, month, days) for (unit, month), days in bed_days(seed).items()
    ]
    for share in SHARES:
        for unit in of_service(*share.services):
            if not share.units or unit.unit in share.units:
                rows.extend(_shares(seed, share, unit))
    rows = [
        row
        for row in rows
        if (row.measure, row.unit, row.start) not in gaps and row.start <= LATE.get(row.measure, row.start)
    ]
    return sorted(rows, key=lambda row: (row.measure, row.unit, row.start))


def incidents(seed: int) -> list[Incident]:
    """Draw every incident, in order of day, kind and unit."""
    days = bed_days(seed)
    rows: list[Incident] = []
    for events in EVENTS:
        for ward in of_service(*events.services):
            rows.extend(_incidents(seed, events, ward, days))
    return sorted(rows, key=lambda row: (row.day, row.kind, row.unit, row.shift, row.harm))


def _shares(seed: int, share: Share, unit: Unit) -> Iterator[Observed]:
    rng = stream(seed, share.measure, unit.unit)
    usual = share.total * (unit.size if share.each else 1) * rng.uniform(0.9, 1.1)
    level = min(0.97, share.share * rng.uniform(0.97, 1.03))
    for start in _weeks(share) if share.starts else months(unit):
        month = _month_of(start) if share.starts else start
        total = (
            7 - (start.isoformat() == share.starts)
            if share.starts and usual < 10
            else round(usual * rng.uniform(0.92, 1.08))
        )
        chance = level * change_at(share.measure, unit.unit, month) * _season(month, share.season, share.peak)
        count = _uneven(rng, total, chance, share.dispersion)
        yield Observed(share.measure, unit.unit, start, None if count < share.small else count, total)


def _incidents(
    seed: int, events: Events, ward: Unit, days: dict[tuple[str, date], int]
) -> Iterator[Incident]:
    rng = stream(seed, events.kind, ward.unit)
    rate = events.rates.get(ward.unit, events.rate)
    when = months(ward)
    means = [
        rate
        / 1000
        * days[ward.unit, month]
        * change_at(events.kind, ward.unit, month)
        * _season(month, events.season, events.peak)
        for month in when
    ]
    chances = [chance for chance in CHANCES if (chance.measure, chance.unit) == (events.kind, ward.unit)]
    counts = _clustered(rng, means, events.dispersion)
    while not all(_looks(chance, when, counts, days) for chance in chances):
        counts = _clustered(rng, means, events.dispersion)
    for month, count in zip(when, counts, strict=True):
        day = 0
        for number in range(count):
            # one in four follows another on the same ward and day
            again = rng.random() < 0.25 and number > 0
            day = day if again else int(rng.integers(_days(month)))
            harm = rng.choice(["none", "low", "moderate", "severe"], p=[0.55, 0.33, 0.1, 0.02])
            shift = rng.choice(["early", "late", "night"], p=[0.3, 0.45, 0.25])
            if events.kind == "fall_with_harm" and harm == "none":
                harm = "low"
            yield Incident(events.kind, ward.unit, month + timedelta(days=day), str(harm), str(shift))


def _looks(chance: Chance, when: list[date], counts: list[int], days: dict[tuple[str, date], int]) -> bool:
    def rate(after: bool) -> float:
        chosen = [number for number, month in enumerate(when) if (month >= chance.starts) is after]
        return sum(counts[each] for each in chosen) / sum(days[chance.unit, when[each]] for each in chosen)

    return abs(rate(True) / rate(False) - 1 - chance.apparent) < chance.within


def stream(seed: int, *names: str) -> np.random.Generator:
    """Give the stream of chance of one thing: the same whatever else is drawn."""
    return np.random.default_rng([seed, *(zlib.crc32(name.encode()) for name in names)])


def _clustered(rng: np.random.Generator, means: list[float], dispersion: float) -> list[int]:
    return [int(rng.negative_binomial(mean / (dispersion - 1), 1 / dispersion)) for mean in means]


def _uneven(rng: np.random.Generator, total: int, chance: float, dispersion: float) -> int:
    if dispersion == 1:
        return int(rng.binomial(total, chance))
    # the beta-binomial whose variance is `dispersion` times the binomial's
    spread = (total - dispersion) / (dispersion - 1)
    return int(rng.binomial(total, rng.beta(chance * spread, (1 - chance) * spread)))


def _season(month: date, size: float, peak: int) -> float:
    return 1 + size * cos(2 * pi * (month.month - peak) / 12)


def _days(month: date) -> int:
    return ((month + timedelta(days=31)).replace(day=1) - month).days


def _weeks(share: Share) -> list[date]:
    first = date.fromisoformat(share.starts)
    last = LAST + timedelta(days=_days(LAST) - 7)
    return [first + timedelta(days=7 * number) for number in range((last - first).days // 7 + 1)]


def _month_of(week: date) -> date:
    return (week + timedelta(days=6)).replace(day=1)
