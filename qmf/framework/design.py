"""What is designed to meet a need: a process or a structure, what it should do, and what it could do besides."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from qmf.framework.fields import Name, Slugs, Text
from qmf.framework.model import Model

__all__ = ["Design"]


class Design(Model):
    """One line of the logic model: from a need to what is done about it, and to what that does."""

    need: Text
    """What people need and do not have, in a sentence."""
    change: Name
    """The process or structure that is to meet it, in a few words."""
    kind: Literal["process", "structure"] = "process"
    """process (something people do) or structure (something that is there: a room, a role, a rota)."""
    effect: Text
    """What it should do, in a sentence."""
    shown_by: Slugs = Field(default_factory=list)
    """The ids of the measures that would show that it is done, and that it works."""
    harm: Text | Literal[""] = ""
    """What it could do besides that nobody wants, in a sentence."""
    harm_shown_by: Slugs = Field(default_factory=list)
    """The ids of the measures that would show the harm."""
