"""From the rows of a place's tables to changes with their impact assessments, as they were known on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from qmf.data import Place, codes
from qmf.framework.impact import Change, ImpactAssessment, ImpactEffect, Risk

__all__ = ["SIGNED", "changes_of"]

SIGNED = {"medical": "signed_medical", "nursing": "signed_nursing"}
"""By signature, the column that dates it."""


def changes_of(place: Place, as_at: date) -> tuple[Change, ...]:
    """Give every change of a place, with the assessments that had been made by a day.

    Parameters
    ----------
    place
        The data: its tables ``changes``, ``impact_assessments`` and ``impact_effects``.
    as_at
        What is dated later was not known then, and is left out.

    Returns
    -------
    tuple of Change
        In the order of the table.

    Raises
    ------
    DataError
        One of the tables does not hold what it should.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place
    >>> place = open_place(Path(__file__).resolve().parents[2] / "data")
    >>> [change.id for change in changes_of(place, date(2026, 3, 31))][0]
    'safety-huddles'
    """
    made = place.table("impact_assessments")
    made = made[made["assessed"] <= pd.Timestamp(as_at)].sort_values("assessed", kind="stable")
    effects = place.table("impact_effects")
    return tuple(
        Change(
            id=str(row["change"]),
            title=str(row["title"]),
            kind=str(row["kind"]),
            units=codes(row["units"]),
            priority=str(row["priority"]),
            starts=_day(row["starts"]),
            saving=0.0 if pd.isna(row["saving"]) else float(row["saving"]),
            owner=str(row["owner"]),
            assessments=tuple(
                _assessment(each, effects[effects["assessment"] == each["assessment"]], as_at)
                for _, each in made[made["change"] == row["change"]].iterrows()
            ),
        )
        for _, row in place.table("changes").iterrows()
    )


def _assessment(row: pd.Series, effects: pd.DataFrame, as_at: date) -> ImpactAssessment:
    def known(column: str) -> date | None:
        day = _day(row[column])
        return day if day is not None and day <= as_at else None

    signed = tuple((each, day) for each, column in SIGNED.items() if (day := known(column)) is not None)
    return ImpactAssessment(
        id=str(row["assessment"]),
        depth=row["depth"],
        assessed=row["assessed"].date(),
        assessed_by=str(row["assessed_by"]),
        expires=_day(row["expires"]),
        look_back_due=_day(row["look_back_due"]),
        looked_back=known("looked_back"),
        look_back=str(row["look_back"]) if known("looked_back") else "",
        privacy=row["privacy"],
        dpia=known("dpia"),
        privacy_advice=str(row["privacy_advice"]),
        signed=signed,
        effects=tuple(_effect(each) for _, each in effects.iterrows()),
    )


def _effect(row: pd.Series) -> ImpactEffect:
    return ImpactEffect(
        part=row["part"],
        about=str(row["about"]),
        direction=row["direction"],
        what=str(row["what"]),
        evidence=str(row["evidence"]),
        before=_risk(row["likelihood"], row["consequence"]),
        after=_risk(row["likelihood_after"], row["consequence_after"]),
        mitigation=str(row["mitigation"]),
        measure=str(row["measure"]),
        per=str(row["per"]),
        worse=row["worse"] or "increase",
        called=str(row["called"]) or str(row["measure"]).replace("_", " "),
    )


def _risk(likelihood: Any, consequence: Any) -> Risk | None:
    """Give a risk where both halves are whole numbers from 1 to 5: anything else is not scored."""
    halves = (likelihood, consequence)
    if any(pd.isna(half) or half != int(half) or not 1 <= half <= 5 for half in halves):
        return None
    return Risk(int(likelihood), int(consequence))


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else value.date()
