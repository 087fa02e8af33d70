"""Round numbers for the y axis; Aprils, Octobers and round numbers for the x axis."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qmf.charts.timeline import Timeline

__all__ = ["Scale", "Tick", "x_ticks", "y_scale"]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Tick:
    """One tick of the x axis: its place, its word, and what stands in bold under it (a year, or nothing)."""

    at: float
    text: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """The y axis: from `low` to `high`, with a grid line at each of `ticks` and its text in `texts`."""

    low: float
    high: float
    ticks: tuple[float, ...]
    texts: tuple[str, ...]


def y_scale(low: float, high: float, *, floor: float | None, percent: bool, whole: bool) -> Scale:
    """Choose a y axis of round numbers, three to six steps high.

    Parameters
    ----------
    low, high
        The least and the greatest of what must be shown.
    floor
        Zero where the measure cannot go under it. The axis then starts there, unless what is shown keeps to the
        upper half.
    percent
        Whether values are per cent: the texts then end in a percent sign.
    whole
        Whether every value is a whole number, as counts are: no tick then lies between two of them.

    Returns
    -------
    Scale
        The axis; `low` and `high` lie on it.

    Examples
    --------
    >>> y_scale(2.6, 15.1, floor=0, percent=False, whole=False).texts
    ('0', '3', '6', '9', '12', '15', '18')
    >>> y_scale(23, 98, floor=0, percent=True, whole=False).texts
    ('0%', '20%', '40%', '60%', '80%', '100%')
    """
    if high - low <= max(1e-9 * max(abs(low), abs(high)), 1e-290):  # all equal: zero gives them a scale
        room = 1.0 if percent and high == 100 else 1.2
        low, high = min(low * room, 0.0), max(high * room, 0.0)
        high = high if high - low > 1e-290 else low + 1.0
    few = whole and high - low < 3 and high <= 12  # small counts: zero is near, and gives them a scale
    if floor is not None and (low < high / 2 or few):
        low = floor
    step = min(_steps(high - low, percent, whole), key=lambda step: _cost(low, high, step))
    first = math.floor(low / step + 1e-9)
    last = max(math.ceil(high / step - 1e-9), first + 1)
    ticks = tuple(k * step for k in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks, tuple(_text(tick, step, percent) for tick in ticks))


def _steps(span: float, percent: bool, whole: bool) -> list[float]:
    power = math.floor(math.log10(span)) - 1
    leads = (1, 2, 2.5, 5, 10, 20, 25, 50) if percent else (1, 2, 2.5, 3, 5, 10, 20, 25, 30, 50)
    steps = [lead * 10.0**power if power >= 0 else lead / 10.0**-power for lead in leads]
    if whole:
        return [step for step in steps if step >= 1 and step == int(step)] or [1.0]
    return steps


def _cost(low: float, high: float, step: float) -> float:
    """Room wasted, and a little for each step more or fewer than five."""
    count = math.ceil(high / step - 1e-9) - math.floor(low / step + 1e-9)
    waste = count * step / (high - low) - 1
    return waste + 0.04 * abs(count - 5) + (0 if 3 <= count <= 6 else abs(count - 5))


def _text(value: float, step: float, percent: bool) -> str:
    power = math.floor(math.log10(step) + 1e-9)
    exact = round(step / 10.0**power, 6) in (1, 2, 3, 5)  # and not 2.5
    decimals = max(0, -power + (0 if exact else 1)) if power < 1 else 0
    large = max(abs(value), step)
    if large >= 1e9 or decimals > 5:
        text = f"{value:.{math.floor(math.log10(large)) - power + 2}g}"
    else:
        text = f"{value:,.{decimals}f}"
    return text.replace("-", "−") + ("%" if percent else "")


def x_ticks(
    timeline: Timeline, low: float, high: float, *, room: float, apart: float, slack: float = 0
) -> list[Tick]:
    """Choose the ticks of an x axis.

    Parameters
    ----------
    timeline
        The axis.
    low, high
        Its first and last place.
    room
        Its length in pixels.
    apart
        Least distance between two ticks in pixels.
    slack
        How far before `low` the axis still runs, in pixels: a first week of 3 April then has its April.

    Returns
    -------
    list of Tick
        April and October with the year in bold under April (the NHS year), every month or quarter where the axis
        is short, every April or fewer where it is long; round numbers on an axis of numbers.
    """
    span = max(high - low, 1e-12)
    if timeline.unit == "number":
        return _numbers(low, high, max(2, int(room / apart / 1.5)))
    days = timeline.unit == "day"
    if days and span <= 70:
        return _days(low, high, room, apart)
    months = span / 30.44 if days else span
    least = 1 if months <= 8 else 3 if months <= 18 else 6
    low -= slack * span / room if days else 0
    fits = (k for k in (1, 3, 6, 12, 24, 60, 120) if k >= least and room * k / months >= apart)
    every = next(fits, 12 * math.ceil(months * apart / room / 12))
    return list(_months(low, high, every, days))


def _months(low: float, high: float, every: int, days: bool) -> Iterator[Tick]:
    """Ticks at the first of a month, counted so that April is one of them."""
    first = date.fromordinal(math.ceil(low)) if days else date(int(low // 12), int(low % 12) + 1, 1)
    start = first.year * 12 + first.month - 1
    found = []
    for month in range(start - (start - 3) % every, 12 * 9999, every):
        day = date(month // 12, month % 12 + 1, 1)
        at = float(day.toordinal()) if days else float(month)
        if at > high + 1e-9:
            break
        if at >= low - 1e-9:
            found.append((at, day))
    aprils = any(day.month == 4 for _, day in found)
    for k, (at, day) in enumerate(found):
        year = day.month == 4 or (not aprils and (k == 0 or day.month == 1))
        yield Tick(at, _MONTHS[day.month - 1], str(day.year) if year else "")


def _days(low: float, high: float, room: float, apart: float) -> list[Tick]:
    span = max(high - low, 1.0)
    every = next(k for k in (1, 2, 7, 14, 28, 56, 112) if room * k / span >= apart * 1.3)
    ticks: list[Tick] = []
    for place in range(math.ceil(low), math.floor(high) + 1, every):
        day = date.fromordinal(place)
        new_year = not ticks or str(day.year) != next(t.under for t in reversed(ticks) if t.under)
        ticks.append(
            Tick(float(place), f"{day.day} {_MONTHS[day.month - 1]}", str(day.year) if new_year else "")
        )
    return ticks


def _numbers(low: float, high: float, most: int) -> list[Tick]:
    if high <= low:
        return [Tick(low, f"{low:.12g}".replace("-", "−"))]
    power = math.floor(math.log10((high - low) / most))
    step = next(s for lead in (1, 2, 5, 10, 20) if (high - low) / (s := lead * 10.0**power) <= most)
    if low == int(low) and high == int(high):
        step = max(step, 1.0)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [Tick(k * step, f"{k * step:.12g}".replace("-", "−")) for k in range(first, last + 1)]
