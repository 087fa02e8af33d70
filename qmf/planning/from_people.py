"""Evidence from what people say and from what incidents taught."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from qmf.framework import Topics
from qmf.planning.evidence import Evidence, listed, topic_of

__all__ = ["FEWEST", "MANY", "from_feedback", "from_learning"]

FEWEST = 10
"""A theme with fewer concerns in a year is left out."""
MANY = 50
"""A theme with so many concerns in a year is clear by itself."""

_MANY_OF = {
    "service user": "service users",
    "carer": "carers",
    "staff": "staff",
    "partner organisation": "partner organisations",
}


def from_feedback(feedback: pd.DataFrame, topics: Topics, as_at: date) -> Iterator[Evidence]:
    """Count the concerns of the last twelve months by theme, beside those of the twelve before.

    A rise counts where chance alone would give it in fewer than one of a hundred themes (exact binomial test of the two
    counts).

    Parameters
    ----------
    feedback
        The feedback table of a place.
    topics
        The topics.
    as_at
        The last day that counts.
    """
    from scipy import stats  # it takes half a second, and most runs do not ask

    end = pd.Timestamp(as_at) + pd.Timedelta(days=1)
    start, before = end - pd.DateOffset(months=12), end - pd.DateOffset(months=24)
    concerns = feedback[(feedback["tone"] == "concern") & (feedback["period_start"] < end)]
    for theme, rows in concerns.groupby("theme", sort=False):
        lately = rows[rows["period_start"] >= start]
        now = int(lately["comments"].sum())
        then = int(
            rows.loc[(rows["period_start"] >= before) & ~(rows["period_start"] >= start), "comments"].sum()
        )
        if now < FEWEST:
            continue
        rose = float(stats.binomtest(now, now + then, 0.5, alternative="greater").pvalue) < 0.01
        about = topic_of(topics, "themes", str(theme))
        voices = lately.groupby("voice", sort=True)["comments"].sum()
        who = listed(f"{_MANY_OF[str(voice)]} {count:.0f}" for voice, count in voices.items())
        called = str(theme).replace("-", " ")
        says = f"{now} concerns about {called} in the last 12 months ({who})"
        says += f", up from {then}" if rose else f"; {then} in the 12 before"
        yield Evidence(*about, "feedback", 3 if rose else 2 if now >= MANY else 1, f"{says}.")


def from_learning(
    learning: pd.DataFrame, topics: Topics, names: Mapping[str, str], as_at: date
) -> Iterator[Evidence]:
    """Read the learning responses of the last two years: what was learnt, and whether anything was done.

    Parameters
    ----------
    learning
        The learning table of a place.
    topics
        The topics.
    names
        What people call each unit.
    as_at
        The last day that counts.
    """
    day = pd.Timestamp(as_at)
    recent = learning[(learning["date"] <= day) & (learning["date"] > day - pd.DateOffset(years=2))]
    for _, row in recent.iterrows():
        about = topic_of(topics, "themes", str(row["theme"]))
        where = names.get(str(row["unit"]), str(row["unit"]))
        said = f"{row['investigated']} ({row['kind']}, {where}, {row['date']:%B %Y})"
        said += f". Learnt: {row['learnt']}" if row["learnt"] else ""
        said += f". Done: {row['done']}" if row["done"] else ". Nothing has been done yet"
        yield Evidence(*about, "learning", 1 if row["done"] else 2, f"{said}.")
