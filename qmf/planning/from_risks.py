"""Evidence from the risks and opportunities that teams have named, with what their measures show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from qmf.framework import Topics
from qmf.planning.evidence import Evidence, topic_of

__all__ = ["BANDS", "from_risks", "open_risks"]

BANDS = {15: 3, 8: 2}
"""From which score, likelihood times consequence, evidence has which weight; below, 1. They are the bands "extreme" and
"high" of the usual 5 x 5 matrix; a trust's own policy decides."""


def open_risks(risks: pd.DataFrame, watch: pd.DataFrame, as_at: date) -> pd.DataFrame:
    """List the risks and opportunities that are open, the gravest first, with who watches them.

    Parameters
    ----------
    risks
        The risks table of a place.
    watch
        The table of watched measures, with the columns of :data:`qmf.planning.from_measures.WATCH`.
    as_at
        The last day that counts.

    Returns
    -------
    pandas.DataFrame
        The rows that are open on that day; ``score``; ``watched``, whether a watched measure would show it; and
        ``trend``, what that measure's chart says at the unit, or "not watched".

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place
    >>> from qmf.planning.from_measures import WATCH
    >>> place = open_place(Path(__file__).resolve().parents[2] / "data")
    >>> found = open_risks(place.table("risks"), pd.DataFrame(columns=list(WATCH)), date(2026, 3, 31))
    >>> found.loc[0, "title"], bool(found.loc[0, "watched"])
    ('Blood tests for people on clozapine are missed when they move between teams', False)
    """
    day = pd.Timestamp(as_at)
    known = risks[(risks["named"] <= day) & ~(risks["closed"] <= day)]
    judged = watch[watch["usable"].astype(bool)]
    keys = zip(map(str, judged["code"]), map(str, judged["unit"]), strict=True)
    verdicts = dict(zip(keys, map(str, judged["variation"]), strict=True))
    codes = set(watch["code"])
    rows = known.assign(
        score=known["likelihood"] * known["consequence"],
        watched=known["measure"].isin(codes).astype(bool),
        trend=[
            _trend(str(row["measure"]), str(row["unit"]), codes, verdicts) for row in known.to_dict("records")
        ],
    )
    return rows.sort_values("score", ascending=False, kind="stable", ignore_index=True)


def from_risks(risks: pd.DataFrame, topics: Topics, names: Mapping[str, str]) -> Iterator[Evidence]:
    """Turn each open risk or opportunity into evidence.

    Parameters
    ----------
    risks
        What :func:`open_risks` gives.
    topics
        The topics.
    names
        What people call each unit.
    """
    for row in risks.to_dict("records"):
        kind, code = ("themes", row["theme"]) if row["theme"] else ("measures", row["measure"])
        about = topic_of(topics, kind, str(code)) if code else (f"risk:{row['risk']}", str(row["title"]))
        where = names.get(str(row["unit"]), str(row["unit"]))
        score = row["score"]
        weight = next((weight for least, weight in BANDS.items() if score >= least), 1)
        scored = f", score {score:.0f} of 25" if pd.notna(score) else ", not scored"
        says = f"{row['title']} ({row['kind']} named by {where}{scored}). "
        unwatched = "Nobody watches it: no measure would show it."
        says += f"Its measure: {row['trend']}." if row["watched"] else unwatched
        yield Evidence(*about, "risks", weight if row["kind"] == "risk" else min(weight, 2), says)


def _trend(code: str, unit: str, codes: set[str], verdicts: Mapping[tuple[str, str], str]) -> str:
    if code not in codes:
        return "not watched"
    verdict = verdicts.get((code, unit), "")
    if verdict.startswith("concern"):
        return "getting worse there"
    if verdict.startswith("improvement"):
        return "getting better there"
    return "no change there" if verdict else "cannot be judged there"
