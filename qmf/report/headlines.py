"""What a reader needs to know first: what got worse, what got better, what nobody can say. All of it computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qmf.cycle import Findings
from qmf.report.marks import UNJUDGED, Side
from qmf.report.reasons import message, why_sentences
from qmf.report.verdicts import Verdict, members, units_word, verdict, verdicts
from qmf.report.wording import count, inside, joined, sentence

__all__ = ["EVERYWHERE", "Headline", "headlines", "in_order"]

TAGS: dict[Side, str] = {
    "worse": "Got worse",
    "better": "Got better",
    "changed": "Changed",
    "care": "Read with care",
    "unknown": "Cannot say",
}
EVERYWHERE = "h-everywhere"
"""Where a priority's page shows every measure at every unit."""
ORDER = list(TAGS)


@dataclass(frozen=True, slots=True)
class Headline:
    """One thing a reader should know.

    Parameters
    ----------
    side
        Which heading it stands under.
    tag
        That heading, in words.
    icon
        The name of its icon.
    what
        The message.
    why
        What it rests on; empty where the message says it all.
    report
        The words of the link to the priority's page.
    anchor
        Where on that page the evidence stands.
    page
        That page's address from the bundle's own folder.
    """

    side: Side
    tag: str
    icon: str
    what: str
    why: str
    report: str
    anchor: str
    page: str


def headlines(found: Findings) -> list[Headline]:
    """Give the headlines of one priority: worse, single units that got worse, better, changed, cannot say."""
    together = [it for it in verdicts(found) if it.standing in TAGS and not (it.mask.hidden and _mute(it))]
    heads = [_headline(found, it) for it in sorted(together, key=_first)]
    alone = _alone(found)
    if alone:
        after = sum(head.side == "worse" for head in heads)
        heads.insert(after, alone)
    return heads


def _mute(it: Verdict) -> bool:
    """Whether nothing is judged, because a policy shows nothing: no fault of the data that anybody could mend."""
    return it.standing == "unknown"


def _first(it: Verdict) -> tuple[int, bool]:
    """Worse first; in each, what a comparison of before and after bears out."""
    return ORDER.index(it.standing), not it.real_change


def in_order(heads: Sequence[Headline]) -> list[Headline]:
    """Sort the headlines of several priorities: worse before better before cannot say, all together before single."""
    return sorted(heads, key=lambda head: (ORDER.index(head.side), head.tag != TAGS[head.side]))


def _headline(found: Findings, it: Verdict) -> Headline:
    if it.standing == "unknown":
        what = f"We cannot tell whether {inside(it.measure.title)} has changed."
        why = f"{sentence(it.quality.words)} Until that is mended, treat any figure with caution."
    else:
        what = sentence(message(it))
        why = why_sentences(found, it, said=what)
    return Headline(
        it.standing, TAGS[it.standing], it.variation.icon, what, why, _report(found), it.id, _page(found)
    )


def _report(found: Findings) -> str:
    """Name the link: a title such as "Talking therapies: waits and recovery" by its first words."""
    return f"{found.priority.title.partition(':')[0]} report"


def _page(found: Findings) -> str:
    return f"{found.priority.id}/index.html"


def _alone(found: Findings) -> Headline | None:
    """Tell of single units that got worse where all together did not."""
    units = members(found)
    if len(units) < 2:
        return None
    quiet = [it.measure for it in verdicts(found) if it.standing != "worse"]
    every = [
        verdict(found, measure, unit) for measure in quiet for unit in units if found.has(measure.id, unit)
    ]
    worse = [it for it in every if it.side == "worse"]
    if not worse:
        return None
    judged = [it for it in every if it.side not in UNJUDGED]
    named = joined([f"{inside(it.measure.title)} ({it.name})" for it in worse], most=4)
    many = units_word(found, 2)
    return Headline(
        "worse",
        f"Single {many}",
        worse[0].variation.icon,
        f"{count(len(worse), 'chart')} of single {many} got worse where all together did not: {named}.",
        f"That is {len(worse)} of {len(judged)} such charts. With so many, a few will show a change by chance alone.",
        _report(found),
        EVERYWHERE,
        _page(found),
    )
