"""What was tried, and what was accepted: tests of change, and new limits."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from qmf.framework.fields import Day, Name, Names, Slug, Text
from qmf.framework.model import Model

__all__ = ["PDSACycle", "Phase", "Response"]


class Response(Model):
    """What led to an action: one point of a chart, a serious incident, or the wish to redesign the process."""

    measure: Slug
    """The id of the measure whose chart was looked at."""
    period: Day
    """The first day of the period that led to it, like 2025-04-01."""
    because: Literal["point", "serious incident", "redesign"]
    """Why: point (that one value), serious incident, or redesign (the whole process does not do what it should)."""


class PDSACycle(Model):
    """One test of change: plan, do, study, act."""

    id: Name
    """A short name or number that no other cycle has, in quotes if it is a number, like "1"."""
    title: Name
    """What was tried, in a few words."""
    start: Day
    """The first day of the test, like 2024-10-01."""
    end: Day | None = None
    """The last day of the test; leave it out while it runs."""
    units: Names = Field(default_factory=list)
    """The units that take part; leave it out where all do."""
    prediction: Text
    """What you expect, written before the test."""
    result: Text | Literal[""] = ""
    """What happened; leave it empty while the test runs."""
    decision: Literal["adopt", "adapt", "abandon"] | None = None
    """What you decided: adopt, adapt or abandon."""
    in_response_to: Response | None = None
    """What led to the test, if one thing did: measure, period and because. Leave it out otherwise."""


class Phase(Model):
    """New limits from a day on, accepted by a person: the audit trail of a chart."""

    start: Day
    """The first day of the new limits, like 2025-02-01."""
    measure: Slug
    """The id of the measure whose chart gets them."""
    units: Names = Field(default_factory=list)
    """The units whose charts get them; leave it out where all do."""
    accepted: Day
    """The day when this was decided, like 2026-05-14."""
    by: Name
    """The role that decided, never a person's name."""
    reason: Text
    """Why: what changed, and that it is still there."""
