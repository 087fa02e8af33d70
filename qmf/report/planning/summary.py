"""The few sentences that a reader who stops after them must have read."""

from __future__ import annotations

from qmf.report.blocks.block import Section
from qmf.report.page import fragment
from qmf.report.planning.records import names_of, records, services_of
from qmf.report.wording import count
from qmf.year import Planning

__all__ = ["headlines", "summary"]


def headlines(plan: Planning) -> list[str]:
    """Say what stands out, the choice first, then what nobody may overlook.

    Parameters
    ----------
    plan
        The year's planning.
    """
    said = [plan.choice.words] if plan.choice else []
    if not plan.choice and len(plan.candidates):
        first = [str(title) for title in plan.candidates["title"].head(3)]
        said.append(f"The most evidence speaks for: {'; '.join(first)}. Nothing has been chosen yet.")
    names = names_of(plan)
    quiet = plan.reported[plan.reported["reading"] == "reporting fell with it"]
    said += [
        f"{names[row.unit]}: harm fell in the figures, but reporting fell too." for row in records(quiet)
    ]
    short = plan.needs[plan.needs["reading"] == "under-served"]
    said += [f"Under-served by {services_of(plan)[row.service]}: {row.words}" for row in records(short)]
    unwatched = plan.risks[~plan.risks["watched"].astype(bool) & (plan.risks["score"] >= 15)]
    said += [f"Nobody watches this risk: {row.title}." for row in records(unwatched)]
    astray = int((~plan.register["aligned"].astype(bool)).sum())
    if astray:
        hang = "hangs" if astray == 1 else "hang"
        said.append(f"{count(astray, 'project').capitalize()} {hang} on no branch of the strategy.")
    if plan.choice is not None:
        said += [str(row.words) for row in records(plan.choice.voices) if not row.asked]
    return said


def summary(plan: Planning) -> Section:
    """Show what stands out.

    Parameters
    ----------
    plan
        The year's planning.
    """
    return Section(fragment("planning/summary.html.j2", said=headlines(plan)))
