"""Evidence from independent reviews: standards not met, rechecks overdue, findings that come again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from qmf.framework import Topics
from qmf.planning.evidence import Evidence, topic_of

__all__ = ["from_reviews"]

_SHORT = ("partly met", "not met")


def from_reviews(
    reviews: pd.DataFrame, standards: pd.DataFrame, topics: Topics, names: Mapping[str, str], as_at: date
) -> Iterator[Evidence]:
    """Read what reviews found, standard by standard and unit by unit; the latest review of each counts.

    Parameters
    ----------
    reviews, standards
        The tables of a place.
    topics
        The topics.
    names
        What people call each unit.
    as_at
        The last day that counts.
    """
    day = pd.Timestamp(as_at)
    titles = dict(zip(standards["standard"], standards["title"], strict=True))
    known = reviews[reviews["date"] <= day].sort_values("date", kind="stable")
    for (standard, unit), rows in known.groupby(["standard", "unit"], sort=False):
        title = titles.get(standard, str(standard).replace("-", " "))
        about = topic_of(topics, "standards", str(standard), title)
        last = rows.iloc[-1]
        if last["rating"] not in _SHORT:
            continue
        where = names.get(str(unit), str(unit))
        again = int((rows["rating"].isin(_SHORT)[::-1]).cumprod().sum())
        weight = 3 if again > 1 else 2 if last["rating"] == "not met" else 1
        says = f"{title}: {last['rating']}{_counted(last)} at {where} ({last['kind']}, {_day(last['date'])})"
        says += f", for the {_TIMES.get(again, 'umpteenth')} time" if again > 1 else ""
        if pd.notna(last["recheck_by"]) and last["recheck_by"] < day:
            weight = max(weight, 2)
            says += f"; the recheck due on {_day(last['recheck_by'])} has not been made"
        yield Evidence(*about, "assurance", weight, f"{says}.")


_TIMES = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}


def _counted(row: pd.Series) -> str:
    return f" in {row['met']:.0f} of {row['checked']:.0f} checked" if pd.notna(row["checked"]) else ""


def _day(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%B %Y}"
