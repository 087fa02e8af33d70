"""What stands at the right edge, where a legend would be: each line and the latest value by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qmf.charts.tokens import BLUE, INK, INK_2, MARKS, TARGET_TEXT
from qmf.spc.periods import say_x

if TYPE_CHECKING:
    from qmf.charts.drawing import Drawing
    from qmf.charts.limits import Bounds
    from qmf.charts.reading import Goal, Reading
    from qmf.spc import Label

__all__ = ["End", "centre_words", "ends", "proposed_words", "written"]

_LONGEST = 14  # a number longer than this is written with a power of ten
_CENTRES = {"run": "Median", "g": "Median", "t": "Centre line"}


@dataclass(frozen=True, slots=True)
class End:
    """One label of the right edge.

    Parameters
    ----------
    value
        Where it belongs on the y axis.
    point
        The last point of what it names.
    line
        What it names: "upper", "lower", "centre", "target", "proposed" or "value".
    text, short
        Its words, on a wide and on a narrow drawing.
    colour
        Colour of the text.
    bold
        Whether it is bold on a wide drawing.
    strong
        Whether it is bold on a narrow one, too.
    """

    value: float
    point: int
    line: str
    text: str
    short: str
    colour: str = INK_2
    bold: bool = False
    strong: bool = False


def written(label: Label, value: float) -> str:
    """Write a value as people do, and a very long one with a power of ten.

    Parameters
    ----------
    label
        How the series' values are written.
    value
        The value.

    Returns
    -------
    str
        For example "6.3", "65%" or "1.2e+30".
    """
    text = label.format(value) if abs(value) < 1e12 else f"{value:.3g}"
    return (text if len(text) <= _LONGEST else f"{value:.3g}").replace("-", "−")


def centre_words(kind: str, *, frozen: bool, trial: bool = False, given: bool = False) -> tuple[str, str]:
    """Say what a chart kind calls its centre line.

    Parameters
    ----------
    kind
        Kind of chart.
    frozen
        Whether a baseline sets it.
    trial
        Whether there are too few points for limits.
    given
        Whether a person gave it.

    Returns
    -------
    tuple of str
        Its words on a wide and on a narrow drawing.

    Examples
    --------
    >>> centre_words("xmr", frozen=True), centre_words("run", frozen=False)
    (('Earlier average', 'Earlier av.'), ('Median', 'Median'))
    """
    if given:
        return "Given centre", "Given"
    name = _CENTRES.get(kind, "Average")
    if name == "Average" and frozen:
        return "Earlier average", "Earlier av."
    if name == "Median" and frozen:
        return "Earlier median", "Earlier med."
    return (f"{name} so far", name) if trial else (name, name if name != "Centre line" else "Centre")


def ends(drawing: Drawing, reading: Reading) -> list[End]:
    """Name the lines of the latest phase, and the latest value.

    Parameters
    ----------
    drawing
        What was asked for.
    reading
        The chart's points.

    Returns
    -------
    list of End
        The limits, the centre line, the targets and the latest value, as far as there are any.
    """
    label, kind = drawing.label, drawing.chart.kind
    phase = reading.starts[-1] if reading.starts else 0
    found = []
    if (last := _last(reading.upper, phase)) is not None:
        found.append(_limit(*last, upper=True, bounds=reading.bounds, label=label))
    if (last := _last(reading.lower, phase)) is not None:
        found.append(_limit(*last, upper=False, bounds=reading.bounds, label=label))
    if (last := _last(reading.centre, phase)) is not None:
        long, short = centre_words(
            kind, frozen=reading.baseline is not None, trial=reading.trial, given=drawing.chart.given
        )
        number = written(label, last[1])
        found.append(End(last[1], last[0], "centre", f"{long} {number}", f"{short} {number}", INK, bold=True))
    for goal in reading.goals:
        if (last := _last(goal.values, 0)) is not None:
            found.append(_goal(goal, *last, reading=reading, label=label))
    if drawing.proposal is not None:
        words, short = proposed_words(drawing, drawing.proposal.after)
        found.append(End(drawing.proposal.after, len(reading.xs) - 1, "proposed", words, short, BLUE))
    if (last := _last(reading.values, 0)) is not None:
        newest = last[0] == len(reading.xs) - 1 and not _ended(drawing, reading)
        found.append(_value(*last, reading=reading, label=label, newest=newest))
    return found


def proposed_words(drawing: Drawing, level: float) -> tuple[str, str]:
    """Name a proposed centre line, on a wide and on a narrow drawing."""
    long, _ = centre_words(drawing.chart.kind, frozen=False)
    number = written(drawing.label, level)
    return f"Proposed {long.lower()} {number}", f"Proposed {number}"


def _ended(drawing: Drawing, reading: Reading) -> bool:
    """Whether the axis runs on for more than a period after the last point: a ward that has closed."""
    if drawing.x_to is None:
        return False
    return reading.axis.place(drawing.x_to) - reading.places[-1] > reading.axis.step


def _last(values: list[float | None], start: int) -> tuple[int, float] | None:
    """Find the last point from `start` on that has a value, and the value."""
    for k in range(len(values) - 1, start - 1, -1):
        value = values[k]
        if value is not None:
            return k, value
    return None


def _goal(goal: Goal, point: int, value: float, *, reading: Reading, label: Label) -> End:
    """Name a target, and by when it is to be reached where it moves after the last point."""
    name, values = goal.name, goal.values
    lead = f"{name} target".strip()
    short = f"{lead[:1].upper()}{lead[1:]} {written(label, value)}"
    beyond = point - len(reading.xs)
    moves = beyond >= 0 and value != values[len(reading.xs) - 1]
    by = f" by {say_x(reading.ahead_xs[beyond], reading.axis.period, short=True)}" if moves else ""
    brief = f"{name or 'Target'} {written(label, value)}"
    return End(
        value, point, "target", f"{short}{by}", f"{brief[:1].upper()}{brief[1:]}", TARGET_TEXT, bold=True
    )


def _limit(point: int, value: float, *, upper: bool, bounds: Bounds, label: Label) -> End:
    """Name a limit; one that is cut says so instead of a number."""
    side, cut = "Upper" if upper else "Lower", bounds.clip(value)
    line = side.lower()
    if cut == value:
        number = written(label, value)
        return End(value, point, line, f"{side} limit {number}", f"{side} {number}")
    beyond = f"{'over' if upper else 'under'} {cut:g}{'%' if label.percent else ''}"
    return End(cut, point, line, f"{side} limit {beyond}", f"{side} {beyond}")


def _value(point: int, value: float, *, reading: Reading, label: Label, newest: bool) -> End:
    """Name the latest value by its month; "Latest" on a narrow drawing, where it is the newest."""
    when, number = say_x(reading.xs[point], reading.axis.period, short=True), written(label, value)
    text = f"{when[:1].upper()}{when[1:]}: {number}"
    short = f"Latest {number}" if newest else text
    colour = MARKS[reading.kinds[point]].text
    return End(value, point, "value", text, short, colour, bold=True, strong=True)
