"""Which limits a chart shows, and where they are cut because the measure cannot go there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Bounds", "bounds", "phase_words", "trial_note"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the measure cannot go under and over; None where there is no such end."""

    floor: float | None
    ceiling: float | None

    def clip(self, value: float) -> float:
        """Bring a value back to what the measure can be.

        Examples
        --------
        >>> Bounds(0, 100).clip(-3.2), Bounds(0, 100).clip(104), Bounds(None, None).clip(-3.2)
        (0, 100, -3.2)
        """
        if self.floor is not None and value < self.floor:
            return self.floor
        if self.ceiling is not None and value > self.ceiling:
            return self.ceiling
        return value


def bounds(shown: Sequence[float], *, percent: bool) -> Bounds:
    """Find the ends of a measure from its own values.

    Parameters
    ----------
    shown
        Values, centre lines and targets; not the limits.
    percent
        Whether they are per cent.

    Returns
    -------
    Bounds
        Zero below, unless something shown is below it (a balance can be); 100 above for per cent, likewise.

    Examples
    --------
    >>> bounds([3.0, 8.5], percent=False)
    Bounds(floor=0.0, ceiling=None)
    """
    floor = None if any(value < 0 for value in shown) else 0.0
    ceiling = 100.0 if percent and all(value <= 100 for value in shown) else None
    return Bounds(floor, ceiling)


def phase_words(kind: str) -> str:
    """Say what starts with a new phase, in as few words as a flag has room for.

    Parameters
    ----------
    kind
        Kind of chart.

    Examples
    --------
    >>> phase_words("xmr"), phase_words("run")
    ('New limits', 'New median')
    """
    return "New median" if kind == "run" else "New limits"


def trial_note(needed: int, points: int, *, kind: str, phases: int = 1, off_centre: bool = False) -> str:
    """Say why a chart shows no limits yet, or judges no change where its kind has none.

    Parameters
    ----------
    needed
        Points from which it does.
    points
        Points that the latest phase has.
    kind
        Kind of chart; a run chart has no limits.
    phases
        Phases of the chart.
    off_centre
        Whether only points that do not lie on the centre line count.

    Returns
    -------
    str
        The sentence.

    Examples
    --------
    >>> trial_note(13, 9, kind="xmr")
    'Limits are shown from 13 points; there are 9 so far'
    >>> trial_note(13, 1, kind="run")
    'Change is judged from 13 points; there is 1 so far'
    """
    limits = "Limits are shown" if phases == 1 else "New limits are shown"
    start = "Change is judged" if kind == "run" else limits
    if off_centre:
        return f"{start} from {needed} points off the centre line; {points} so far"
    return f"{start} from {needed} points; there {'is' if points == 1 else 'are'} {points} so far"
