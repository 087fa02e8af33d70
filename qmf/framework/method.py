"""How a priority is gone about: the method, why this one, and the answers that a first triage asks for."""

from __future__ import annotations

from typing import Literal

from qmf.framework.fields import Name, Text, YesNo
from qmf.framework.model import Model

__all__ = ["Answers", "Method"]


class Answers(Model):
    """What is known when a method is chosen. Each answer may be left out; the triage then says what is still open."""

    goal: Literal["change", "check", "understand"] | None = None
    """What the work is for: change (something), check (against a standard) or understand (how well a service works)."""
    answer_known: Literal["fully", "partly", "not yet"] | None = None
    """Whether it is known what works here: fully, partly or not yet."""
    complexity: Literal["simple", "complicated", "complex"] | None = None
    """simple (one step), complicated (many steps, and somebody knows them) or complex (what works shows afterwards)."""
    must_do: YesNo | None = None
    """true where a safety alert, the law or the regulator asks for just this; else false."""
    urgent: YesNo | None = None
    """true where people may come to harm if it waits for some weeks; else false."""
    control: Literal["team", "trust", "record system", "elsewhere"] | None = None
    """Who can make the change: team, trust (several teams or the board), record system (who runs it) or elsewhere."""
    scale: Literal["team", "service", "trust"] | None = None
    """How much it touches: one team, one service, or trust (several services at once)."""
    reversible: YesNo | None = None
    """true where it can be tried small and undone; else false."""
    ethics: YesNo | None = None
    """true where it is to find out what holds everywhere, or asks people for more than their usual care; else false."""


class Method(Model):
    """The improvement method, and why this one."""

    name: Name
    """What the method is called, like Model for Improvement."""
    why: Text
    """Why this one fits the problem."""
    answers: Answers | None = None
    """The answers for a first triage; leave them out where nobody has asked the questions yet."""
