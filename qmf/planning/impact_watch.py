"""Watching a change for the harm that its assessment feared: the measure of each harm, on a chart, since it began."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from qmf.data import Place, series, together
from qmf.errors import DataError
from qmf.framework import Measure
from qmf.framework.impact import Change, ImpactEffect
from qmf.spc import control_chart

__all__ = ["Watched", "harms", "watched"]

ENOUGH = 13
"""Points before the change from which its limits are set; with fewer, the limits are those of all points."""
LASTING = 3
"""Points that showed harm, in the past, from which on it counts: one or two appear by chance on many charts."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What the chart of one feared harm says at one place since the change began.

    Parameters
    ----------
    measure, called, unit, name
        What is watched, by its code and in words, and where, by its code and in words.
    state
        worse (the latest point shows harm), was-worse (an earlier one did), quiet (none did), early (no point since),
        or unwatched (there is nothing to chart).
    since
        The day from which it is watched.
    first
        The first period that showed harm.
    showed, points
        How many periods showed harm, and of how many.
    words
        All of it in a sentence.
    """

    measure: str
    called: str
    unit: str
    name: str
    state: Literal["worse", "was-worse", "quiet", "early", "unwatched"]
    since: date | None
    first: date | None
    showed: int
    points: int
    words: str

    @property
    def moved(self) -> bool:
        """Whether the harm shows in the latest point, or showed in three or more: fewer are what chance gives."""
        return self.state == "worse" or self.showed >= LASTING


def watched(place: Place, change: Change, effect: ImpactEffect, as_at: date) -> tuple[Watched, ...]:
    """Watch one feared harm at every ward or team of a change, and at all of them together.

    Parameters
    ----------
    place
        The data.
    change
        Where to look, and since when: from the month in which it starts.
    effect
        The harm, with the measure that would show it.
    as_at
        The last day that counts.

    Returns
    -------
    tuple of Watched
        All together first, where they are more than one; empty where the effect names no measure.

    Notes
    -----
    An XmR chart by the rules of *Making data count*, with limits from the points before the change where there are 13
    of them. A point shows harm where a rule marks it on the side that is worse.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place
    >>> from qmf.planning.impact_rows import changes_of
    >>> place = open_place(Path(__file__).resolve().parents[2] / "data")
    >>> huddles = changes_of(place, date(2026, 3, 31))[0]
    >>> feared = next(effect for effect in huddles.assessments[-1].effects if effect.measure == "restraint")
    >>> {each.name: each.state for each in watched(place, huddles, feared, date(2026, 3, 31))}["Linnet ward"]
    'worse'
    """
    if not effect.measure:
        return ()
    measure = _measure(place, effect)
    try:
        units = place.units_of(list(change.units))
        frame = series(place, measure, units, as_at)
    except DataError:
        frame = pd.DataFrame()
    if frame.empty:
        return (_unwatched(effect, change),)
    names = dict(zip(place.units["unit"], place.units["name"].astype(str), strict=True))
    parts = [(unit, names[unit], frame[frame["unit"] == unit]) for unit in frame["unit"].unique()]
    if len(parts) > 1:
        parts.insert(0, ("all-together", f"all {len(parts)} together", together(frame, "all-together")))
    return tuple(_of(part, measure, change, effect, as_at) for part in parts if len(part[2]))


def _measure(place: Place, effect: ImpactEffect) -> Measure:
    """Make the measure of a harm: a count out of something is shown for every 1,000 of it, or in per cent."""
    events = effect.measure in set(place.events["kind"])
    rows = place.observations[place.observations["measure"] == effect.measure]
    divided = bool(effect.per) or bool(rows["denominator"].notna().any())
    source = {"events" if events else "observations": effect.measure}
    return Measure.model_validate(
        {
            "id": "feared-harm",
            "title": effect.called,
            "role": "balancing",
            "definition": effect.what,
            "numerator": effect.called,
            "unit": "as the measure says",
            "owner": "as the measure says",
            "source": "as the measure says",
            "direction": "decrease" if effect.worse == "increase" else "increase",
            "multiply": 1000 if events and divided else 100 if divided else 1,
            "data": source | ({"denominator": effect.per} if effect.per else {}),
        }
    )


def _of(
    part: tuple[str, str, pd.DataFrame], measure: Measure, change: Change, effect: ImpactEffect, as_at: date
) -> Watched:
    unit, name, frame = part
    since = change.starts or change.assessments[-1].assessed
    begins = pd.Timestamp(since.replace(day=1))
    before = int((frame["period_start"] < begins).sum())
    chart = control_chart(
        frame,
        x="period_start",
        y="numerator" if frame["numerator"].notna().any() else "value",
        n="denominator" if frame["denominator"].notna().any() else None,
        by=["unit"],
        improvement=measure.direction,
        baseline=before if ENOUGH <= before < len(frame) else None,
        multiply=measure.multiply,
    )
    points = chart.points
    points = points[(points["x"] >= begins) & points["value"].notna()]
    shows = points[points["direction"] == "concern"]
    latest = bool(len(shows)) and shows["x"].iloc[-1] == points["x"].iloc[-1]
    state: Literal["worse", "was-worse", "quiet", "early"]
    state = "early" if points.empty else "worse" if latest else "was-worse" if len(shows) else "quiet"
    first = None if shows.empty else shows["x"].iloc[0].date()
    return Watched(
        measure=effect.measure,
        called=effect.called,
        unit=unit,
        name=name,
        state=state,
        since=since,
        first=first,
        showed=len(shows),
        points=len(points),
        words=_words(effect.called, name, state, len(shows), len(points), first, since > as_at),
    )


def _words(
    called: str, name: str, state: str, showed: int, points: int, first: date | None, ahead: bool
) -> str:
    what = f"{called[:1].upper()}{called[1:]}, {name}"
    if state == "early":
        return f"{what}: {'the change has not started' if ahead else 'no point since the change started'}."
    if first is None:
        many = "the one month" if points == 1 else f"all {points} months"
        return f"{what}: no sign of harm in {many} since the change started."
    begun = pd.Timestamp(first)
    latest = "and in the latest" if state == "worse" else "though not in the latest"
    return (
        f"{what}: worse than usual in {showed} of {points} months since the change started, first in "
        f"{begun.month_name()} {begun.year}, {latest}."
    )


def _unwatched(effect: ImpactEffect, change: Change) -> Watched:
    words = f"{effect.called[:1].upper()}{effect.called[1:]}: there is nothing to watch it by where the change is."
    return Watched(effect.measure, effect.called, "", "", "unwatched", change.starts, None, 0, 0, words)


def harms(change: Change) -> Iterator[ImpactEffect]:
    """Give the harms that the latest assessment of a change fears, and names a measure for."""
    if change.assessments:
        for effect in change.assessments[-1].effects:
            if effect.direction == "harm" and effect.measure:
                yield effect
