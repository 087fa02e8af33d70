"""The risks and opportunities that teams have named."""

from __future__ import annotations

from qmf.report.blocks.block import Section
from qmf.report.page import fragment
from qmf.report.planning.records import names_of, records
from qmf.year import Planning

__all__ = ["risks"]


def risks(plan: Planning) -> Section:
    """List what is open, the gravest first, with who watches it.

    Parameters
    ----------
    plan
        The year's planning.
    """
    names = names_of(plan)
    rows = [(names[row.unit], row) for row in records(plan.risks)]
    return Section(fragment("planning/risks.html.j2", rows=rows))
