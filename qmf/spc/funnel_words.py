"""What a funnel chart says: which units stand out, how many would by chance, and whether they differ beyond chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from qmf.errors import ChartError, Fault

from .label import Label
from .options import nearest

if TYPE_CHECKING:
    from .funnel import FunnelChart

__all__ = ["funnel_words"]

STYLES = ("board", "public", "title")
MOST = 6  # names in a sentence
_WORD = {"improvement": "better", "concern": "worse"}


def funnel_words(chart: FunnelChart, label: Label, style: str) -> str:
    """Say what a funnel chart shows; see :meth:`qmf.spc.FunnelChart.words`."""
    if style not in STYLES:
        raise ChartError(Fault(f"{style!r} is no style of words", "style", nearest(style, STYLES)))
    points = chart.points
    if not len(points):
        return "There are no data."
    far = points[points["outside_998"]]
    if style == "title":
        return _title(chart, label, far)
    noun = chart.labels.get("unit", "unit")
    if style == "public":
        return _public(chart, label, noun, far)
    near = points[points["outside_95"] & ~points["outside_998"]]
    sentences = [
        f"{label.name or 'The measure'}: {_count(len(points), noun)} compared with "
        f"{'a given centre' if chart.given else 'the average of them all'}, {label.say(chart.centre)}.",
        _far(chart, label, far, noun),
        _near(near, len(points), noun),
        _spread(chart, noun),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _title(chart: FunnelChart, label: Label, far: pd.DataFrame) -> str:
    name, noun = label.name or "The measure", chart.labels.get("unit", "unit")
    if far.empty:
        return f"{name}: no {noun} stands out from the {len(chart.points)}, given its size"
    return f"{name}: {_listed(far['unit'].astype(str).tolist())} {'stands' if len(far) == 1 else 'stand'} out"


def _far(chart: FunnelChart, label: Label, far: pd.DataFrame, noun: str) -> str:
    if far.empty:
        return f"None lies outside the 99.8% limits: no {noun} stands out, given its size."
    return f"Outside the 99.8% limits: {_groups(chart, label, far)}."


def _groups(chart: FunnelChart, label: Label, far: pd.DataFrame) -> str:
    """Name the units that stand out, those above and those below, each with its value and what it means."""
    said = []
    for high in (True, False):
        rows = far[(far["value"] > far["centre"]) == high]
        if rows.empty:
            continue
        named = [
            f"{unit} ({label.format(value)})" for unit, value in zip(rows["unit"], rows["value"], strict=True)
        ]
        meaning = _WORD.get(str(rows["direction"].iloc[0]), "more" if high else "less")
        said.append(f"{_listed(named)} {'above' if high else 'below'}, {meaning} than chance explains")
    return "; ".join(said)


def _near(near: pd.DataFrame, units: int, noun: str) -> str:
    """Say how many lie between the limits, beside how many would by chance."""
    if near.empty:
        return ""
    what = f"{_listed(near['unit'].astype(str).tolist())} {'lies' if len(near) == 1 else 'lie'}"
    chance = f"chance alone puts about {0.048 * units:.1f} of {_count(units, noun)}"
    return f"{what} between the 95% and the 99.8% limits, where {chance}."


def _spread(chart: FunnelChart, noun: str) -> str:
    """Say whether the units differ beyond chance, and whether the limits allow for that."""
    if chart.overdispersion:
        return f"The limits allow for {noun}s that differ by more than chance (over-dispersion)."
    if not chart.differ:
        return ""
    return (
        f"The {noun}s differ by more than chance alone (over-dispersion {chart.spread.phi:.1f}), and these limits do "
        "not allow for it: many outside say that the measure leaves something out."
    )


def _public(chart: FunnelChart, label: Label, noun: str, far: pd.DataFrame) -> str:
    start = f"{label.name or 'This'}: we look at {_count(len(chart.points), noun)}."
    start += f" Over all, it is {label.say(chart.centre)}."
    if far.empty:
        return f"{start} No {noun} stands out. Small ones go up and down more by chance."
    said = [start]
    for high in (True, False):
        rows = far[(far["value"] > far["centre"]) == high]
        if len(rows):
            named = [
                f"{unit} ({label.format(v)})" for unit, v in zip(rows["unit"], rows["value"], strict=True)
            ]
            said.append(f"Much {'higher' if high else 'lower'} than we expect: {_listed(named)}.")
    return " ".join([*said, "That is a reason to ask why. It is not proof of good or bad care."])


def _listed(names: list[str]) -> str:
    if len(names) > MOST + 1:
        names = [*names[:MOST], f"{len(names) - MOST} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
