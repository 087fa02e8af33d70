"""The three tables of a chart: points, phases and summary, made from one analysis so that they cannot disagree.

A table is made when it is first asked for: who wants the summary of a million series does not pay for their points.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from .analysis import Analysis
from .number_of_runs import runs_between
from .options import Options
from .rows import Rows
from .segments import Bools, Floats, Ints, Segments
from .targets import Ahead, column_of
from .verdicts import ASSURANCES, VARIATIONS, Verdicts, verdicts

__all__ = ["DIRECTIONS", "Tables", "ahead_table", "phases_table", "points_table", "reserved", "summary_table"]

DIRECTIONS = ("improvement", "concern", "neutral_high", "neutral_low")
_RUN_COLUMNS = ("useful", "longest_run", "longest_run_max", "crossings", "crossings_min", "runs_signal")
_POINTS = (
    "x", "y", "n", "value", "centre", "lcl", "ucl", "phase", "excluded", "signal", "direction", "target",
    "variation", "assurance", "signals", "sustained_since", "points", "phases", "settled", "start", "end",
    "runs", "runs_min", "runs_max",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Tables:
    """The three tables, each by the function that makes it."""

    make_points: Callable[[], pd.DataFrame]
    make_phases: Callable[[], pd.DataFrame]
    make_summary: Callable[[], pd.DataFrame]
    make_ahead: Callable[[], pd.DataFrame]

    @classmethod
    def of(cls, rows: Rows, found: Analysis, options: Options) -> Tables:
        """Make the tables of an analysis, when they are asked for."""
        judged = verdicts(rows, found, options)
        return cls(
            lambda: points_table(rows, found, options),
            lambda: phases_table(rows, found, options, judged),
            lambda: summary_table(rows, found, options, judged),
            lambda: ahead_table(rows),
        )

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row a point."""
        return self.make_points()

    @cached_property
    def phases(self) -> pd.DataFrame:
        """One row a phase of a series."""
        return self.make_phases()

    @cached_property
    def summary(self) -> pd.DataFrame:
        """One row a series."""
        return self.make_summary()

    @cached_property
    def ahead(self) -> pd.DataFrame:
        """One row for each target after the last value of a series."""
        return self.make_ahead()

    def only(self, group: dict[Hashable, list[Hashable]]) -> Tables:
        """Restrict the tables to the series whose keys are among the given ones; asked again, the same tables."""
        key = tuple((name, *wanted) for name, wanted in group.items())
        if key not in self._parts:
            self._parts[key] = self._only(group)
        return self._parts[key]

    @cached_property
    def _parts(self) -> dict[tuple[tuple[Hashable, ...], ...], Tables]:
        return {}

    @cached_property
    def facts(self) -> dict[Hashable, object]:
        """What :func:`qmf.spc.facts.facts_of` has gathered from these tables, by how it was asked."""
        return {}

    def _only(self, group: dict[Hashable, list[Hashable]]) -> Tables:
        def cut(frame: pd.DataFrame) -> pd.DataFrame:
            keep = np.ones(len(frame), np.bool_)
            for name, wanted in group.items():
                keep &= frame[name].isin(wanted).to_numpy()
            rows = np.flatnonzero(keep)
            if len(rows) and rows[-1] - rows[0] + 1 == len(
                rows
            ):  # one series, as a rule: a slice copies nothing
                return frame.iloc[rows[0] : rows[-1] + 1].reset_index(drop=True)
            return frame[keep].reset_index(drop=True)

        return Tables(
            lambda: cut(self.points),
            lambda: cut(self.phases),
            lambda: cut(self.summary),
            lambda: cut(self.ahead),
        )

    def __reduce__(self) -> tuple[object, ...]:
        return _made, (self.points, self.phases, self.summary, self.ahead)


def _made(points: pd.DataFrame, phases: pd.DataFrame, summary: pd.DataFrame, ahead: pd.DataFrame) -> Tables:
    """Hold tables that are made already: what was pickled."""
    return Tables(lambda: points, lambda: phases, lambda: summary, lambda: ahead)


def reserved(options: Options, targets: Iterable[str] = ()) -> frozenset[str]:
    """Column names that a grouping column may not have."""
    named = [column_of(1, name, lead) for name in targets for lead in ("target", "assurance")]
    return frozenset((*_POINTS, *_RUN_COLUMNS, *options.profile.rules, *named))


def points_table(rows: Rows, found: Analysis, options: Options) -> pd.DataFrame:
    """One row a point."""
    size, times = rows.series.size, options.multiply
    nothing = np.full(size, np.nan)
    columns: dict[Hashable, object] = _keys(rows.keys, rows.series)
    columns |= {
        "x": rows.x,
        "y": rows.y,
        "n": nothing if rows.n is None else rows.n,
        "value": found.value * times,
        "centre": _centre(found.centre, options),
        "lcl": found.lcl * times,
        "ucl": found.ucl * times,
        "phase": _phase_numbers(rows.phases, rows.series),
        "excluded": ~rows.included,
    }
    columns.update(found.broken)
    columns["signal"] = _text(found.signal.astype(np.int64) - 1, list(found.broken))
    columns["direction"] = _text(found.direction.astype(np.int64) - 1, DIRECTIONS)
    columns |= _targets(rows.goals, size)
    return pd.DataFrame(columns, copy=False)


def phases_table(rows: Rows, found: Analysis, options: Options, judged: Verdicts) -> pd.DataFrame:
    """One row a phase of a series."""
    first, last = rows.phases.starts, rows.phases.starts + rows.phases.lengths - 1
    which = np.searchsorted(rows.series.starts, first, "right") - 1
    columns: dict[Hashable, object] = {
        name: rows.keys[name].take(which).reset_index(drop=True) for name in rows.keys
    }
    columns |= {
        "phase": _phase_numbers(rows.phases, rows.series)[first],
        "centre": _centre(found.lines_at(last, np.arange(len(first)))[0], options),
    }
    columns |= _runs(found, np.arange(len(first)), options)
    columns |= {
        "points": judged.counted,
        "settled": judged.settled,
        "start": rows.x.take(first).reset_index(drop=True),
        "end": rows.x.take(last).reset_index(drop=True),
    }
    return pd.DataFrame(columns, copy=False)


def summary_table(rows: Rows, found: Analysis, options: Options, judged: Verdicts) -> pd.DataFrame:
    """One row a series, from its latest point and phase."""
    at, phase, times = judged.last_row, judged.last_phase, options.multiply
    firsts = np.searchsorted(rows.phases.starts, rows.series.starts)
    since = rows.x.take(np.maximum(judged.since, 0)).reset_index(drop=True)
    centre, lcl, ucl = found.lines_at(at, phase)
    columns: dict[Hashable, object] = {name: rows.keys[name] for name in rows.keys}
    columns |= {
        "x": rows.x.take(at).reset_index(drop=True),
        "value": found.value[at] * times,
        "centre": _centre(centre, options),
        "lcl": lcl * times,
        "ucl": ucl * times,
    }
    columns |= _targets({name: goal[at] for name, goal in rows.goals.items()}, len(at))
    columns["variation"] = _text(judged.variation, VARIATIONS)
    columns |= {
        column_of(place, name, "assurance"): _text(codes, ASSURANCES)
        for place, (name, codes) in enumerate(judged.assurance.items())
    }
    columns |= {
        "signals": rows.series.total(found.marks > 0),
        "sustained_since": _where(since, judged.since >= 0),
        "points": rows.series.total(rows.included & ~np.isnan(found.value)),
        "phases": phase - firsts + 1,
        "settled": judged.settled[phase],
    }
    columns |= _runs(found, phase, options)
    return pd.DataFrame(columns, copy=False)


def ahead_table(rows: Rows) -> pd.DataFrame:
    """One row for each target after the last value of a series: the grouping columns, x, and the targets."""
    ahead = rows.ahead or Ahead(
        np.zeros(0, np.int64), rows.x.iloc[:0], {name: np.zeros(0) for name in rows.goals}
    )
    columns: dict[Hashable, object] = {
        name: rows.keys[name].take(ahead.series).reset_index(drop=True) for name in rows.keys
    }
    columns |= {"x": ahead.x, **_targets(ahead.goals, len(ahead.series))}
    return pd.DataFrame(columns, copy=False)


def _targets(goals: dict[str, Floats], size: int) -> dict[Hashable, object]:
    """Name the columns of the targets; without any there is one, of missing values."""
    return {
        column_of(k, name): goal
        for k, (name, goal) in enumerate((goals or {"": np.full(size, np.nan)}).items())
    }


def _keys(keys: pd.DataFrame, series: Segments) -> dict[Hashable, object]:
    which = np.repeat(np.arange(len(series.starts)), series.lengths)
    return {name: keys[name].take(which).reset_index(drop=True) for name in keys}


def _centre(centre: Floats, options: Options) -> Floats:
    """Centre in the units shown; a given one to the last bit."""
    shown = centre * options.multiply
    if options.given is not None and options.kind != "g":
        shown[~np.isnan(shown)] = options.centre
    return shown


def _phase_numbers(phases: Segments, series: Segments) -> Ints:
    number = np.repeat(np.arange(1, len(phases.starts) + 1), phases.lengths)
    before = np.searchsorted(phases.starts, series.starts)
    return number - np.repeat(before, series.lengths)


def _runs(found: Analysis, which: Ints, options: Options) -> dict[Hashable, object]:
    columns: dict[Hashable, object] = {}
    for name in _RUN_COLUMNS:
        values = getattr(found.runs, name)[which]
        columns[name] = values if name in ("useful", "runs_signal") else _whole(values, values < 0)
    if options.profile.counts_runs:
        low, high = runs_between(found.runs.useful[which])
        runs = found.runs.crossings[which] + 1
        columns["runs_signal"] = (low > 0) & (runs > 0) & ((runs < low) | (runs > high))
        columns |= {"runs": runs, "runs_min": _whole(low, low < 0), "runs_max": _whole(high, high < 0)}
    return columns


def _whole(values: Ints, missing: Bools) -> pd.api.extensions.ExtensionArray:
    return pd.arrays.IntegerArray(np.where(missing, 0, values), missing)


def _where(x: pd.Series, known: Bools) -> pd.Series | pd.api.extensions.ExtensionArray:
    """Leave out what is not known; whole numbers stay whole, whether or not one is missing."""
    if isinstance(x.dtype, np.dtype) and x.dtype.kind in "iu":
        return pd.arrays.IntegerArray(x.to_numpy(copy=True), ~known)
    return x.where(pd.Series(known))


def _text(codes: Ints, names: Sequence[str]) -> pd.api.extensions.ExtensionArray:
    """Names from their places, missing where the place is -1."""
    return pd.array(list(names), dtype="str").take(codes, allow_fill=True)
