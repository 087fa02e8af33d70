"""The candidates for priority, each with its evidence."""

from __future__ import annotations

from qmf.planning.evidence import SOURCES
from qmf.report.blocks.block import Section
from qmf.report.page import fragment
from qmf.report.planning.records import records
from qmf.year import Planning

__all__ = ["candidates"]

WEIGHTS = {3: "Strong", 2: "Clear", 1: "Worth knowing", 0: "Also"}


def candidates(plan: Planning) -> Section:
    """List what could become a priority, with what speaks for it.

    Parameters
    ----------
    plan
        The year's planning.
    """
    return Section(
        fragment(
            "planning/candidates.html.j2",
            rows=records(plan.candidates),
            sources=SOURCES,
            weights=WEIGHTS,
        )
    )
