"""Small made-up series for the tests of improvement."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from qmf.framework import Aim, Measure

DECLARED = {"change_starts": "2024-10-01", "settles_by": "2025-01-01"}


def frame(
    numerators: Any, denominators: Any = 500.0, *, unit: str = "heron", start: str = "2022-04-01"
) -> pd.DataFrame:
    """Months from April 2022; a missing numerator is a month that was not reported."""
    top = np.asarray(numerators, float)
    bottom = np.where(np.isnan(top), np.nan, np.broadcast_to(np.asarray(denominators, float), top.shape))
    months = pd.date_range(start, periods=len(top), freq="MS")
    return pd.DataFrame(
        {
            "unit": unit,
            "period_start": months,
            "numerator": top,
            "denominator": bottom,
            "value": top / bottom,
            "suppressed": False,
        }
    )


def values(given: Any, *, unit: str = "heron") -> pd.DataFrame:
    """Months from April 2022 of a value without numerators."""
    made = frame(given, 1.0, unit=unit)
    return made.assign(numerator=np.nan, denominator=np.nan)


def measure(**changes: Any) -> Measure:
    plain = {
        "id": "violence",
        "title": "Physical violence",
        "role": "outcome",
        "definition": "d",
        "numerator": "n",
        "unit": "incidents per 1,000 bed days",
        "owner": "o",
        "source": "s",
        "direction": "decrease",
        "multiply": 1000,
        "data": {"events": "violence", "denominator": "bed_days"},
        "baseline": {"start": "2022-04-01", "end": "2024-09-30"},
    }
    return Measure.model_validate(plain | changes)


def aim(**changes: Any) -> Aim:
    plain = {"measure": "violence", "to": 6, "by": "2026-03-31", "who": "w", **DECLARED}
    return Aim.model_validate(plain | changes)
