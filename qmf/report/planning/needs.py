"""Who lives here against who is seen."""

from __future__ import annotations

from qmf.report.blocks.block import Section
from qmf.report.page import fragment
from qmf.report.planning.records import records
from qmf.year import Planning

__all__ = ["needs"]


def needs(plan: Planning) -> Section:
    """Show the groups that are seen less than others, and all rates.

    Parameters
    ----------
    plan
        The year's planning.
    """
    services = plan.place.units.set_index("unit")
    kinds = services[services["service"] != ""]
    above = {str(row.service): str(services.loc[row.parent, "name"]) for row in records(kinds)}
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
