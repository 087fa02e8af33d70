"""Where harm falls: whether less of it happened, or less of it was reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from qmf.planning.rows import table_of

__all__ = ["FELL", "MONTHS", "SURE", "Reported", "reported"]

MONTHS = 12
"""How many months are compared with as many before."""
FELL = 0.95
"""A fall in harm is asked about from here on: to ask once too often costs little."""
SURE = 0.99
"""Each unit has several signs, and there are many units: a sign needs more than the usual certainty."""
_FEWEST = 8

Reading = Literal[
    "reporting fell with it", "no sign that reporting fell", "reporting fell", "no fall", "cannot say"
]


@dataclass(frozen=True, slots=True)
class Reported:
    """How a unit reported incidents in the last twelve months, beside the twelve before.

    Parameters
    ----------
    unit
        The unit.
    harm_before, harm_after
        Reports of incidents with harm, for each month.
    share_before, share_after
        The share of reports that are without harm: it falls first where people stop reporting.
    days_before, days_after
        Mean days from an incident to its report.
    confident_before, confident_after
        The share of staff who feel safe to raise a concern, in the last survey of each time.
    fell
        Whether harm, as reported, fell.
    signs
        What else points to a fall in reporting, in words.
    reading
        What can be said.
    words
        The same in sentences.
    """

    unit: str
    harm_before: float
    harm_after: float
    share_before: float
    share_after: float
    days_before: float
    days_after: float
    confident_before: float
    confident_after: float
    fell: bool
    signs: tuple[str, ...]
    reading: Reading
    words: str


def reported(reporting: pd.DataFrame, as_at: date) -> pd.DataFrame:
    """Test, for each unit, whether a fall in harm comes with a fall in reporting.

    Monthly values of the last twelve months are compared with those of the twelve before by Welch's t interval: the
    harm at 95%, each sign of weaker reporting at 99%; the staff survey by Fisher's exact test. It is a screen: people
    who know the ward decide what it means.

    Parameters
    ----------
    reporting
        The reporting table of a place.
    as_at
        The last day that counts.

    Returns
    -------
    pandas.DataFrame
        One row a unit with the columns of :class:`Reported`: units where reporting fell with the harm first.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place
    >>> place = open_place(Path(__file__).resolve().parents[2] / "data")
    >>> found = reported(place.table("reporting"), date(2026, 3, 31))
    >>> found.loc[0, ["unit", "reading"]].tolist()
    ['hazel', 'reporting fell with it']
    """
    end = pd.Timestamp(as_at) + pd.Timedelta(days=1)
    start, before = end - pd.DateOffset(months=MONTHS), end - pd.DateOffset(months=2 * MONTHS)
    months = reporting[(reporting["period_start"] >= before) & (reporting["period_start"] < end)]
    found = [
        _unit(str(unit), rows[rows["period_start"] < start], rows[rows["period_start"] >= start])
        for unit, rows in months.groupby("unit", sort=False)
    ]
    table = table_of(Reported, found)
    rank = table["reading"].map({"reporting fell with it": 0, "reporting fell": 1}).fillna(2).to_numpy()
    return table.iloc[np.argsort(rank, kind="stable")].reset_index(drop=True)


def _unit(unit: str, before: pd.DataFrame, after: pd.DataFrame) -> Reported:
    shares = _share(before), _share(after)
    confident = _confident(before), _confident(after)
    enough = min(len(before), len(after)) >= _FEWEST
    fell = enough and _lower(before["with_harm"], after["with_harm"], FELL)
    signs = tuple(_signs(before, after, shares, confident)) if enough else ()
    reading = _reading(enough, fell, signs)
    harm = float(before["with_harm"].mean()), float(after["with_harm"].mean())
    said = [each[0] / each[1] if each else float("nan") for each in confident]
    return Reported(
        unit=unit,
        harm_before=harm[0],
        harm_after=harm[1],
        share_before=float(shares[0].mean()),
        share_after=float(shares[1].mean()),
        days_before=float(before["days_to_report"].mean()),
        days_after=float(after["days_to_report"].mean()),
        confident_before=said[0],
        confident_after=said[1],
        fell=fell,
        signs=signs,
        reading=reading,
        words=_words(reading, harm, signs),
    )


def _share(rows: pd.DataFrame) -> pd.Series:
    every = rows["with_harm"] + rows["without_harm"]
    return (rows["without_harm"] / every).where(every > 0)


def _confident(rows: pd.DataFrame) -> tuple[int, int] | None:
    asked = rows[rows["staff_asked"].fillna(0) > 0]
    if asked.empty:
        return None
    last = asked.iloc[-1]
    return int(last["staff_confident"]), int(last["staff_asked"])


def _lower(before: pd.Series, after: pd.Series, sure: float = SURE) -> bool:
    """Say whether the mean fell, beyond what months differ by."""
    before, after = before.dropna(), after.dropna()
    if min(len(before), len(after)) < _FEWEST or before.std() + after.std() == 0:
        return False
    from scipy import stats  # it takes half a second, and most runs do not ask

    found = stats.ttest_ind(after, before, equal_var=False)
    return bool(found.confidence_interval(sure).high < 0)


def _signs(
    before: pd.DataFrame,
    after: pd.DataFrame,
    shares: tuple[pd.Series, pd.Series],
    confident: tuple[tuple[int, int] | None, tuple[int, int] | None],
) -> list[str]:
    said = []
    # where more harm is done the share falls, too: only together with fewer such reports does it say that less is told
    if _lower(*shares) and _lower(before["without_harm"], after["without_harm"]):
        said.append(
            f"the share of reports without harm fell from {shares[0].mean():.0%} to {shares[1].mean():.0%}"
        )
    if _lower(-before["days_to_report"], -after["days_to_report"]):
        days = before["days_to_report"].mean(), after["days_to_report"].mean()
        said.append(f"reports came later, {days[1]:.1f} days after the incident instead of {days[0]:.1f}")
    one, two = confident
    from scipy import stats  # it takes half a second, and most runs do not ask

    if one and two:
        table = [[two[0], two[1] - two[0]], [one[0], one[1] - one[0]]]
        if float(stats.fisher_exact(table, alternative="less").pvalue) < 1 - SURE:
            said.append(
                "fewer staff feel safe to raise a concern, "
                f"{two[0] / two[1]:.0%} instead of {one[0] / one[1]:.0%}"
            )
    return said


def _reading(enough: bool, fell: bool, signs: tuple[str, ...]) -> Reading:
    if not enough:
        return "cannot say"
    if fell:
        return "reporting fell with it" if signs else "no sign that reporting fell"
    return "reporting fell" if signs else "no fall"


def _words(reading: Reading, harm: tuple[float, float], signs: tuple[str, ...]) -> str:
    if reading == "cannot say":
        return f"Cannot say: fewer than {_FEWEST} of the {MONTHS} months are there, now or before."
    course = f"from {harm[0]:.1f} to {harm[1]:.1f} reports with harm a month"
    listed = "; ".join(signs)
    return {
        "reporting fell with it": f"Harm fell in the figures ({course}), but reporting fell too: {listed}. "
        "Do not take this as less harm.",
        "no sign that reporting fell": f"Harm fell ({course}), and there is no sign that reporting fell.",
        "reporting fell": f"Harm has not clearly fallen ({course}), but reporting looks weaker: {listed}.",
        "no fall": f"Harm has not clearly fallen ({course}), and there is no sign that reporting fell.",
    }[reading]
