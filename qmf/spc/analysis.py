"""What an analysis holds: arrays of every row and of every phase."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from .runs import RunStatistics, phase_runs
from .segments import Bools, Floats, Ints
from .signals import Legend, Marks

__all__ = ["Analysis"]

Bytes = npt.NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Analysis:
    """What :func:`analyse` found.

    It is kept small, so that a million series fit in memory: lines that are level across a phase once a phase, and
    what a point breaks as bits. The arrays of every row, and run statistics, are made from that when they are first
    asked for.

    Attributes
    ----------
    starts : ndarray of int64, shape (phases,)
        First row of each phase.
    value : ndarray of float64, shape (rows,)
        What is drawn, NaN is missing: the caller's own array where nothing was divided.
    lines : ndarray of float64, shape (3, phases) or (3, rows)
        Centre line, lower and upper limit, once a phase where they are level; NaN is missing.
    cut : ndarray of bool, shape (2, phases) or (2, rows)
        Where the lower and the upper limit were cut back to what the measure can reach.
    marks : ndarray of uint8 or uint16, shape (rows,)
        What each point breaks, as :class:`qmf.spc.signals.Legend` reads it.
    legend : Legend
        What the marks mean.
    included : ndarray of bool, shape (rows,), or None
        False where a row is left out.
    counts : bool
        Whether runs mean anything on this kind of chart.
    """

    starts: Ints
    value: Floats
    lines: Floats
    cut: Bools
    marks: Marks
    legend: Legend
    included: Bools | None
    counts: bool

    @cached_property
    def runs(self) -> RunStatistics:
        """Run statistics of every phase."""
        return phase_runs(self.starts, self.value, self.lines[0], self.included, counts=self.counts)

    @property
    def level(self) -> bool:
        """Whether lines are kept once a phase."""
        return bool(self.lines.shape[1] == len(self.starts))

    def _each(self, line: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
        return np.repeat(line, np.diff(self.starts, append=len(self.value))) if self.level else line

    def lines_at(self, rows: Ints, phases: Ints) -> Floats:
        """Centre line, lower and upper limit at some rows of some phases, shape (3, rows)."""
        return self.lines[:, phases if self.level else rows]

    def cut_at(self, rows: Ints, phases: Ints) -> Bools:
        """Whether the lower and the upper limit were cut back at some rows of some phases, shape (2, rows)."""
        return self.cut[:, phases if self.level else rows]

    @cached_property
    def centre(self) -> Floats:
        """Centre line of every row."""
        return self._each(self.lines[0])  # type: ignore[return-value]

    @cached_property
    def lcl(self) -> Floats:
        """Lower control limit of every row."""
        return self._each(self.lines[1])  # type: ignore[return-value]

    @cached_property
    def ucl(self) -> Floats:
        """Upper control limit of every row."""
        return self._each(self.lines[2])  # type: ignore[return-value]

    @cached_property
    def broken(self) -> dict[str, Bools]:
        """One mask a rule, in the order of the profile."""
        return {name: (self.marks & (1 << bit)) != 0 for bit, name in enumerate(self.legend.rules)}

    @cached_property
    def signal(self) -> Bytes:
        """The rule that is shown at every row, counted from 1 in the order of `broken`; 0 for none."""
        return self.legend.signal[self.marks]

    @cached_property
    def direction(self) -> Bytes:
        """0 common cause, 1 improvement, 2 concern, 3 neutral high, 4 neutral low."""
        return self.legend.direction[self.marks]

    @cached_property
    def high(self) -> Bools:
        """Whether the signal that is shown goes upwards."""
        return self.legend.high[self.marks]

    @property
    def useful(self) -> Ints:
        """Points of each phase that are neither missing nor on the centre line."""
        return self.runs.useful

    @property
    def longest_run(self) -> Ints:
        """Longest run of each phase; -1 where there is none."""
        return self.runs.longest_run

    @property
    def longest_run_max(self) -> Ints:
        """Longest run that chance allows."""
        return self.runs.longest_run_max

    @property
    def crossings(self) -> Ints:
        """How often each phase crosses its centre line."""
        return self.runs.crossings

    @property
    def crossings_min(self) -> Ints:
        """Fewest crossings that chance allows."""
        return self.runs.crossings_min

    @property
    def runs_signal(self) -> Bools:
        """Whether the runs of each phase say that the process has changed."""
        return self.runs.runs_signal
