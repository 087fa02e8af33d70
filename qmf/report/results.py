"""How a run's notebooks went, and what made them: what the front page needs beside the findings."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Kit", "NotebookResult"]


@dataclass(frozen=True, slots=True)
class NotebookResult:
    """How one notebook of one priority went.

    Parameters
    ----------
    priority
        The priority's id.
    notebook
        The notebook's file name without its ending, such as ``1_understand``.
    title
        What a reader knows it by: the notebook's first heading.
    path
        Its page inside the bundle, such as ``violence-and-aggression/1_understand.html``; None where it failed.
    error
        Why it failed, in words; None where it ran to its last cell.
    seconds
        How long it took. Never shown on a page: two runs of the same inputs give the same bytes.

    Examples
    --------
    >>> made = NotebookResult("falls", "1_understand", "Understand the problem", "falls/1_understand.html", None, 7.1)
    >>> made.link("../"), made.made
    ('../falls/1_understand.html', True)
    """

    priority: str
    notebook: str
    title: str
    path: str | None
    error: str | None
    seconds: float

    @property
    def made(self) -> bool:
        """Whether there is a page to open."""
        return self.path is not None and self.error is None

    def link(self, root: str = "") -> str:
        """Give the page's address, seen from a page from which ``root`` leads to the bundle's own folder."""
        return f"{root}{self.path}"


@dataclass(frozen=True, slots=True)
class Kit:
    """What made the pages, for the foot of each.

    Parameters
    ----------
    version
        The kit's version, such as ``0.1.0``.
    changed
        Whether its code differs from that version; None where nobody knows.
    sha256
        The SHA-256 of what the pages were made from; empty where it is not known.
    verify
        The command that checks the bundle; empty where there is none.
    """

    version: str
    changed: bool | None = None
    sha256: str = ""
    verify: str = ""
