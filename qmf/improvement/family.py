"""A family read together: outcome, process and balancing measures in one joint sentence, and what it rests on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from qmf.framework import Priority
from qmf.improvement.family_part import Part, read_part
from qmf.improvement.family_words import sentence_of

__all__ = ["FamilyReading", "read_family"]


@dataclass(frozen=True, slots=True)
class FamilyReading:
    """What the measures of a priority say together.

    Parameters
    ----------
    sentence
        One sentence: what moved with what, where, and what nobody can say. It names no cause.
    parts
        One a measure, in the order process, outcome, balancing: what the sentence rests on.
    concern
        Whether any measure got worse, together or at a unit that takes part, or got better and did not hold.
    """

    sentence: str
    parts: tuple[Part, ...]
    concern: bool


def read_family(
    priority: Priority,
    *,
    summary: pd.DataFrame,
    changes: Mapping[str, pd.DataFrame],
    whole: str,
    taking_part: Collection[str],
) -> FamilyReading:
    """Read a family of measures together.

    A measure *moved* where its chart's latest point is a signal, or where the comparison of before and after claims a
    real change: as everywhere on a report's pages. Where the two disagree, the chart counts: it tells of now. At a
    single unit more is asked: a real change, or a shift that still holds.

    Parameters
    ----------
    priority
        Its measures, with their roles, and its aim.
    summary
        One row a measure and unit: ``measure``, ``unit``, ``name``, the columns of ``ControlChart.summary``, ``usable``
        and ``quality``, as in ``qmf.cycle.Findings.summary``.
    changes
        By measure id the table of :func:`qmf.improvement.changes`; a measure may be missing.
    whole
        The unit that stands for all those that take part together.
    taking_part
        The units that take part; others do not speak here.

    Returns
    -------
    FamilyReading
        Measures without a row at `whole` are left out.

    Examples
    --------
    >>> from datetime import date
    >>> from qmf.framework import priority_from
    >>> measure = {
    ...     "id": "falls", "title": "Falls", "role": "outcome", "definition": "d", "numerator": "n", "unit": "falls",
    ...     "owner": "Matron", "source": "s", "direction": "decrease", "data": {"events": "fall"},
    ... }
    >>> priority = priority_from({
    ...     "id": "falls", "year": "2025-26", "title": "Falls", "units": ["oak"], "measures": [measure],
    ...     "aim": {"to": 3, "by": date(2026, 3, 31), "who": "People on Oak ward"},
    ...     "people": [{"role": "Matron", "part": "owner", "what": "Answers for it"}],
    ... })
    >>> row = {
    ...     "measure": "falls", "unit": "all", "name": "Oak ward", "value": 2.0, "centre": 4.0, "settled": True,
    ...     "sustained_since": pd.Timestamp("2025-09-01"), "variation": "improvement low", "signals": 7, "points": 24,
    ...     "usable": True, "quality": "Good",
    ... }
    >>> found = read_family(priority, summary=pd.DataFrame([row]), changes={}, whole="all", taking_part=["all"])
    >>> found.sentence.partition(",")[0], found.sentence.partition(": ")[2], found.concern
    ('The outcome improved', 'falls fell.', False)
    """
    there = set(summary.loc[summary["unit"] == whole, "measure"])
    parts = tuple(
        read_part(
            measure,
            aim=priority.aim,
            summary=summary[summary["measure"] == measure.id],
            changes=changes.get(measure.id),
            whole=whole,
            taking_part=taking_part,
        )
        for role in ("process", "outcome", "balancing")
        for measure in priority.measures
        if measure.role == role and measure.id in there
    )
    concern = any(part.whole.state in ("worse", "faded") or part.worse_at for part in parts)
    return FamilyReading(sentence_of(parts), parts, concern)
