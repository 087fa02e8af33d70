"""The golden thread: from the national plan to the objective of a role, each hanging on the one above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import Field
from pydantic_core import InitErrorDetails

from qmf.framework.fields import Name, Slug, Whole
from qmf.framework.model import Model
from qmf.framework.problems import at
from qmf.framework.slugs import nearest, shown

__all__ = ["LEVELS", "Branch", "Level", "Strategy"]

Level = Literal[
    "national", "vision", "strategy", "building block", "priority", "workforce", "directorate", "team", "role"
]
LEVELS: tuple[str, ...] = get_args(Level)
"""From the top down; a priority and the workforce strategy stand side by side."""


class Branch(Model):
    """One objective, and what it hangs on."""

    id: Slug
    """The id. That of a quality priority is the name of its parameter file."""
    level: Level
    """national, vision, strategy, building block, priority, workforce, directorate, team or role."""
    title: Name
    """What is to be achieved, in a few words. At the level role: the role's objective, never a person's name."""
    under: Slug | None = None
    """The id of the branch that it hangs on; leave it out where nobody knows yet: the report shows it as an orphan."""
    unit: Slug | None = None
    """The directorate or team whose objective it is, as in units."""


class Strategy(Model):
    """The golden thread of an organisation."""

    title: Name
    """What the strategy is called, and for which years."""
    carries: Whole = 3
    """How many objectives and running projects a team can carry at one time; more is shown as overload."""
    branches: Annotated[list[Branch], Field(min_length=1)]
    """The objectives, in any order."""

    @classmethod
    def faults_between(cls, values: Mapping[str, Any]) -> Iterator[InitErrorDetails]:
        """Hold every branch to an id of its own, and to hang on one of a higher level."""
        branches = values.get("branches")
        entries = [
            (number, each)
            for number, each in enumerate(branches if isinstance(branches, list) else [])
            if isinstance(each, Mapping) and isinstance(each.get("id"), str)
        ]
        ranks: dict[str, int] = {}
        for number, each in entries:
            if each["id"] in ranks:
                yield at(
                    ("branches", number, "id"), f"{shown(each['id'])} stands twice", "Keep one of the two."
                )
            ranks.setdefault(each["id"], _rank(each.get("level")))
        for number, each in entries:
            yield from _hanging(number, each, ranks)

    def branch(self, id: str) -> Branch | None:
        """Find a branch by its id; None where there is none.

        Parameters
        ----------
        id
            The branch's id.
        """
        return next((branch for branch in self.branches if branch.id == id), None)


def _rank(level: object) -> int:
    """Say how far down a level is; the workforce strategy is as far as a priority, what is no level at the bottom."""
    if level not in LEVELS:
        return len(LEVELS)
    return LEVELS.index("priority" if level == "workforce" else str(level))


def _hanging(number: int, branch: Mapping[str, Any], ranks: Mapping[str, int]) -> Iterator[InitErrorDetails]:
    under, loc = branch.get("under"), ("branches", number, "under")
    if not isinstance(under, str) or branch.get("level") not in LEVELS:
        return
    if under not in ranks:
        near = nearest(under, ranks)
        mend = f"Did you mean '{near}'?" if near else "Add the branch, or take the line out."
        yield at(loc, f"{shown(under)} is no branch", mend)
    elif ranks[under] >= _rank(branch["level"]):
        yield at(loc, f"{shown(under)} does not stand at a higher level", "Hang it on one that does.")
