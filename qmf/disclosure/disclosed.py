"""Findings that a policy has passed, and the series of them that are not shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from qmf.cycle import TOGETHER, Findings
from qmf.disclosure.levels import Level
from qmf.disclosure.policy import Policy
from qmf.disclosure.shown import Shown

__all__ = ["Disclosed", "Reason", "Withheld", "policy_of", "withheld"]

Reason = Literal["small", "short", "events", "values", "twice"]
WORDS: dict[Reason, str] = {
    "small": "its numbers are too small to show",
    "short": "there is not yet a year of it to show",
    "events": "each of its points is one event, and would tell the day",
    "values": "its values come without the counts they are made of",
    "twice": "another measure shows the same numbers, of other units together",
}


@dataclass(frozen=True, slots=True)
class Withheld:
    """A series whose numbers are not shown: its type, in place of them.

    Parameters
    ----------
    reason
        Why.

    Examples
    --------
    >>> Withheld("small").words, Withheld("events").judged
    ('its numbers are too small to show', False)
    """

    reason: Reason

    @property
    def words(self) -> str:
        """Why, as a clause."""
        return WORDS[self.reason]

    @property
    def judged(self) -> bool:
        """Whether its verdict is shown: that of rare events changes only with an event, and would tell of it."""
        return self.reason != "events"


@dataclass(frozen=True)
class Disclosed(Findings):
    """Findings that a policy has passed: they hold no true number that the policy does not show, in any table.

    Parameters
    ----------
    priority, place, as_at, units, charts, observations, summary, changes, cycles
        As in :class:`qmf.cycle.Findings`; `place` without its tables, but for the tree of units.
    policy
        The policy.
    withheld
        By measure and unit: the series that are not shown. They stand in every table, without numbers.
    levels
        By measure: what one of its points is; None where nothing of it is shown.
    differing
        The series, by measure and unit, of which the exact numbers give another verdict than the rounded ones.
    shown
        Which sums of units are shown, for :func:`qmf.disclosure.check_apart`.
    """

    policy: Policy
    withheld: Mapping[tuple[str, str], Withheld]
    levels: Mapping[str, Level | None]
    differing: frozenset[tuple[str, str]]
    shown: tuple[Shown, ...]


def withheld(found: Findings, measure: str, unit: str = TOGETHER) -> Withheld | None:
    """Say whether a series is not shown; None where it is, and for findings that no policy has masked.

    Parameters
    ----------
    found
        The findings.
    measure, unit
        Ids of the measure and the unit.

    Returns
    -------
    Withheld or None
        Why it is not shown.

    Examples
    --------
    >>> from datetime import date
    >>> from pathlib import Path
    >>> from qmf.cycle import find
    >>> from qmf.data import open_place
    >>> from qmf.disclosure import disclose, policies
    >>> from qmf.framework import load_priority
    >>> root = Path(__file__).resolve().parents[2]
    >>> priority = load_priority(root / "parameters/2025-26/talking-therapies.yaml")
    >>> found = find(open_place(root / "data"), priority, date(2026, 3, 31))
    >>> seen = disclose(found, policy=policies()["under-5"])
    >>> withheld(seen, "treated-within-6-weeks"), withheld(seen, "treated-within-6-weeks", "tt-west").reason
    (None, 'small')
    """
    return found.withheld.get((measure, unit)) if isinstance(found, Disclosed) else None


def policy_of(found: Findings) -> Policy | None:
    """Give the policy that findings have passed.

    Parameters
    ----------
    found
        The findings.

    Returns
    -------
    Policy or None
        None where no policy has masked them.

    Examples
    --------
    >>> from datetime import date
    >>> from pathlib import Path
    >>> from qmf.cycle import find
    >>> from qmf.data import open_place
    >>> from qmf.disclosure import disclose, policies
    >>> from qmf.framework import load_priority
    >>> root = Path(__file__).resolve().parents[2]
    >>> priority = load_priority(root / "parameters/2025-26/talking-therapies.yaml")
    >>> found = find(open_place(root / "data"), priority, date(2026, 3, 31))
    >>> policy_of(found) is None, policy_of(disclose(found, policy=policies()["1-7"])).id
    (True, '1-7')
    """
    return found.policy if isinstance(found, Disclosed) else None
