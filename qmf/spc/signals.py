"""Which broken rule is shown at a point, and whether it is good."""

from __future__ import annotations

import numpy as np

from .analysis import CONCERN, IMPROVEMENT, NEUTRAL_HIGH, NEUTRAL_LOW, Analysis
from .profiles import Profile
from .segments import Bools

__all__ = ["write_signals"]


def write_signals(
    out: Analysis,
    profile: Profile,
    improvement: str,
    broken: dict[str, tuple[Bools, Bools]],
    here: slice,
    mask: Bools | None,
) -> None:
    """Choose the rule that is shown where several are broken, and say whether it is good."""
    target = np.arange(here.start, here.stop)[mask] if mask is not None else None
    union = np.zeros(len(target) if target is not None else here.stop - here.start, np.bool_)
    for name, (mark, _) in broken.items():
        union |= mark
        if target is None:
            out.broken[name][here] = mark
        else:
            out.broken[name][target] = mark
    at = np.flatnonzero(union)
    signal, high = np.zeros(len(at), np.int8), np.zeros(len(at), np.bool_)
    good_is_high = {"increase": True, "decrease": False}.get(improvement)
    better = np.zeros(len(at), np.bool_)
    for number, name in enumerate(out.broken, start=1):
        if name not in broken:
            continue
        mark, up = broken[name][0][at], broken[name][1][at]
        take = mark & (signal == 0)
        if profile.improvement_first and good_is_high is not None:
            good = mark & (up == good_is_high)
            take |= good & ~better
            better |= good
        signal[take], high[take] = number, up[take]
    place = at + here.start if target is None else target[at]
    out.signal[place], out.high[place] = signal, high
    if good_is_high is None:
        out.direction[place] = np.where(high, NEUTRAL_HIGH, NEUTRAL_LOW)
    else:
        out.direction[place] = np.where(high == good_is_high, IMPROVEMENT, CONCERN)
