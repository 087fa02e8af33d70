"""The kinds of chart in one table: what lines each has, and what its numbers may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .lines import (
    c_chart,
    g_chart,
    i_chart,
    i_prime,
    mr,
    np_chart,
    p_chart,
    p_prime,
    run,
    s_chart,
    t_chart,
    u_chart,
    u_prime,
    xbar,
    xmr,
)
from .sample import Lines, Sample

__all__ = ["KINDS", "Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of chart, and what its numbers may be.

    Parameters
    ----------
    lines
        Centre and limits.
    title
        Its name in a sentence.
    n
        Whether it takes a denominator: "no", "may" or "must".
    groups
        What becomes of rows of equal x: "refuse", "mean" or "sum" (with a denominator, always sums), or "spread" for
        the mean and standard deviation of a subgroup.
    least
        What y may not fall under; ``lowest_allowed`` says whether y may equal it.
    share
        Whether the numerator is part of the denominator.
    runs
        Whether runs mean anything.
    level
        Whether its lines are level across a phase, and asked of its values alone.
    """

    lines: Callable[[Sample], Lines]
    title: str
    n: str = "no"
    groups: str = "mean"
    least: float = -np.inf
    lowest_allowed: bool = True
    share: bool = False
    runs: bool = True
    level: bool = False


KINDS: dict[str, Kind] = {
    "run": Kind(run, "run chart", n="may", level=True),
    "xmr": Kind(xmr, "XmR chart", n="may", groups="refuse", level=True),
    "i": Kind(i_chart, "I chart", n="may", level=True),
    "mr": Kind(mr, "moving range chart", runs=False, level=True),
    "xbar": Kind(xbar, "X-bar chart", groups="spread"),
    "s": Kind(s_chart, "S chart", groups="spread"),
    "t": Kind(t_chart, "T chart", least=0.0, lowest_allowed=False, level=True),
    "g": Kind(g_chart, "G chart", least=0.0, level=True),
    "c": Kind(c_chart, "C chart", groups="sum", least=0.0, level=True),
    "np": Kind(np_chart, "NP chart", n="must", least=0.0, share=True),
    "u": Kind(u_chart, "U chart", n="must", least=0.0),
    "up": Kind(u_prime, "U′ chart", n="must", least=0.0),
    "p": Kind(p_chart, "P chart", n="must", least=0.0, share=True),
    "pp": Kind(p_prime, "P′ chart", n="must", least=0.0, share=True),
    "ip": Kind(i_prime, "I′ chart", n="must"),
}
