"""The sample trust's people: who lives in its three boroughs, and who was seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from qmf.data.sample_planted import UNDER_SERVED
from qmf.data.sample_rows import stream

__all__ = ["population"]

_YEARS = (date(2024, 4, 1), date(2025, 4, 1))
_ADULTS = 486_000
_RATES = {"talking-therapies": 0.0123, "community-mental-health": 0.0088}
_GROUPS = {
    "age": {"18 to 25": 0.14, "26 to 44": 0.35, "45 to 64": 0.31, "65 and over": 0.20},
    "sex": {"Women": 0.51, "Men": 0.49},
    "ethnicity": {
        "Asian or Asian British": 0.11,
        "Black, Black British, Caribbean or African": 0.13,
        "Mixed or multiple": 0.05,
        "White": 0.67,
        "Another ethnic group": 0.04,
    },
    "deprivation": {f"Fifth {number} of 5 (1 most deprived)": 0.2 for number in range(1, 6)},
    "disability": {"Disabled": 0.18, "Not disabled": 0.82},
    "borough": {"Coast": 0.31, "East": 0.33, "West": 0.36},
}


def population(seed: int) -> Iterator[tuple[object, ...]]:
    """Draw the rows of the population table."""
    for year in _YEARS:
        for service, rate in _RATES.items():
            rng = stream(seed, "population", service, str(year.year))
            total = int(rng.poisson(_ADULTS * rate))
            for characteristic, groups in _GROUPS.items():
                shares = np.array(list(groups.values()))
                likely = shares * [_factor(service, characteristic, group) for group in groups]
                seen = rng.multinomial(total, likely / likely.sum())
                for group, share, count in zip(groups, shares, seen, strict=True):
                    yield year, service, characteristic, group, round(_ADULTS * share), int(count)


def _factor(service: str, characteristic: str, group: str) -> float:
    planted = UNDER_SERVED
    here = (planted.service, planted.characteristic, planted.group) == (service, characteristic, group)
    return planted.factor if here else 1.0
