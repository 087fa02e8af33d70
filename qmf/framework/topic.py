"""Topics: what belongs together when priorities are chosen, whichever table it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field
from pydantic_core import InitErrorDetails

from qmf.framework.fields import Code, Name, Slug
from qmf.framework.model import Model
from qmf.framework.problems import at
from qmf.framework.slugs import shown

__all__ = ["Topic", "Topics"]


class Topic(Model):
    """One thing that could become a priority, and the codes by which the tables speak of it."""

    id: Slug
    """The id: that of the quality priority, where it is one."""
    title: Name
    """What people call it."""
    branch: Slug | None = None
    """The branch of the strategy that it serves; leave it out where none does."""
    measures: list[Code] = Field(default_factory=list)
    """Its measures, as observations and events name them."""
    standards: list[Slug] = Field(default_factory=list)
    """Its standards, as the table of standards names them."""
    themes: list[Slug] = Field(default_factory=list)
    """Its themes in feedback, learning responses and risks."""
    services: list[Slug] = Field(default_factory=list)
    """The kinds of service whose reach into the population it is about."""


class Topics(Model):
    """All topics of an organisation."""

    topics: Annotated[list[Topic], Field(min_length=1)]
    """The topics, in any order."""

    @classmethod
    def faults_between(cls, values: Mapping[str, Any]) -> Iterator[InitErrorDetails]:
        """Let nothing belong to two topics: it would be counted twice."""
        entries = values.get("topics")
        taken: set[tuple[str, str]] = set()
        for number, entry in enumerate(entries if isinstance(entries, list) else []):
            if not isinstance(entry, Mapping):
                continue
            for key in ("id", "measures", "standards", "themes", "services"):
                codes = entry.get(key)
                for code in codes if isinstance(codes, list) else [codes]:
                    if isinstance(code, str) and (key, code) in taken:
                        what = f"{shown(code)} stands in an earlier topic, too"
                        yield at(("topics", number, key), what, "Keep it in one of the two.")
                    if isinstance(code, str):
                        taken.add((key, code))

    def of(self, kind: str, code: str) -> Topic | None:
        """Find the topic that a code belongs to; None where it belongs to none.

        Parameters
        ----------
        kind
            ``measures``, ``standards``, ``themes`` or ``services``.
        code
            The code.
        """
        return next((topic for topic in self.topics if code in getattr(topic, kind)), None)
