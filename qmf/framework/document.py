"""A YAML text as read: its values, the line of each, and what in the writing is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from qmf.framework.problems import Loc

__all__ = ["Document", "Snag"]


@dataclass(frozen=True, slots=True)
class Snag:
    """Something in the writing itself that is refused: the line, what it is, and how to mend it."""

    line: int
    what: str
    mend: str


@dataclass(slots=True)
class Document:
    """What a text says, where each part of it stands, and what in its writing is refused.

    Attributes
    ----------
    values : object
        Dicts, lists, text, numbers, dates, booleans and None; None too where the text could not be read.
    lines : dict of tuple to int
        The line, from 1, of every key and list entry, by its path.
    snags : list of Snag
        All that is refused. `values` is still worth checking, unless `broken`.
    broken : bool
        The text could not be read to its end.
    """

    values: Any = None
    lines: dict[Loc, int] = field(default_factory=dict)
    snags: list[Snag] = field(default_factory=list)
    broken: bool = False

    def line(self, loc: Loc) -> int:
        """Find the line of a path, or of the nearest part around it that is there.

        Parameters
        ----------
        loc
            Keys and list positions from the top.
        """
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)
