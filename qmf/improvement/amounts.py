"""The size of a change as text: with a sign for a table, without one for "fell by", and its interval."""

from __future__ import annotations

import math
from typing import Literal

from qmf.spc import Label

__all__ = ["Scale", "interval", "level", "plain", "plain_interval", "signed"]

Scale = Literal["ratio", "points", "difference"]


def signed(size: float, scale: Scale, label: Label) -> str:
    """Write a change for a table.

    Parameters
    ----------
    size
        A ratio less one, percentage points, or a difference in the units shown; missing for a ratio to nothing.
    scale
        Which of these.
    label
        How the series writes its values.

    Examples
    --------
    >>> signed(-0.36, "ratio", Label()), signed(2.5, "points", Label(percent=True)), signed(0.0, "ratio", Label())
    ('−36%', '+2.5 points', '0%')
    """
    if math.isnan(size):
        return "from none"
    return _signed(size, size, scale, label) + (" points" if scale == "points" else "")


def plain(size: float, scale: Scale, label: Label) -> str:
    """Write how far something rose or fell.

    Parameters
    ----------
    size, scale, label
        As in :func:`signed`; the sign is left out.

    Examples
    --------
    >>> plain(-0.36, "ratio", Label()), plain(-14.2, "points", Label(percent=True))
    ('36%', '14 percentage points')
    """
    text = _amount(size, size, scale, label)
    if scale != "points":
        return text
    return f"{text} percentage point" if text == "1" else f"{text} percentage points"


def interval(low: float, high: float, scale: Scale, label: Label) -> str:
    """Write an interval for a table; empty where there is none.

    Parameters
    ----------
    low, high
        Its ends; `high` may be infinite.
    scale, label
        As in :func:`signed`.

    Examples
    --------
    >>> interval(-0.47, -0.22, "ratio", Label()), interval(0.4, float("inf"), "ratio", Label())
    ('−47% to −22%', '+40% or more')
    """
    if math.isnan(low) or math.isnan(high):
        return ""
    if math.isinf(high):
        return f"{signed(low, scale, label)} or more"
    widest = max(abs(low), abs(high))
    ends = f"{_signed(low, widest, scale, label)} to {_signed(high, widest, scale, label)}"
    return ends + (" points" if scale == "points" else "")


def plain_interval(low: float, high: float, scale: Scale, label: Label) -> str:
    """Write an interval on one side of no change, from the smaller to the greater; else as :func:`interval` does.

    Parameters
    ----------
    low, high, scale, label
        As in :func:`interval`.

    Examples
    --------
    >>> plain_interval(-0.47, -0.22, "ratio", Label()), plain_interval(-0.2, 0.1, "ratio", Label())
    ('22% to 47%', '−20% to +10%')
    """
    if math.isnan(low) or math.isnan(high) or low * high <= 0:
        return interval(low, high, scale, label)
    near, far = sorted((abs(low), abs(high)))
    if math.isinf(far):
        return f"{plain(near, scale, label)} or more"
    return f"{_amount(near, far, scale, label)} to {plain(far, scale, label)}"


def level(value: float, other: float, scale: Scale, label: Label) -> str:
    """Write one of two levels; with a decimal more where the rounded ones would not differ by the rounded change.

    Parameters
    ----------
    value, other
        The level, and the one it is compared with.
    scale, label
        As in :func:`signed`.

    Examples
    --------
    >>> percent = Label(percent=True)
    >>> level(62.4, 85.7, "points", percent), level(85.7, 62.4, "points", percent), level(62.4, 85.4, "points", percent)
    ('62.4%', '85.7%', '62%')
    """
    if scale != "points" or min(abs(value), abs(other)) < 10:
        return label.format(value)
    fits = abs(round(value) - round(other)) == round(abs(value - other))
    return label.format(value) if fits else f"{value:.1f}%"


def _signed(size: float, widest: float, scale: Scale, label: Label) -> str:
    text = _amount(size, widest, scale, label)
    if not any(digit in text for digit in "123456789"):
        return text
    return ("+" if size > 0 else "−") + text


def _amount(size: float, widest: float, scale: Scale, label: Label) -> str:
    """Write a size with the decimals that suit the widest number beside it."""
    if scale == "ratio":
        return f"{abs(size) * 100:,.0f}%"
    if scale == "points":
        return f"{abs(size):.{0 if round(abs(widest), 1) >= 10 else 1}f}"
    return label.format(abs(size))
