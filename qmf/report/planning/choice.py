"""How next year's priorities were chosen: the score with its parts, the votes, and how firm it is."""

from __future__ import annotations

from qmf.report.blocks.block import Section
from qmf.report.page import fragment
from qmf.report.planning.records import records
from qmf.year import Planning

__all__ = ["choice"]

FIRM = {"in": "Firmly among the first", "out": "Firmly outside", "open": "Open"}


def choice(plan: Planning) -> Section:
    """Show the choice; where none has been made, say so.

    Parameters
    ----------
    plan
        The year's planning.
    """
    made = plan.choice
    if made is None:
        return Section(fragment("planning/no_choice.html.j2"))
    scored = set(made.ranking["candidate"])
    unscored = [str(row.title) for row in records(plan.candidates) if row.candidate not in scored]
    rows = records(made.ranking)
    voted = [row.group for row in records(made.voices) if row.voted]
    return Section(
        fragment(
            "planning/choice.html.j2",
            made=made,
            rows=rows,
            criteria=made.choosing.criteria,
            total=sum(each.weight for each in made.choosing.criteria),
            voices=records(made.voices),
            voted=voted,
            firm=FIRM,
            unscored=unscored,
        )
    )
