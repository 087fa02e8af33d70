"""Needs of the population: who lives here against who is seen, and which groups are seen less than others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from qmf.planning.rows import table_of

__all__ = ["LESS", "SURE", "Need", "needs"]

SURE = 0.95
LESS = 0.8
"""A group is under-served where its rate is clearly under this share of the others' rate."""

Reading = Literal["under-served", "seen less", "seen more", "no clear difference", "cannot say"]


@dataclass(frozen=True, slots=True)
class Need:
    """One group of the people who live here, beside all others of the same grouping.

    Parameters
    ----------
    service, characteristic, group
        Who, and by whom they are seen.
    residents, seen
        How many live here, and how many of them were seen in the year.
    rate, low, high
        Seen for every 1,000 who live here, with a 95% interval.
    others
        The rate of all other groups of the same characteristic.
    ratio, ratio_low, ratio_high
        The rate over the others', with a 95% interval.
    missing
        How many more would have been seen at the others' rate; 0 where the group is seen as much.
    reading
        What can be said.
    words
        The same in a sentence.
    """

    service: str
    characteristic: str
    group: str
    residents: float
    seen: float
    rate: float
    low: float
    high: float
    others: float
    ratio: float
    ratio_low: float
    ratio_high: float
    missing: float
    reading: Reading
    words: str


def needs(population: pd.DataFrame) -> pd.DataFrame:
    """Compare each group's rate of being seen with that of all others, service by service, in the latest year.

    The interval of a rate is Wilson's; that of a ratio is exact, given the two counts together (Clopper and Pearson).
    As many groups are looked at, a difference counts only where its p-value stands Holm's correction over all of them.
    The same rate is not the same need: a group that needs a service more should be seen more.

    Parameters
    ----------
    population
        The population table of a place.

    Returns
    -------
    pandas.DataFrame
        One row a group with the columns of :class:`Need`, the under-served first, then in the order of the table.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {
    ...         "period_start": pd.Timestamp("2025-04-01"),
    ...         "service": "talking-therapies",
    ...         "characteristic": "sex",
    ...         "group": ["Women", "Men"],
    ...         "residents": [50_000.0, 50_000.0],
    ...         "seen": [900.0, 450.0],
    ...     }
    ... )
    >>> found = needs(table)
    >>> print(found.loc[0, "words"])
    Men: 9.0 of every 1,000 are seen, against 18.0 of all others (ratio 0.50, 95% interval 0.45 to 0.56).
    """
    latest = population[
        population["period_start"] == population.groupby("service")["period_start"].transform("max")
    ]
    compared = [
        (row, rest)
        for _, rows in latest.groupby(["service", "characteristic"], sort=False)
        for row, rest in _with_the_rest(rows)
    ]
    chances = [_chance(row, rest) for row, rest in compared]
    clear = _holm(np.array(chances))
    found = [_need(row, rest, bool(sure)) for (row, rest), sure in zip(compared, clear, strict=True)]
    table = table_of(Need, found)
    first = (table["reading"] != "under-served").to_numpy()
    return table.iloc[np.argsort(first, kind="stable")].reset_index(drop=True)


_Counts = tuple[float, float]
"""Seen, and residents."""
_NUMBERS = [name for name, kind in Need.__annotations__.items() if kind == "float"]


def _with_the_rest(rows: pd.DataFrame) -> list[tuple[pd.Series, _Counts]]:
    told = rows[rows["seen"].notna()]
    all_seen, all_residents = told["seen"].sum(), told["residents"].sum()
    pairs = []
    for _, row in rows.iterrows():
        mine = (0.0, 0.0) if pd.isna(row["seen"]) else (row["seen"], row["residents"])
        pairs.append((row, (float(all_seen - mine[0]), float(all_residents - mine[1]))))
    return pairs


def _chance(row: pd.Series, rest: _Counts) -> float:
    """Give the exact p-value of the ratio of two rates being 1; missing where it cannot be had."""
    if not _comparable(row, rest):
        return float("nan")
    from scipy import stats  # it takes half a second, and most runs do not ask

    share = row["residents"] / (row["residents"] + rest[1])
    return float(stats.binomtest(int(row["seen"]), int(row["seen"] + rest[0]), share).pvalue)


def _comparable(row: pd.Series, rest: _Counts) -> bool:
    return not pd.isna(row["seen"]) and row["residents"] > 0 and rest[1] > 0 and row["seen"] + rest[0] > 0


def _holm(chances: np.ndarray) -> np.ndarray:
    """Say which p-values stand Holm's step-down correction at 5%; missing ones are not counted."""
    clear = np.zeros(len(chances), dtype=bool)
    order = [each for each in np.argsort(chances, kind="stable") if not np.isnan(chances[each])]
    for rank, each in enumerate(order):
        if chances[each] > (1 - SURE) / (len(order) - rank):
            break
        clear[each] = True
    return clear


def _need(row: pd.Series, rest: _Counts, sure: bool) -> Need:
    group = str(row["group"])

    def need(reading: Reading, words: str, **numbers: float) -> Need:
        every: dict[str, Any] = dict.fromkeys(_NUMBERS, float("nan")) | numbers
        who = str(row["service"]), str(row["characteristic"]), group
        return Need(*who, reading=reading, words=words, **every)

    if not _comparable(row, rest):
        said = f"{group}: cannot say, because the number seen is withheld or there is nobody to compare with."
        return need("cannot say", said, residents=float(row["residents"]), seen=float(row["seen"]))
    from scipy import stats  # it takes half a second, and most runs do not ask

    seen, residents = int(row["seen"]), int(row["residents"])
    wilson = stats.binomtest(seen, residents).proportion_ci(SURE, method="wilson")
    rate, others = 1000 * seen / residents, 1000 * rest[0] / rest[1]
    exact = stats.binomtest(seen, int(seen + rest[0])).proportion_ci(SURE, method="exact")
    ratio, low, high = (
        _odds(share) * rest[1] / residents for share in (seen / (seen + rest[0]), exact.low, exact.high)
    )
    words = (
        f"{group}: {rate:.1f} of every 1,000 are seen, against {others:.1f} of all others "
        f"(ratio {ratio:.2f}, 95% interval {low:.2f} to {high:.2f})."
    )
    return need(
        _reading(ratio, high, sure),
        words,
        residents=residents,
        seen=seen,
        rate=rate,
        low=1000 * float(wilson.low),
        high=1000 * float(wilson.high),
        others=others,
        ratio=ratio,
        ratio_low=low,
        ratio_high=high,
        missing=round(max(0.0, residents * others / 1000 - seen)),
    )


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else float("inf")


def _reading(ratio: float, high: float, sure: bool) -> Reading:
    if not sure:
        return "no clear difference"
    if ratio > 1:
        return "seen more"
    return "under-served" if high < LESS else "seen less"
