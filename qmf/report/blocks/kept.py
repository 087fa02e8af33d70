"""What stands where a block has nothing for an audience: numbers there that no policy knows how to mask."""

from __future__ import annotations

from qmf.cycle import Findings
from qmf.disclosure import policy_of
from qmf.report.blocks.block import Section

__all__ = ["kept_back"]


def kept_back(found: Findings, what: str) -> Section | None:
    """Give the sentence that takes a block's place where a policy has masked the findings; None where none has.

    Parameters
    ----------
    found
        The findings of one priority.
    what
        What is not shown, as a sentence starts.
    """
    if policy_of(found) is None:
        return None
    return Section(
        f'<p class="prose">{what} stand in the report for those who do the work, not in this one.</p>'
    )
