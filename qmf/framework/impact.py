"""What a change does to people: the change, its impact assessment, and each effect with its risk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

__all__ = ["Change", "ImpactAssessment", "ImpactEffect", "Risk"]


@dataclass(frozen=True, slots=True)
class Risk:
    """How likely an effect is, and how much it matters.

    Parameters
    ----------
    likelihood, consequence
        Whole numbers from 1 to 5.

    Examples
    --------
    >>> Risk(likelihood=3, consequence=4).score
    12
    """

    likelihood: int
    consequence: int

    @property
    def score(self) -> int:
        """Likelihood times consequence: 1 to 25."""
        return self.likelihood * self.consequence


@dataclass(frozen=True, slots=True)
class ImpactEffect:
    """One effect that an assessment names or rules out.

    Parameters
    ----------
    part
        Whether it is on a domain of quality or on a group of people.
    about
        The domain or the group, as the policy calls it.
    direction
        A harm, a benefit, none, or not known.
    what
        What happens to whom.
    evidence
        How that is known.
    before, after
        The risk of a harm, or the size of a benefit, before and after mitigation; None where it is not scored.
    mitigation
        What is done against it.
    measure, per, worse, called
        What would show it: its code, what it is counted out of, which way it moves if it happens, its name in words.
    """

    part: Literal["quality", "equality"]
    about: str
    direction: Literal["harm", "benefit", "none", "not-known"]
    what: str
    evidence: str = ""
    before: Risk | None = None
    after: Risk | None = None
    mitigation: str = ""
    measure: str = ""
    per: str = ""
    worse: Literal["increase", "decrease"] = "increase"
    called: str = ""


@dataclass(frozen=True, slots=True)
class ImpactAssessment:
    """One assessment of a change.

    Parameters
    ----------
    id
        Its short name.
    depth
        full, or rapid.
    assessed
        The day it was made.
    assessed_by
        The role that made it.
    expires, look_back_due, looked_back
        The last day it holds, the day by which to look back, and the day somebody did.
    look_back
        What the look-back found.
    privacy
        What the screening found: none, low or high; empty where nobody has screened.
    dpia
        The day of the full data protection impact assessment.
    privacy_advice
        What the data protection officer advised.
    signed
        By the short name of a signature, the day it was given.
    effects
        What it found.
    """

    id: str
    depth: Literal["full", "rapid"]
    assessed: date
    assessed_by: str
    expires: date | None = None
    look_back_due: date | None = None
    looked_back: date | None = None
    look_back: str = ""
    privacy: Literal["none", "low", "high", ""] = ""
    dpia: date | None = None
    privacy_advice: str = ""
    signed: tuple[tuple[str, date], ...] = ()
    effects: tuple[ImpactEffect, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One change that is planned or made.

    Parameters
    ----------
    id
        Its short name.
    title
        What changes.
    kind
        What kind of change it is.
    units
        Where.
    priority
        The priority it is part of; empty where it is none's.
    starts
        The day it starts or started.
    saving
        What it saves in a year, in pounds.
    owner
        The role that answers for it.
    assessments
        Its assessments, oldest first.
    """

    id: str
    title: str
    kind: str
    units: tuple[str, ...]
    priority: str
    starts: date | None
    saving: float
    owner: str
    assessments: tuple[ImpactAssessment, ...] = ()
