"""Where every change stands with its impact assessment, and whether the harm that was feared has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from qmf.data import Place
from qmf.framework.impact import Change, ImpactAssessment, ImpactEffect, Risk
from qmf.planning.impact_gaps import gaps
from qmf.planning.impact_rating import Rating, rate
from qmf.planning.impact_rows import changes_of
from qmf.planning.impact_state import ORDER, UNSAFE, State, state_of, told
from qmf.planning.impact_watch import Watched, harms, watched
from qmf.planning.policy import Policy, Route, policy

__all__ = ["Impact", "impact_findings", "impacts"]


@dataclass(frozen=True, slots=True)
class Impact:
    """One change, its latest assessment, and what is open.

    Parameters
    ----------
    change
        The change.
    assessment
        Its latest assessment; None where there is none.
    state
        none (needed, and not there), expired (a rapid one ran out, and nobody looked back), look-back (it is due),
        unfinished, unsigned, ended (looked back on, and run out), in-order, or not-needed.
    sentence
        The same in words.
    worst_before, worst_after
        The worst single harm before and after mitigation; None where none is scored. No benefit and no saving ever
        makes it smaller.
    route
        Who decides; None where no harm is scored.
    unsigned
        The signatures that the route asks for and that are missing, in words.
    gaps
        What the assessment leaves out, a sentence each.
    early
        Whether the change had started before its assessment was in order.
    watched
        What the charts say of each feared harm since the change started.
    """

    change: Change
    assessment: ImpactAssessment | None
    state: State
    sentence: str
    worst_before: Risk | None
    worst_after: Risk | None
    route: Route | None
    unsigned: tuple[str, ...]
    gaps: tuple[str, ...]
    early: bool
    watched: tuple[Watched, ...]

    @property
    def moved(self) -> tuple[Watched, ...]:
        """The feared harms that a chart shows."""
        return tuple(each for each in self.watched if each.moved)

    @property
    def harmed(self) -> bool:
        """Whether a feared harm shows in the latest point of a chart."""
        return any(each.state == "worse" for each in self.watched)

    def effects(self, direction: str) -> tuple[ImpactEffect, ...]:
        """Give the effects of one direction: harm, benefit, none or not-known."""
        every = self.assessment.effects if self.assessment else ()
        return tuple(effect for effect in every if effect.direction == direction)


def impacts(place: Place, as_at: date, by: Policy | None = None) -> tuple[Impact, ...]:
    """Say where every change of a place stands with its impact assessment.

    Parameters
    ----------
    place
        The data.
    as_at
        The last day that counts: what was written, signed or looked back on later was not known then.
    by
        The policy; the kit's own where None.

    Returns
    -------
    tuple of Impact
        Those whose feared harm shows in the latest point first; then what is most open; then the order of the table.

    Raises
    ------
    DataError
        One of the tables does not hold what it should.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place
    >>> place = open_place(Path(__file__).resolve().parents[2] / "data")
    >>> for each in impacts(place, date(2026, 3, 31))[1:3]:
    ...     print(each.sentence)
    No impact assessment has been made, and a service change needs one. It started on 1 July 2025.
    The rapid assessment ran out on 31 October 2025, and nobody has looked back.
    """
    using = by or policy()
    made = [_impact(place, change, as_at, using) for change in changes_of(place, as_at)]
    return tuple(sorted(made, key=lambda each: (not each.harmed, ORDER.index(each.state))))


def impact_findings(found: tuple[Impact, ...]) -> pd.DataFrame:
    """Give what is open as a table, for whoever sets priorities.

    Parameters
    ----------
    found
        What :func:`impacts` gives.

    Returns
    -------
    pandas.DataFrame
        One row a finding: ``change``, ``title``, ``units`` (semicolons between), ``kind`` (the state, early, gap or
        moved) and ``what`` (a sentence).

    Examples
    --------
    >>> impact_findings(()).columns.tolist()
    ['change', 'title', 'units', 'kind', 'what']
    """
    rows = []
    for each in found:
        said: list[tuple[str, str]] = [(each.state, each.sentence)] if each.state in UNSAFE else []
        said += [("early", "It started before its assessment was in order.")] if each.early else []
        said += [("gap", gap) for gap in each.gaps]
        said += [("moved", it.words) for it in each.moved]
        units = ";".join(each.change.units)
        rows += [(each.change.id, each.change.title, units, kind, what) for kind, what in said]
    return pd.DataFrame(rows, columns=["change", "title", "units", "kind", "what"])


def _impact(place: Place, change: Change, as_at: date, by: Policy) -> Impact:
    made = change.assessments[-1] if change.assessments else None
    rating = rate(made, by) if made else Rating(None, None, None, ())
    open_ = tuple(gaps(made, by)) if made else ()
    state = state_of(change, rating.unsigned, open_, as_at, by)
    started = change.starts is not None and change.starts <= as_at
    ready = (
        None if made is None or state in UNSAFE else max([made.assessed, *(day for _, day in made.signed)])
    )
    return Impact(
        change=change,
        assessment=made,
        state=state,
        sentence=told(change, state, rating.unsigned, open_, as_at, by),
        worst_before=rating.before,
        worst_after=rating.after,
        route=rating.route,
        unsigned=rating.unsigned,
        gaps=open_,
        early=_early(change, state, ready) if started else False,
        watched=tuple(seen for effect in harms(change) for seen in watched(place, change, effect, as_at)),
    )


def _early(change: Change, state: State, ready: date | None) -> bool:
    return state in ("unfinished", "unsigned") or (
        ready is not None and change.starts is not None and change.starts < ready
    )
