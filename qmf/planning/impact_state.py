"""The state of a change's impact assessment on a day, by name and in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

import pandas as pd

from qmf.framework.impact import Change, ImpactAssessment
from qmf.planning.policy import Policy

__all__ = ["ORDER", "UNSAFE", "State", "state_of", "told"]

State = Literal["none", "expired", "look-back", "unfinished", "unsigned", "ended", "in-order", "not-needed"]
ORDER: tuple[State, ...] = (
    "none", "expired", "look-back", "unfinished", "unsigned", "ended", "in-order", "not-needed"
)  # fmt: skip
"""The states, what is most open first."""
UNSAFE = ORDER[:5]
"""Those in which a change should not go on, or not begin."""


def state_of(change: Change, missing: Sequence[str], open_: Sequence[str], as_at: date, by: Policy) -> State:
    """Name the state that the latest assessment of a change is in.

    Parameters
    ----------
    change
        The change, with its assessments.
    missing, open_
        The signatures that are missing, and what the assessment leaves out.
    as_at
        The day.
    by
        The policy.
    """
    made = _latest(change)
    if made is None:
        return "none" if by.needed(change.kind) else "not-needed"
    ends = _ends(made, by)
    over = ends is not None and ends < as_at
    if made.looked_back is None and over:
        return "expired"
    if made.looked_back is None and made.look_back_due is not None and made.look_back_due < as_at:
        return "look-back"
    if open_:
        return "unfinished"
    if missing:
        return "unsigned"
    return "ended" if over else "in-order"


def told(
    change: Change, state: State, missing: Sequence[str], open_: Sequence[str], as_at: date, by: Policy
) -> str:
    """Say a state in a sentence or two.

    Parameters
    ----------
    change, missing, open_, as_at, by
        As for :func:`state_of`.
    state
        What it gave.
    """
    made = _latest(change)
    if made is None:
        return _none(change, state, as_at, by)
    ends = _ends(made, by)
    if state == "expired" and ends:
        return f"The {made.depth} assessment ran out on {_day(ends)}, and nobody has looked back."
    if state == "look-back" and made.look_back_due:
        return f"Somebody was to look back by {_day(made.look_back_due)}, and nobody has."
    if state == "unfinished":
        many = "one thing is" if len(open_) == 1 else f"{len(open_)} things are"
        return f"The assessment of {_day(made.assessed)} is not finished: {many} open."
    if state == "unsigned":
        verb = "has" if len(missing) == 1 else "have"
        return f"{' and '.join(missing)} {verb} not signed the assessment of {_day(made.assessed)}."
    back = f" Looked back on {_day(made.looked_back)}." if made.looked_back else ""
    if state == "ended" and ends:
        return f"The {made.depth} assessment ran out on {_day(ends)}.{back} If the change stays, it needs a full one."
    until = f" It holds until {_day(ends)}." if ends else ""
    return f"A {made.depth} assessment was made on {_day(made.assessed)}, and nothing in it is open.{until}{back}"


def _none(change: Change, state: State, as_at: date, by: Policy) -> str:
    kind = by.named(change.kind)
    if state == "not-needed":
        return f"No impact assessment has been made, and {kind} needs none."
    verb = "started" if change.starts is not None and change.starts <= as_at else "starts"
    when = f" It {verb} on {_day(change.starts)}." if change.starts else ""
    return f"No impact assessment has been made, and {kind} needs one.{when}"


def _latest(change: Change) -> ImpactAssessment | None:
    return change.assessments[-1] if change.assessments else None


def _ends(made: ImpactAssessment, by: Policy) -> date | None:
    longest = (by.rapid if made.depth == "rapid" else by.full).longest_days
    return made.expires or (made.assessed + timedelta(days=longest) if longest else None)


def _day(day: date) -> str:
    return f"{day.day} {pd.Timestamp(day).month_name()} {day.year}"
