"""Whether less harm happened, or less of it was reported."""

from __future__ import annotations

from qmf.report.blocks.block import Section
from qmf.report.page import fragment
from qmf.report.planning.records import names_of, records
from qmf.year import Planning

__all__ = ["reporting"]


def reporting(plan: Planning) -> Section:
    """Show the units where reporting fell, and say of the others that there is no sign of it.

    Parameters
    ----------
    plan
        The year's planning.
    """
    names = names_of(plan)
    fell = plan.reported["reading"].str.startswith("reporting fell")
    blind = plan.reported["reading"] == "cannot say"
    quiet = [(names[row.unit], row) for row in records(plan.reported[fell])]
    return Section(
        fragment(
            "planning/reporting.html.j2",
            quiet=quiet,
            clear=int((~fell & ~blind).sum()),
            blind=[names[unit] for unit in plan.reported.loc[blind, "unit"]],
            every=len(plan.reported),
        )
    )
