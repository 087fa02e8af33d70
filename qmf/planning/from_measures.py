"""Evidence from the charts: measures with concern, measures that fail their target, data that cannot assure."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from qmf.framework import Topics
from qmf.planning.evidence import Evidence, listed, topic_of

__all__ = ["WATCH", "from_measures"]

WATCH = (
    "measure", "title", "code", "unit", "name", "variation", "assurance", "usable", "quality", "harm", "gain",
)  # fmt: skip
"""The columns of the table of watched measures: one row a measure and unit."""


def from_measures(watch: pd.DataFrame, reported: pd.DataFrame, topics: Topics) -> Iterator[Evidence]:
    """Read what the charts say, measure by measure.

    Parameters
    ----------
    watch
        The columns of :data:`WATCH`: ``code`` is the measure as the tables name it, ``name`` what people call the unit,
        ``variation`` and ``assurance`` the verdicts of its chart, ``usable`` whether its data are good enough to judge
        by and ``quality`` why not, ``harm`` whether it counts harm, ``gain`` what a lasting improvement says of itself.
    reported
        What :func:`qmf.planning.reported` gives: a fall in harm is not told without it.
    topics
        The topics.
    """
    for _, rows in watch.groupby("measure", sort=False):
        first = rows.iloc[0]
        title = str(first["title"])
        about = topic_of(topics, "measures", str(first["code"]), title)
        usable = rows[rows["usable"]]
        worse = usable[usable["variation"].astype(str).str.startswith("concern")]
        if len(worse):
            yield Evidence(*about, "measures", 3, f"{title} has got worse: {listed(worse['name'])}.")
        fails = usable[usable["assurance"] == "fails"]
        if len(fails):
            says = f"{title} will keep missing its target until something changes: {listed(fails['name'])}."
            yield Evidence(*about, "measures", 2, says)
        blind = rows[~rows["usable"]]
        if len(blind):
            why = str(blind.iloc[0]["quality"])
            where = f"{listed(blind['name'])} ({why[:1].lower()}{why[1:]})"
            says = f"{title} cannot be assured, because the data are poor: {where}."
            yield Evidence(*about, "measures", 2, says)
        better = usable[usable["variation"].astype(str).str.startswith("improvement")]
        if len(better) and bool(first["harm"]):
            yield Evidence(*about, "measures", 0, _better(title, better, reported))


def _better(title: str, better: pd.DataFrame, reported: pd.DataFrame) -> str:
    """Tell a fall in harm together with what is known of reporting at the same units."""
    here = reported[reported["unit"].isin(better["unit"])]
    dressed = here[here["reading"].str.startswith("reporting fell")]
    said = f"{title} is lower: {listed(better['name'])}."
    if len(dressed):
        return f"{said} But less was reported there: do not take it as less harm yet."
    if len(here) and (here["reading"] != "cannot say").all():
        return f"{said} There is no sign that reporting fell there."
    return f"{said} Whether reporting fell there cannot be said."
