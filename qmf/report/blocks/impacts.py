"""Where every change stands with its impact assessment: this priority's first, then the rest of the trust's."""

from __future__ import annotations

from dataclasses import dataclass

from qmf.cycle import Findings
from qmf.planning import Impact
from qmf.report.blocks.block import Section
from qmf.report.blocks.kept import kept_back
from qmf.report.page import fragment
from qmf.report.wording import count

__all__ = ["impacts"]

OPEN = ("none", "expired", "look-back", "unfinished", "unsigned")
STATES = {
    "none": "No assessment",
    "expired": "Ran out",
    "look-back": "Look-back due",
    "unfinished": "Not finished",
    "unsigned": "Not signed",
    "ended": "Ended",
    "in-order": "In order",
    "not-needed": "Not needed",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One change in a row."""

    title: str
    owner: str
    state: str
    sentence: str
    early: bool
    moved: tuple[str, ...]
    passed: tuple[str, ...]
    quiet: str


def impacts(found: Findings) -> Section:
    """Say which changes need an impact assessment and have none, and in which a feared harm has come.

    Parameters
    ----------
    found
        The findings of one priority.
    """
    if kept := kept_back(found, "Changes and whether their impact was assessed"):
        return kept
    mine = [each for each in found.impacts if each.change.priority == found.priority.id]
    others = [each for each in found.impacts if each.change.priority != found.priority.id]
    return Section(
        fragment(
            "blocks/impacts.html.j2",
            lead=_lead(found.impacts),
            groups=[
                ("Changes of this priority", [_told(each) for each in mine]),
                ("Other changes of the trust", [_told(each) for each in others]),
            ],
            mine=mine,
            priority=found.priority,
            charts=sum(len(each.watched) for each in found.impacts),
        )
    )


def _lead(every: tuple[Impact, ...]) -> str:
    if not every:
        return "No change is written down, so nobody can say whether its impact was assessed."
    open_ = sum(each.state in OPEN for each in every)
    harmed = sum(each.harmed for each in every)
    has = f"{open_ or 'none'} {'has' if open_ == 1 else 'have'}"
    said = f"Of {count(len(every), 'change')}, {has} an impact assessment that is "
    said += "missing, out of date, unfinished or unsigned."
    if harmed:
        verb, whose = ("shows", "its") if harmed == 1 else ("show", "their")
        said += f" {harmed} {verb} a harm that {whose} assessment feared."
    return said


def _told(it: Impact) -> Told:
    quiet = [each for each in it.watched if each.state == "quiet"]
    return Told(
        title=it.change.title,
        owner=it.change.owner,
        state=STATES[it.state],
        sentence=it.sentence,
        early=it.early,
        moved=tuple(each.words for each in it.moved),
        passed=tuple(each.words for each in it.watched if each.state == "was-worse" and not each.moved),
        quiet=f"No sign of harm in {count(len(quiet), 'chart')}." if quiet else "",
    )
