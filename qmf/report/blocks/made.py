"""How the reports of a priority were made: method, data, definitions, parameters."""

from __future__ import annotations

from qmf.cycle import Findings
from qmf.disclosure import policy_of
from qmf.report.blocks.block import Section
from qmf.report.method import method_sentence, rules_sentences
from qmf.report.page import fragment

__all__ = ["made"]


def made(found: Findings) -> Section:
    """Say how the charts are drawn and judged, what data they stand on, and where their definitions are.

    Parameters
    ----------
    found
        The findings of one priority.
    """
    measures = found.measures
    return Section(
        fragment(
            "blocks/made.html.j2",
            method=method_sentence([found]),
            rules=rules_sentences([found]),
            baselines=any(measure.baseline for measure in measures),
            aim=found.priority.aim,
            changes=bool(found.changes),
            sources=sorted({measure.source for measure in measures}),
            place=found.place,
            disclosure=policy_of(found),
            files=sorted(found.place.seal.items()),
            as_at=found.as_at,
            priority=found.priority,
        )
    )
