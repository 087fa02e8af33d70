"""What a headline rests on: the size of the change, the latest value, and which units moved alike."""

from __future__ import annotations

import pandas as pd

from qmf.cycle import OTHERS, Findings
from qmf.report.dates import month, period
from qmf.report.marks import Side
from qmf.report.verdicts import Verdict, members, units_word, verdict
from qmf.report.wording import inside, joined, plural

__all__ = ["message", "why_sentences"]

LASTED = {
    "yes": "It has lasted so far.",
    "not sure": "It holds so far, though not clearly enough to call it sustained.",
    "too early": "It is too early to say whether it lasts.",
}
OPPOSITE: dict[Side, Side] = {"worse": "better", "better": "worse"}


def why_sentences(found: Findings, it: Verdict, *, said: str) -> str:
    """Say what a headline rests on.

    Parameters
    ----------
    found
        The findings of the priority.
    it
        The verdict the headline is about.
    said
        The headline: what it tells is not told again.
    """
    if it.standing == "care":
        return _last_signal(it)
    parts = (_proof(it), _latest(it, said), _singly(found, it), _others(found, it))
    return " ".join(part for part in parts if part)


def message(it: Verdict) -> str:
    """Give the message of a chart: its own title, or the real change that the latest point by itself does not show."""
    found = it.change
    if it.standing == it.side or found is None:
        return it.title
    way = "rose" if found["after"] > found["before"] else "fell"
    size = found["change_text"].lstrip("+−")
    before, after = (
        f"{found[f'{part}_text']} ({word} {month(found[edge])})"
        for part, word, edge in (("before", "to", "before_end"), ("after", "from", "after_start"))
    )
    return f"{it.measure.title} {way} by {size}, from {before} to {after}"


def _proof(it: Verdict) -> str:
    """Give a real change's size, or its interval where the headline tells the size already."""
    if it.standing == it.side or it.change is None:
        return it.real_change
    held = LASTED.get(it.change["lasted"], "")
    within = it.change["interval_text"]
    return f"95% interval of the change: {within}. {held}".strip() if within else held


def _latest(it: Verdict, said: str) -> str:
    centre = it.row["centre"]
    if pd.isna(it.row["value"]) or pd.isna(centre):
        return ""
    if it.standing != it.side:
        return f"The latest point by itself, {it.latest} in {it.period}, is within the usual range."
    if it.latest in said:
        return ""
    usual = f"{'an average' if it.middle == 'average' else 'a median'} of {it.label.format(float(centre))}"
    return f"In {it.period}: {it.latest}, against {usual}."


def _last_signal(it: Verdict) -> str:
    """Tell of the last point that was a signal, where the latest one is none."""
    points = it.chart.points
    signals = points[points["signal"].notna()]
    last = signals.iloc[-1]
    way = str(last["direction"]).split("_")[0]
    side = "above" if last["value"] > last["centre"] else "below"
    value, when = it.label.format(float(last["value"])), period(last["x"], it.chart.period)
    meaning = {"improvement": ", an improvement", "concern": ", a concern"}.get(way, "")
    return (
        f"{len(signals)} of the {int(points['value'].notna().sum())} points are signals; the last was {value} in "
        f"{when}, {side} the {it.middle} of {it.label.format(float(last['centre']))}{meaning}."
    )


def _singly(found: Findings, it: Verdict) -> str:
    """Name the units that moved the same way on their own, and those that moved the other way."""
    units = members(found)
    if len(units) < 2:
        return ""
    single = [verdict(found, it.measure, unit) for unit in units if found.has(it.measure.id, unit)]
    same = [one.name for one in single if one.standing == it.standing]
    other = [one.name for one in single if one.standing == OPPOSITE.get(it.standing)]
    one_word = units_word(found, 1)
    said = (
        f"On {plural(len(same), 'its', 'their')} own, {joined(same)} {plural(len(same), 'shows', 'show')} it too."
        if same
        else f"No single {one_word} shows it on its own."
    )
    against = f" {joined(other)} {plural(len(other), 'moves', 'move')} the other way." if other else ""
    return said + against


def _others(found: Findings, it: Verdict) -> str:
    """Tell what happened over the same time where nobody took part."""
    if it.change is None or not it.change["effect"] or not found.has(it.measure.id, OTHERS):
        return ""
    beside = verdict(found, it.measure, OTHERS)
    if beside.change is None or not beside.change["reading"]:
        return ""
    return f"{beside.name}, which did not take part: {inside(beside.change['reading'])}."
