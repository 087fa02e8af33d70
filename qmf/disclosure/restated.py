"""Verdicts and comparisons of what is shown: judged on the exact numbers, told in the rounded ones."""

from __future__ import annotations

from dataclasses import asdict

import pandas as pd

from qmf.cycle import Findings, changes_of
from qmf.disclosure.disclosed import Withheld
from qmf.disclosure.look import Look
from qmf.improvement import Change, say
from qmf.spc import ControlChart, Label

__all__ = ["changes_shown", "summary_shown"]

VERDICTS = ["variation", "assurance"]
CLAIMS = ["reading", "effect", "lasted", "sustained"]
QUALITY = ["complete", "on_time", "valid", "checked", "usable", "quality"]
COARSE = "the rounded numbers are too coarse to compare"


def summary_shown(
    found: Findings, look: Look, exact: ControlChart, seen: ControlChart
) -> tuple[pd.DataFrame, frozenset[tuple[str, str]]]:
    """Give one measure's rows of ``Findings.summary``, and the series that the exact numbers judge otherwise.

    Parameters
    ----------
    found
        The true findings: whence the data-quality marks.
    look
        The measure as it is shown.
    exact, seen
        The charts of the exact and of the rounded numbers, by the same periods.
    """
    id = look.measure.id
    rows = seen.summary.copy()
    own = exact.summary.set_index("unit").reindex(rows["unit"])
    hidden = rows["unit"].isin(list(look.withheld)).to_numpy()
    judged = [unit not in look.withheld or Withheld(look.withheld[unit]).judged for unit in rows["unit"]]
    settled = own["settled"].to_numpy() & (rows["settled"].to_numpy() | (hidden & judged))
    other = pd.Series(False, index=rows.index)
    for name in VERDICTS:
        true = own[name].astype(object).where(own[name].notna(), None).tolist()
        mine = rows[name].astype(object).where(rows[name].notna(), None).tolist()
        other |= pd.Series([a != b for a, b in zip(true, mine, strict=True)], index=rows.index)
        if name == "assurance":  # that no number of a series breaks a target tells how small they are
            true = [None if out else value for out, value in zip(hidden, true, strict=True)]
        rows[name] = pd.array(true, dtype="str")
    rows["settled"] = settled
    rows.loc[hidden | other.to_numpy(), "sustained_since"] = pd.NaT
    marks = found.summary[found.summary["measure"] == id].set_index("unit")[QUALITY].reindex(rows["unit"])
    rows = rows.assign(**{name: marks[name].to_numpy() for name in QUALITY})
    rows.loc[[not each for each in judged], "variation"] = "common cause"
    rows.insert(0, "measure", id)
    names = found.units.set_index("unit")["name"]
    rows.insert(2, "name", rows["unit"].map(names))
    differing = rows.loc[other.to_numpy() & ~hidden & settled, "unit"]
    return rows, frozenset((id, str(unit)) for unit in differing)


def changes_shown(found: Findings, look: Look, exact: ControlChart, seen: ControlChart) -> pd.DataFrame:
    """Compare before and after in the rounded numbers, and claim only what the exact ones bear out.

    Parameters
    ----------
    found
        The true findings.
    look
        The measure as it is shown.
    exact, seen
        The charts of the exact and of the rounded numbers, by the same periods.
    """
    measure, priority, units = look.measure, found.priority, found.units
    true = (
        changes_of(look.exact, exact, measure, priority, units)
        if look.level not in (None, found.priority.measure(measure.id).frequency)
        else found.changes[measure.id]
    )
    drawn = look.seen[~look.seen["unit"].isin(list(look.withheld))]
    mine = changes_of(drawn, seen, measure, priority, units).set_index("unit", drop=False)
    rows: list[dict[str, object]] = []
    for _, row in true.iterrows():
        unit = str(row["unit"])
        if unit in look.withheld:
            rows.append(_unsaid(row, look, Withheld(look.withheld[unit]).words))
        elif (mine.loc[unit, CLAIMS] == row[CLAIMS]).all():
            rows.append({str(name): value for name, value in mine.loc[unit].items()})
        else:
            rows.append(_unsaid(row, look, COARSE))
    table = pd.DataFrame(rows, columns=true.columns).astype(true.dtypes)
    if look.level == "quarter":  # the last month of a quarter, as everywhere an end is told
        for end in ("before_end", "after_end"):
            table[end] = table[end] + pd.DateOffset(months=2)
    return table


def _unsaid(row: pd.Series, look: Look, why: str) -> dict[str, object]:
    """Leave out what a comparison found, and say why."""
    measure = look.measure
    nothing = Change(f"Cannot say: {why}", "", row["scale"])
    label = Label(name=measure.title, unit=measure.unit, percent=measure.percent, place=str(row["name"]))
    said = say(nothing, label)
    texts = {"before_text": "", "after_text": "", "change_text": "", "interval_text": "", "words": said.words}
    kept = {name: row[name] for name in ("unit", "name", "takes_part")}
    return {**kept, **asdict(nothing), **texts}
