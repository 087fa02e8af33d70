"""New phases, proposed and never made: where a shift has lasted, with each criterion for new limits met or not.

Criteria: NHS England, *Making data count*, on when to recalculate limits: a shift that is real and lasts, large enough
for new limits to say something else, with a cause that is known and still there. The last is for a person to answer.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .profiles import PROFILES

if TYPE_CHECKING:
    from .chart import ControlChart

__all__ = ["Proposal", "propose_phases"]

_CANNOT = ("mr", "xbar", "s")  # no run rules, or measurements within subgroups that the points no longer hold
LARGE = 1.0  # sigmas of the time before


@dataclass(frozen=True, slots=True)
class Proposal:
    """A new phase of one series that a person may accept.

    Attributes
    ----------
    start : Timestamp or number
        x of the first point of the new phase.
    points : int
        How many points in a row lie on one side of the centre line, from there.
    high : bool
        Whether above it.
    before, after : float
        Centre line of the time before and of the new phase, as they would be drawn.
    centre : float
        The centre line now.
    held : bool
        Whether the run reaches the latest point that has a value.
    large : bool
        Whether the two centre lines lie a sigma of the time before or more apart.
    variation, new_variation, assurance, new_assurance : str
        Verdicts on the latest point now, and with the new phase ("" where there is none).
    signals, new_signals : int
        How many points are signals now, and with the new phase.
    """

    start: Any
    points: int
    high: bool
    before: float
    after: float
    centre: float
    held: bool
    large: bool
    variation: str
    new_variation: str
    assurance: str
    new_assurance: str
    signals: int
    new_signals: int

    @property
    def changes(self) -> bool:
        """Whether new limits would say something else: a verdict, or fewer signals."""
        verdicts = (self.variation, self.assurance) != (self.new_variation, self.new_assurance)
        return verdicts or self.new_signals < self.signals


def propose_phases(chart: ControlChart, *, least: int | None = None) -> pd.DataFrame:
    """Propose new phases, for every series of a chart at once. Nothing of the chart changes.

    Parameters
    ----------
    chart
        Of any kind that has run rules, without a given centre line; others give no proposal.
    least
        How many points in a row on one side of the centre line a lasting shift has; where None, as many as limits are
        shown from (13 under ``mdc``): with fewer, a new phase would have trial limits.

    Returns
    -------
    DataFrame
        One row a proposal, at most one a series (the one that explains most): the grouping columns, then the fields of
        :class:`Proposal`, ``changes``, and ``proposal`` (the object). Only shifts that began after the first point of
        the latest phase, that are large, and whose new limits would change what the chart says.

    Notes
    -----
    A shift that no longer holds is proposed, too, and says so: the time since may need a phase of its own.

    Examples
    --------
    >>> from qmf.spc import control_chart
    >>> months = pd.date_range("2023-01-01", periods=36, freq="MS")
    >>> falls = pd.DataFrame({"month": months, "falls": [9, 11] * 9 + [4, 6] * 9})
    >>> chart = control_chart(falls, x="month", y="falls", improvement="decrease")
    >>> table = propose_phases(chart)
    >>> table[["start", "points", "before", "after", "held", "changes"]].values.tolist()
    [[Timestamp('2024-07-01 00:00:00'), 18, 10.0, 5.0, True, True]]
    """
    names = [*Proposal.__dataclass_fields__, "changes", "proposal"]
    found = [] if chart.given or chart.kind in _CANNOT else list(_found(chart, least))
    rows = [
        {**key, **{name: getattr(one, name) for name in names[:-1]}, "proposal": one} for key, one in found
    ]
    return pd.DataFrame(rows, columns=[*chart.by, *names])


def _found(chart: ControlChart, least: int | None) -> Iterator[tuple[dict[Hashable, Any], Proposal]]:
    points = chart.points
    least = PROFILES[chart.rules].shows_from if least is None else least
    if not len(points):
        return
    groups = points.groupby(chart.by, sort=False) if chart.by else [((), points)]
    for key, rows in groups:
        own = rows[rows["phase"] == rows["phase"].iloc[-1]]
        run = _strongest(own[own["value"].notna() & ~own["excluded"]], least)
        if run is None:
            continue
        values = key if isinstance(key, tuple) else (key,)
        proposal = _weigh(chart.one(values) if chart.by else chart, *run)
        if proposal.large and proposal.changes:
            yield dict(zip(chart.by, values, strict=True)), proposal


def _strongest(own: pd.DataFrame, least: int) -> tuple[Any, int, bool, bool] | None:
    """Find, among the runs of a shift that are long enough, the one whose start parts the values best."""
    side = np.sign(own["value"].to_numpy() - own["centre"].to_numpy())
    ends = np.flatnonzero(np.append(side[1:] != side[:-1], True)) if len(side) else np.zeros(0, np.int64)
    starts = np.append(0, ends[:-1] + 1) if len(ends) else ends
    value, best = own["value"].to_numpy(), None
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        count = end - start + 1
        if start < 2 or count < least or side[start] == 0 or not own["shift"].iloc[start]:
            continue
        gain = start * (len(value) - start) * (value[:start].mean() - value[start:].mean()) ** 2
        if best is None or gain > best[0]:
            best = gain, (own["x"].iloc[start], count, bool(side[start] > 0), end == len(value) - 1)
    return None if best is None else best[1]


def _weigh(chart: ControlChart, start: Any, count: int, high: bool, held: bool) -> Proposal:
    """Draw the chart as it would be, and compare."""
    new = _with_phase(chart, start)
    now, then = chart.summary.iloc[0], new.summary.iloc[0]
    before, after = (float(centre) for centre in new.phases["centre"].iloc[-2:])
    earlier = new.points[new.points["phase"] == new.points["phase"].iloc[-1] - 1]
    sigma = float(((earlier["ucl"] - earlier["lcl"]) / 6).mean())
    if not sigma > 0:  # a run chart has no limits: the usual step from point to point
        sigma = float(earlier["value"].diff().abs().mean()) / 1.128
    return Proposal(
        start, count, high, before, after, float(now["centre"]), held,
        bool(abs(after - before) >= LARGE * sigma),
        str(now["variation"]), str(then["variation"]), _text(now["assurance"]), _text(then["assurance"]),
        int(now["signals"]), int(then["signals"]),
    )  # fmt: skip


def _with_phase(chart: ControlChart, start: Any) -> ControlChart:
    """Draw one series with a further phase, from its own points."""
    from .chart import control_chart

    counted = bool(chart.points["n"].notna().any())
    points = chart.points.assign(part=chart.points["phase"] + (chart.points["x"] >= start))
    # the first target is what the verdict of the summary is about; a level one goes in as a number, for rows of a
    # target's column that lie after the last value would be taken for a trajectory
    goal = points["target"].iloc[0] if points["target"].nunique(dropna=False) == 1 else "target"
    return control_chart(
        points[["x", "y", "n", "value", "part", "excluded", "target"]],
        x="x", y="y" if counted else "value", n="n" if counted else None, kind=chart.kind, rules=chart.rules,
        improvement=chart.improvement, target=goal, phases="part", baseline=chart.baseline, exclude="excluded",
        screen=chart.screen, run_length=chart.run_length if PROFILES[chart.rules].adjustable else None,
        multiply=chart.multiply if counted else 1,
    )  # fmt: skip


def _text(verdict: object) -> str:
    return verdict if isinstance(verdict, str) else ""
