"""The few facts under a page's heading."""

from __future__ import annotations

from collections.abc import Sequence

from qmf.cycle import TOGETHER, Findings
from qmf.report.dates import day
from qmf.report.marks import Side
from qmf.report.verdicts import Verdict
from qmf.report.wording import count

__all__ = ["counted", "facts"]


def facts(found: Findings) -> list[tuple[str, str]]:
    """Say which priority this is, when, where, for whom and whose.

    Parameters
    ----------
    found
        The findings of one priority.
    """
    return [
        ("Priority", found.priority.title),
        ("Year", found.priority.year),
        ("Data as at", day(found.as_at)),
        ("Where", found.name(TOGETHER)),
        ("Owner", found.priority.owner),
    ]


def counted(found: Sequence[Findings], every: Sequence[Verdict]) -> list[tuple[str, str]]:
    """Count the measures of all priorities by what became of them.

    Parameters
    ----------
    found
        The findings, one a priority.
    every
        The verdict on each measure.
    """
    sides = [it.standing for it in every]
    worse, better, other = (sides.count(side) for side in ("worse", "better", "changed"))
    words = ((worse, "worse"), (better, "better"), (other, "other"))
    changed = [f"{number} {word}" for number, word in words if number]
    total = worse + better + other
    rows = [
        ("Data as at", day(found[0].as_at)),
        ("Measures read", f"{len(every)}, in {count(len(found), 'priority', 'priorities')}"),
        ("Show a change", f"{total}: {', '.join(changed)}" if changed else "None"),
        ("Varying as usual", str(sides.count("usual"))),
        ("Cannot be judged", str(sides.count("unknown"))),
    ]
    rare: dict[str, Side] = {"Read with care": "care", "Too few points yet": "early", "Closed": "closed"}
    return [*rows, *((term, str(sides.count(side))) for term, side in rare.items() if side in sides)]
