"""Who lives here against who is seen."""

from __future__ import annotations

from qmf.report.blocks.block import Section
from qmf.report.page import fragment
from qmf.report.planning.records import records, services_of
from qmf.year import Planning

__all__ = ["needs"]


def needs(plan: Planning) -> Section:
    """Show the groups that are seen less than others, and all rates.

    Parameters
    ----------
    plan
        The year's planning.
    """
    above = services_of(plan)
    groups = [
        (above.get(str(service), str(service)), records(rows))
        for service, rows in plan.needs.groupby("service", sort=False)
    ]
    short = plan.needs[plan.needs["reading"] == "under-served"]
    return Section(
        fragment(
            "planning/needs.html.j2",
            groups=groups,
            short=[(above.get(row.service, row.service), row) for row in records(short)],
        )
    )
