"""How bad the worst single harm of an assessment is, and so who decides and who has to sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qmf.framework.impact import ImpactAssessment, Risk
from qmf.planning.policy import Policy, Route

__all__ = ["Rating", "rate"]


@dataclass(frozen=True, slots=True)
class Rating:
    """What thresholds make of an assessment.

    Parameters
    ----------
    before, after
        The worst single harm before and after mitigation; None where none is scored.
    route
        Who decides; None where no harm is scored.
    unsigned
        The signatures that the route asks for and that are missing, in words.
    """

    before: Risk | None
    after: Risk | None
    route: Route | None
    unsigned: tuple[str, ...]


def rate(made: ImpactAssessment, by: Policy) -> Rating:
    """Rate an assessment by its worst single harm. Benefits are left out: none is set against a harm.

    Parameters
    ----------
    made
        The assessment. A harm without a score after its mitigation counts as it was before.
    by
        The policy.

    Examples
    --------
    >>> from datetime import date
    >>> from qmf.framework.impact import ImpactEffect
    >>> from qmf.planning.policy import policy
    >>> falls = ImpactEffect("quality", "safe", "harm", "More people fall", before=Risk(4, 4), after=Risk(2, 4))
    >>> calm = ImpactEffect("quality", "experience", "benefit", "Quieter nights", before=Risk(5, 5))
    >>> it = rate(ImpactAssessment("a", "full", date(2026, 1, 5), "Ward manager", effects=(falls, calm)), policy())
    >>> it.before.score, it.after.score, it.route.name
    (16, 8, 'Quality impact panel')
    """
    harms = [effect for effect in made.effects if effect.direction == "harm"]
    before = _worst(effect.before for effect in harms)
    after = _worst(effect.after or effect.before for effect in harms)
    route = by.route(before.score, after.score) if before and after else None
    signed = dict(made.signed)
    missing = tuple(by.named(each) for each in route.signatures if each not in signed) if route else ()
    return Rating(before, after, route, missing)


def _worst(risks: Iterable[Risk | None]) -> Risk | None:
    scored = [risk for risk in risks if risk]
    return max(scored, key=lambda risk: (risk.score, risk.consequence), default=None)
