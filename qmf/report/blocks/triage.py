"""Which method? What the answers suggest, why, what would change that, and what people chose."""

from __future__ import annotations

from qmf import planning
from qmf.cycle import Findings
from qmf.report.blocks.block import Section
from qmf.report.page import fragment

__all__ = ["triage"]


def triage(found: Findings) -> Section:
    """Show the first triage: it suggests, people decide.

    Parameters
    ----------
    found
        The findings of one priority; the answers are those of its parameter file.
    """
    priority = found.priority
    it = found.triage
    return Section(
        fragment(
            "blocks/triage.html.j2",
            it=it,
            needs=planning.table().named(it.method),
            method=priority.method,
            owner=priority.owner,
            file=f"parameters/{priority.year}/{priority.id}.yaml",
        )
    )
