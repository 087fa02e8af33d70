"""Has it lasted? Every change that is clear, and whether it still holds."""

from __future__ import annotations

import pandas as pd

from qmf.cycle import TOGETHER, Findings
from qmf.framework import Measure
from qmf.report.blocks.block import Section
from qmf.report.dates import month
from qmf.report.page import fragment
from qmf.report.wording import inside, joined
from qmf.spc import Label

__all__ = ["held"]

LASTED = {
    "yes": "Yes, so far",
    "not sure": "It holds so far, though not clearly enough to call it sustained",
    "too early": "Too early to say",
    "no": "No",
}


def held(found: Findings) -> Section:
    """Say of every clear change, at all units together and at each, whether it has lasted.

    Parameters
    ----------
    found
        The findings of one priority.
    """
    rows = [
        _row(measure, row)
        for measure in found.measures
        if measure.id in found.changes
        for _, row in found.changes[measure.id].iterrows()
        if row["lasted"]
    ]
    still = [measure.title for measure in found.measures if not _clear(found, measure)]
    named = joined([still[0], *(inside(title) for title in still[1:])]) if still else ""
    return Section(fragment("blocks/held.html.j2", rows=rows, still=named, where=found.name(TOGETHER)))


def _clear(found: Findings, measure: Measure) -> bool:
    if measure.id not in found.changes:
        return False
    table = found.changes[measure.id]
    return bool((table.loc[table["unit"] == TOGETHER, "lasted"] != "").any())


def _row(measure: Measure, row: pd.Series) -> dict[str, str]:
    label = Label(name=measure.title, unit=measure.unit, percent=measure.percent)
    late = label.format(float(row["late"]))
    return {
        "measure": measure.title,
        "name": str(row["name"]),
        "reading": str(row["reading"]),
        "since": "–" if pd.isna(row["starts"]) else month(row["starts"]),
        "late": f"{late} over the last {row['late_points']} points",
        "lasted": LASTED[row["lasted"]] + (", a sustained change" if row["sustained"] else ""),
    }
