"""What a kind of chart looks at, and the lines that it gives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .grid import Layout
from .segments import Floats

__all__ = ["Base", "Lines", "Sample"]


@dataclass(frozen=True, slots=True, eq=False)
class Base:
    """The rows that set the limits: included, and among the first of a phase where there is a baseline."""

    rows: Layout
    y: Floats
    n: Floats | None
    value: Floats
    spread: Floats | None


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """What a kind may look at: all rows of some phases, and those that set the limits.

    `flat` says whether a constant phase gets limits on its centre line or none (as NHSRplotthedots does).
    """

    rows: Layout
    value: Floats
    n: Floats | None
    base: Base
    screen: bool
    flat: bool
    given: float | None

    def centre(self, computed: Floats) -> Floats:
        """Take the given centre line where there is one, else the computed one, per segment."""
        return computed if self.given is None else np.full(len(computed), self.given)

    def sizes(self) -> Floats:
        """Denominator or subgroup size of each row; missing where a row has none."""
        return np.full(self.rows.shape, np.nan) if self.n is None else self.n


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Centre and limits before clipping, and what the measure cannot go below or above.

    Of each row; of each phase where a kind's lines are level.
    """

    centre: Floats
    lcl: Floats
    ucl: Floats
    floor: float = -np.inf
    ceiling: Floats | float | None = None
