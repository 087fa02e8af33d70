"""The impact assessments of a priority's changes: quality, equality, privacy, and what the charts have said since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qmf.cycle import Findings
from qmf.framework.impact import ImpactEffect, Risk
from qmf.planning import Impact, policy
from qmf.report.blocks.block import Section
from qmf.report.blocks.kept import kept_back
from qmf.report.dates import day
from qmf.report.page import fragment
from qmf.report.wording import joined, sentence

__all__ = ["assessments"]

PRIVACY = {
    "none": "It touches no personal data",
    "low": "The risk is low",
    "high": "The risk is high, so a full assessment (DPIA) is needed",
    "": "Nobody has screened it",
}


@dataclass(frozen=True, slots=True)
class Harm:
    """One harm in a row."""

    about: str
    what: str
    before: str
    after: str
    mitigation: str
    measure: str


@dataclass(frozen=True, slots=True)
class Told:
    """One change and its assessment, in words."""

    it: Impact
    facts: tuple[tuple[str, str], ...]
    harms: tuple[Harm, ...]
    benefits: tuple[str, ...]
    unknown: tuple[str, ...]
    none: str


def assessments(found: Findings) -> Section:
    """Show the impact assessments of the priority's changes: harms before benefits, which never make a harm smaller.

    Parameters
    ----------
    found
        The findings of one priority.
    """
    if kept := kept_back(found, "Impact assessments"):
        return kept
    mine = [each for each in found.impacts if each.change.priority == found.priority.id]
    return Section(
        fragment(
            "blocks/assessments.html.j2",
            told=[_told(found, each) for each in mine],
            priority=found.priority,
        )
    )


def _told(found: Findings, it: Impact) -> Told:
    by = policy()
    none = [by.named(effect.about) for effect in it.effects("none")]
    return Told(
        it=it,
        facts=tuple(_facts(found, it)),
        harms=tuple(_harm(effect) for effect in it.effects("harm")),
        benefits=tuple(
            f"{by.named(each.about)}: {each.what}{_size(each.before)}" for each in it.effects("benefit")
        ),
        unknown=tuple(f"{by.named(each.about)}: {each.what}" for each in it.effects("not-known")),
        none=joined(none, most=len(none)),
    )


def _size(risk: Risk | None) -> str:
    return f" ({policy().likelihood[risk.likelihood - 1].lower()})" if risk else ""


def _harm(effect: ImpactEffect) -> Harm:
    by = policy()
    return Harm(
        about=by.named(effect.about),
        what=effect.what,
        before=by.in_words(effect.before) if effect.before else "Not scored",
        after=by.in_words(effect.after) if effect.after else "Not scored",
        mitigation=effect.mitigation or "None named",
        measure=effect.called if effect.measure else "None: nobody would see it",
    )


def _facts(found: Findings, it: Impact) -> Iterator[tuple[str, str]]:
    by, change, made = policy(), it.change, it.assessment
    names = found.place.units.set_index("unit")["name"].astype(str)
    yield "Kind", by.named(change.kind).split(" ", 1)[1].capitalize()
    yield "Where", joined([names[unit] for unit in change.units])
    if change.starts:
        yield ("Started" if change.starts <= found.as_at else "Starts"), day(change.starts)
    if change.saving:
        yield "Saves in a year", f"£{change.saving:,.0f}. No saving is set against a harm."
    if made is None:
        return
    yield "Assessed", f"{day(made.assessed)}, {made.depth}, by: {made.assessed_by}"
    if it.worst_before and it.worst_after:
        before, after = by.in_words(it.worst_before), by.in_words(it.worst_after)
        yield "Worst harm", sentence(f"{before} before mitigation; {after} with it")
    if it.route:
        yield "Who decides", f"{it.route.name}. {it.route.asks}"
        signed = [f"{by.named(id)}, {day(when)}" for id, when in made.signed]
        missing = [f"{name}: not signed" for name in it.unsigned]
        yield "Signatures", "; ".join([*signed, *missing]) or "None needed"
    advice = f" Advice: {made.privacy_advice}." if made.privacy_advice else ""
    dpia = f" Done on {day(made.dpia)}." if made.dpia else ""
    yield "Privacy", f"{PRIVACY[made.privacy]}.{dpia}{advice}"
    if made.looked_back:
        yield "Looked back", f"{day(made.looked_back)}: {made.look_back or 'nothing is written down'}"
