"""The charts of a family, one a measure, on one time axis."""

from __future__ import annotations

from qmf.cycle import TOGETHER, Findings
from qmf.disclosure import withheld
from qmf.report.blocks.block import Several
from qmf.report.blocks.figure import figure

__all__ = ["figures"]


def figures(found: Findings) -> Several:
    """Show each measure's chart for all units together.

    The charts share one time axis, so that the eye can go from a test of change to the process, the outcome and the
    cost. The first tells each test in full, the others by date and name.

    Parameters
    ----------
    found
        The findings of one priority.
    """
    drawn = [measure.id for measure in found.measures if withheld(found, measure.id) is None]
    xs = [found.chart(measure, TOGETHER).points["x"] for measure in drawn]
    first, last = min((x.min() for x in xs), default=None), max((x.max() for x in xs), default=None)
    return Several(
        tuple(
            figure(found, measure.id, x_from=first, x_to=last, full=number == 0)
            for number, measure in enumerate(found.measures)
        )
    )
