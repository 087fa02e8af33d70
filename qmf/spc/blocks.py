"""The work on one block of whole phases: values to lines, run statistics and broken rules."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .analysis import Analysis
from .grid import Grid, Layout, side_by_side
from .kinds import Kind
from .profiles import Profile
from .ranges import moving_ranges
from .rules import look_at
from .sample import Base, Lines, Sample
from .segments import Bools, Floats, Ints, Segments
from .signals import Legend, Marks, marks_of

__all__ = ["Options", "Place", "Values", "work"]


@dataclass(frozen=True, slots=True)
class Options:
    """What an analysis is asked for; `derived` says whether what is drawn is not what is given."""

    chart: Kind
    profile: Profile
    legend: Legend
    kind: str
    baseline: int | None
    screen: bool
    centre: float | None
    derived: bool


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """Numerators, denominators, what is drawn, and the spread within subgroups."""

    y: Floats
    n: Floats | None
    value: Floats
    spread: Floats | None

    @classmethod
    def of(
        cls,
        options: Options,
        rows: Segments,
        mask: Bools | None,
        y: Floats,
        n: Floats | None,
        spread: Floats | None,
    ) -> Values:
        """Work out what is drawn; where y or n is missing, or n is 0, both are missing."""
        if n is not None:
            known = ~np.isnan(y) & (n > 0)
            if not known.all():
                y, n = np.where(known, y, np.nan), np.where(known, n, np.nan)
        if options.kind == "mr":
            kept: slice | Bools = slice(None) if mask is None else mask
            value = np.full(rows.size, np.nan)
            value[kept] = moving_ranges(rows if mask is None else rows.keep(mask), y[kept])
            return cls(value, n, value, spread)
        if spread is not None and n is not None:
            return cls(y * n, n, spread if options.kind == "s" else y, spread)
        return cls(y, n, y if n is None or options.kind == "np" else y / n, spread)

    def take(self, which: Ints | Bools) -> Values:
        """Take some of the rows."""
        n, spread = (None if a is None else a[which] for a in (self.n, self.spread))
        return Values(self.y[which], n, self.value[which], spread)


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where in an analysis some rows and phases stand; what is found is written there."""

    out: Analysis
    rows: slice | Ints
    phases: slice | Ints

    def write(self, lines: Lines, *, level: bool) -> None:
        """Write the lines, cut back to what the measure can reach."""
        out, at = self.out, self.phases if level else self.rows
        out.lines[0, at], out.lines[1, at], out.lines[2, at] = lines.centre, lines.lcl, lines.ucl
        if lines.floor > -np.inf:
            out.lines[1, at] = np.maximum(lines.lcl, lines.floor)
            out.cut[0, at] = lines.lcl < lines.floor
        if lines.ceiling is not None:
            out.lines[2, at] = np.minimum(lines.ucl, lines.ceiling)
            out.cut[1, at] = lines.ucl > lines.ceiling


def work(options: Options, rows: Segments, given: Values, mask: Bools | None, place: Place) -> None:
    """Analyse one block of whole phases, and write what is found into its place."""
    if options.derived:
        place.out.value[place.rows] = given.value
    table = None
    if options.chart.level and options.profile.beside and mask is None:
        whole = not np.isnan(given.value.max())
        table = side_by_side(rows, given.value)
    if table is None:
        _after(options, rows, given, mask, place)
        return
    length = len(table)
    if whole:
        place.out.marks[place.rows].reshape(-1, length).T[...] = _beside(options, table, place)
        return
    gaps = np.isnan(np.add.reduce(table, axis=0))
    first = np.arange(place.rows.start, place.rows.stop, length)  # type: ignore[union-attr]
    phase = np.arange(place.phases.start, place.phases.stop)  # type: ignore[union-attr]
    each = np.arange(length)
    if not gaps.all():
        there = Place(place.out, (first[~gaps, None] + each).ravel(), phase[~gaps])
        there.out.marks[there.rows] = _beside(options, np.compress(~gaps, table, axis=1), there).T.ravel()
    there = Place(place.out, (first[gaps, None] + each).ravel(), phase[gaps])
    some, which = rows.some(gaps, np.arange(rows.size))
    _after(options, some, given.take(which), None, there)


def _beside(options: Options, table: Floats, place: Place) -> Marks:
    """Analyse phases side by side, and give their marks."""
    rows = Grid(*table.shape)
    base = rows if options.baseline is None else rows.first(options.baseline)
    early = table[: base.points]
    sample = Sample(
        rows,
        table,
        None,
        Base(base, early, None, early, None),
        options.screen,
        options.profile.flat,
        options.centre,
    )
    lines = options.chart.lines(sample)
    place.write(lines, level=True)
    return _marks(options, rows, table, (lines.centre, lines.lcl, lines.ucl))


def _after(options: Options, rows: Segments, given: Values, mask: Bools | None, place: Place) -> None:
    """Analyse phases one after another."""
    base = _base(rows, given, mask, options.baseline)
    sample = Sample(rows, given.value, given.n, base, options.screen, options.profile.flat, options.centre)
    lines = options.chart.lines(sample)
    each = [rows.each(line) if options.chart.level else line for line in (lines.centre, lines.lcl, lines.ucl)]
    inner, value = rows, given.value
    if mask is not None:
        inner, value, each = rows.keep(mask), value[mask], [line[mask] for line in each]
    marks = _marks(options, inner, value, (each[0], each[1], each[2]))
    place.write(lines, level=options.chart.level)
    if mask is None:
        place.out.marks[place.rows] = marks
    else:
        place.out.marks[place.rows][mask] = marks  # rows are a slice wherever there is a mask


def _base(rows: Segments, given: Values, mask: Bools | None, baseline: int | None) -> Base:
    if baseline is not None:
        early = rows.place() < baseline
        mask = early if mask is None else early & mask
    if mask is not None:
        rows, given = rows.keep(mask), given.take(mask)
    return Base(rows, given.y, given.n, given.value, given.spread)


def _marks(options: Options, rows: Layout, value: Floats, lines: tuple[Floats, Floats, Floats]) -> Marks:
    """Say what included rows break."""
    look, runs = look_at(rows, value, lines), options.chart.runs
    broken = {name: rule(look) for name, rule in options.profile.rules.items() if runs or name == "outside"}
    return marks_of(options.legend, broken, value.shape)
