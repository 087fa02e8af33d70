"""The chart of one measure at one unit, with everything that is said about it."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from markupsafe import Markup

from qmf import charts
from qmf.charts import Drawing
from qmf.cycle import TOGETHER, Findings
from qmf.disclosure import policy_of
from qmf.report.blocks.block import Picture, Section
from qmf.report.blocks.flags import Note, notes
from qmf.report.blocks.numbers import numbers
from qmf.report.blocks.proposal import offer, proposal_of
from qmf.report.dates import day
from qmf.report.live import bare
from qmf.report.page import fragment
from qmf.report.reasons import message
from qmf.report.verdicts import Verdict, verdict
from qmf.report.wording import count
from qmf.spc.words import subtitle_of

__all__ = ["drawing", "figure"]

KICKERS = {
    "outcome": "Outcome: what we want to change",
    "process": "Process: what we do differently",
    "balancing": "Balancing: what it might cost",
}
CONFIG = {"responsive": True, "displaylogo": False, "showSendToCloud": False}
"""How plotly shows it: without its button that sends the chart, and with it the data, to a server elsewhere."""


def drawing(
    found: Findings, measure: str, unit: str = TOGETHER, *, x_from: Any = None, x_to: Any = None
) -> Drawing:
    """Say what is to be drawn of one measure at one unit.

    Parameters
    ----------
    found
        The findings.
    measure, unit
        Their ids.
    x_from, x_to
        First and last x of the time axis; the chart's own where None.

    Returns
    -------
    Drawing
        For :func:`qmf.charts.svg` or :func:`qmf.charts.figure`.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.cycle import find
    >>> from qmf.data import open_place
    >>> from qmf.framework import load_priority
    >>> root = Path(__file__).resolve().parents[3]
    >>> whole = load_priority(root / "parameters/2025-26/violence-and-aggression.yaml")
    >>> priority = whole.model_copy(update={"measures": [whole.measure("physical-violence")]})
    >>> place = open_place(root / "data")
    >>> found = find(place, priority, place.last_complete_period())
    >>> drawing(found, "physical-violence", "heron").label.place
    'Heron ward'
    """
    it = verdict(found, found.priority.measure(measure), unit)
    return _drawing(found, it, notes(found, it), x_from, x_to)


def _drawing(found: Findings, it: Verdict, said: list[Note], x_from: Any, x_to: Any) -> Drawing:
    proposal = (
        None if policy_of(found) else proposal_of(it)
    )  # new limits are for those who do the work to decide
    waiting = "" if proposal is None else f" {offer(found, it, proposal).sentence}"
    return Drawing(
        chart=it.chart,
        label=it.label,
        title=message(it),
        subtitle=_subtitle(it),
        description=f"{_described(found, it)}{waiting}",
        flags=tuple(note.flag for note in said),
        source=f"{it.measure.source}. {found.place.notice}" if found.place.synthetic else it.measure.source,
        proposal=proposal,
        x_from=x_from,
        x_to=x_to,
    )


def _subtitle(it: Verdict) -> str:
    """Say what is charted; of what is not shown, no day either: it could be that of an event."""
    if it.mask.hidden and not it.mask.hidden.judged:
        return ", ".join(part for part in (it.label.name, it.label.unit, it.label.place) if part)
    return subtitle_of(it.chart, it.label)


def _described(found: Findings, it: Verdict) -> str:
    """Say what a chart says, and of rare events how long it is since the last: that time is not a point yet."""
    last = it.chart.points["x"].max()
    if it.measure.data.between is None or pd.isna(last) or it.closed or it.mask.hidden:
        return it.board
    since = (pd.Timestamp(found.as_at) - last).days
    return f"{it.board} Since the last, {count(since, 'day')} have passed up to {day(found.as_at)}."


def figure(
    found: Findings,
    measure: str,
    unit: str = TOGETHER,
    *,
    x_from: Any = None,
    x_to: Any = None,
    full: bool = True,
) -> Picture | Section:
    """Draw one measure at one unit.

    Parameters
    ----------
    found
        The findings.
    measure, unit
        Their ids.
    x_from, x_to
        First and last x of the time axis, where several charts share one.
    full
        Whether the list of flags tells a test's prediction, result and decision, or only its date and name.

    Returns
    -------
    Picture or Section
        The chart, the words around it, and its files' names; the words alone, where a policy does not show its numbers.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.cycle import find
    >>> from qmf.data import open_place
    >>> from qmf.framework import load_priority
    >>> root = Path(__file__).resolve().parents[3]
    >>> whole = load_priority(root / "parameters/2025-26/violence-and-aggression.yaml")
    >>> priority = whole.model_copy(update={"measures": [whole.measure("physical-violence")]})
    >>> place = open_place(root / "data")
    >>> found = find(place, priority, place.last_complete_period())
    >>> figure(found, "physical-violence", "heron").id
    'physical-violence--heron'
    """
    it = verdict(found, found.priority.measure(measure), unit)
    said = notes(found, it)
    drawn = _drawing(found, it, said, x_from, x_to)
    if it.mask.hidden:
        return Section(
            fragment("blocks/not_shown.html.j2", it=it, drawn=drawn, kicker=KICKERS[it.measure.role])
        )
    return Picture(
        id=it.id,
        head=fragment("blocks/figure_head.html.j2", it=it, drawn=drawn, kicker=KICKERS[it.measure.role]),
        wide=charts.svg(drawn, shape="wide", uid=f"{it.id}-w"),
        narrow=charts.svg(drawn, shape="narrow", uid=f"{it.id}-n"),
        plotly={**bare(json.loads(charts.figure(drawn).to_json(engine="json"))), "config": CONFIG},
        tail=fragment(
            "blocks/figure_tail.html.j2",
            it=it,
            words=drawn.description,
            notes=said,
            offer=None if drawn.proposal is None else offer(found, it, drawn.proposal),
            full=full,
            key=Markup(charts.shape_key(it.chart)),  # noqa: S704 - our own drawing
            table=numbers(found, it),
            subtitle=drawn.subtitle,
        ),
        words=f"{drawn.title}. {drawn.description}",
    )
