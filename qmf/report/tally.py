"""How the measures of a priority, or of all, stand: in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from qmf.cycle import Findings
from qmf.report.dates import day
from qmf.report.marks import Side
from qmf.report.verdicts import verdicts
from qmf.report.wording import count, inside, joined, plural
from qmf.spc import Label

__all__ = ["not_begun_sentence", "summary_sentence", "tally_sentence"]


def summary_sentence(found: Findings) -> str:
    """Say in a sentence or two how all measures of a priority stand."""
    said = {
        "worse": "got worse",
        "better": "got better",
        "changed": "changed",
        "care": ("is to be read with care", "are to be read with care"),
        "usual": ("varies as usual", "vary as usual"),
        "early": ("has too few points to say yet", "have too few points to say yet"),
        "unknown": "cannot be judged",
        "closed": ("has ended with its units", "have ended with their units"),
    }
    sentences = []
    for side, words in said.items():
        titles = [it.measure.title for it in verdicts(found) if it.standing == side]
        if titles:
            names = joined([titles[0], *(inside(title) for title in titles[1:])])
            many = 2 if len(titles) > 1 or Label(titles[0]).many else 1
            verb = words if isinstance(words, str) else plural(many, *words)
            sentences.append(f"{names} {verb}.")
    return " ".join(sentences)


def not_begun_sentence(found: Findings) -> str:
    """Name the measures that have no point yet; empty where all have begun."""
    titles = [measure.title for measure in found.not_begun]
    if not titles:
        return ""
    names = joined([titles[0], *(inside(title) for title in titles[1:])])
    return f"Not begun yet: {names}. There is no point by {day(found.as_at)}."


def tally_sentence(sides: Sequence[Side]) -> str:
    """Count how many measures got worse, better, and so on.

    Examples
    --------
    >>> tally_sentence(["worse", "better", "better", "usual", "unknown"])
    '1 measure got worse, 2 got better and 1 cannot be judged'
    >>> tally_sentence(["usual", "usual"])
    'no measure shows a change'
    """
    words = {
        "worse": "got worse",
        "better": "got better",
        "changed": "changed",
        "care": plural(sides.count("care"), "is to be read with care", "are to be read with care"),
        "unknown": "cannot be judged",
    }
    counted = [(sides.count(side), text) for side, text in words.items() if side in sides]
    if not counted:
        return "no measure shows a change"
    first, *rest = counted
    return joined(
        [f"{count(first[0], 'measure')} {first[1]}", *(f"{number} {text}" for number, text in rest)]
    )
