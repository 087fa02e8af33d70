"""The family read together: one sentence for process, outcome and balancing measures, and what it rests on."""

from __future__ import annotations

from qmf.cycle import TOGETHER, Findings
from qmf.improvement import part_words, read_family
from qmf.report.blocks.block import Section
from qmf.report.page import fragment

__all__ = ["together"]


def together(found: Findings) -> Section:
    """Say in one sentence what the measures show together, then each measure's part in it.

    Parameters
    ----------
    found
        The findings of one priority.
    """
    reading = read_family(
        found.priority,
        summary=found.summary,
        changes=found.changes,
        whole=TOGETHER,
        taking_part=set(found.units.loc[found.units["takes_part"], "unit"]),
    )
    parts = [(part.measure, part_words(part)) for part in reading.parts]
    moved = any(part.whole.way for part in reading.parts)
    return Section(fragment("blocks/together.html.j2", reading=reading, parts=parts, moved=moved))
