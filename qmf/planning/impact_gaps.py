"""What an impact assessment leaves out: what nobody looked at, scored, proved, mitigated, or will see on a chart."""

from __future__ import annotations

from collections.abc import Iterator

from qmf.framework.impact import ImpactAssessment, ImpactEffect
from qmf.planning.policy import Policy

__all__ = ["gaps"]


def gaps(made: ImpactAssessment, by: Policy) -> Iterator[str]:
    """Name what an assessment leaves out.

    Parameters
    ----------
    made
        The assessment.
    by
        The policy it is held to.

    Yields
    ------
    str
        One sentence a gap.

    Examples
    --------
    >>> from datetime import date
    >>> from qmf.planning.policy import policy
    >>> bare = ImpactAssessment("a", "rapid", date(2026, 1, 5), "Service lead", privacy="none")
    >>> list(gaps(bare, policy()))[:2]
    ['It names no effect at all.', 'It is rapid, and names no last day.']
    """
    depth = by.rapid if made.depth == "rapid" else by.full
    if not made.effects:
        yield "It names no effect at all."
    else:
        yield from _left_out(made, by, "domains of quality", depth.domains, [each.id for each in by.domains])
        yield from _left_out(made, by, "groups of people", depth.groups, [each.id for each in by.groups])
    for effect in made.effects:
        yield from _of_effect(effect, by)
    yield from _privacy(made)
    if made.depth == "rapid" and made.expires is None:
        yield "It is rapid, and names no last day."
    if made.depth == "rapid" and made.look_back_due is None:
        yield "It is rapid, and names no day by which to look back."
    if made.looked_back is not None and not made.look_back:
        yield "Somebody looked back, and what they found is not written down."


def _left_out(made: ImpactAssessment, by: Policy, what: str, asked: bool, ids: list[str]) -> Iterator[str]:
    seen = {effect.about for effect in made.effects}
    missing = [by.named(id) for id in ids if id not in seen] if asked else []
    if missing:
        yield f"Not looked at, of the {what}: {', '.join(missing)}."


def _of_effect(effect: ImpactEffect, by: Policy) -> Iterator[str]:
    about = by.named(effect.about)
    if effect.part == "equality" and not effect.evidence and effect.direction != "not-known":
        yield f"{about}: no evidence is given for what it says."
    if effect.direction == "not-known":
        yield f"{about}: the effect is not known yet."
    if effect.direction != "harm":
        return
    if effect.before is None:
        yield f"{about}: a harm is named and not scored."
    elif effect.mitigation and effect.after is None:
        yield f"{about}: a mitigation is named, and the risk with it is not scored."
    elif effect.after is not None and effect.after.score < effect.before.score and not effect.mitigation:
        yield f"{about}: the risk falls, and no mitigation is named."
    if not effect.measure:
        yield f"{about}: no measure would show the harm."


def _privacy(made: ImpactAssessment) -> Iterator[str]:
    if not made.privacy:
        yield "Nobody has screened it for privacy."
    if made.privacy == "high" and made.dpia is None:
        yield "The risk to privacy is high, and no full data protection impact assessment is done."
    if made.privacy in ("low", "high") and not made.privacy_advice:
        yield "It touches personal data, and no advice of the data protection officer is written down."
