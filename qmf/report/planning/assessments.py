"""What is open of the impact assessments, before anything new is chosen."""

from __future__ import annotations

from qmf.data import codes
from qmf.report.blocks.block import Section
from qmf.report.page import fragment
from qmf.report.planning.records import names_of, records
from qmf.year import Planning

__all__ = ["assessments"]


def assessments(plan: Planning) -> Section:
    """List each change whose impact assessment is missing, out of date or open, or has come true.

    Parameters
    ----------
    plan
        The year's planning.
    """
    names = names_of(plan)
    changes = [
        (str(title), [names[unit] for unit in codes(rows["units"].iloc[0])], records(rows))
        for title, rows in plan.impacts.groupby("title", sort=False)
    ]
    return Section(fragment("planning/assessments.html.j2", changes=changes))
