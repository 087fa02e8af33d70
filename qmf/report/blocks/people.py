"""Who takes part, by role, and who does not yet."""

from __future__ import annotations

from qmf.cycle import Findings
from qmf.report.blocks.block import Section
from qmf.report.page import fragment

__all__ = ["people"]

PARTS = {
    "owner": "Owner",
    "partner": "Partners, who decide together",
    "involved": "Involved",
    "consulted": "Consulted",
    "informed": "Informed",
    "not yet involved": "Not yet involved",
}


def people(found: Findings) -> Section:
    """List the people of a priority by the part they have; those not yet involved are named last.

    Parameters
    ----------
    found
        The findings of one priority.
    """
    everyone = found.priority.people
    groups = [(said, [person for person in everyone if person.part == part]) for part, said in PARTS.items()]
    return Section(fragment("blocks/people.html.j2", groups=[group for group in groups if group[1]]))
