"""`control_chart()`: a frame in, a chart's numbers and words out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from qmf.errors import ChartError, Fault

from .core import Progress, analyse
from .options import Options, nearest, read_names, read_options
from .periods import period_of
from .reading import read_rows
from .rows import Rows
from .tables import Tables, reserved
from .words import Label, subtitle_of, words_of

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

__all__ = ["ControlChart", "control_chart"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ControlChart:
    """The numbers of one or many control charts.

    Tables are made when they are first asked for.

    Attributes
    ----------
    points : DataFrame
        One row a point, sorted: the grouping columns, then x, y, n, value, centre, lcl, ucl, phase, excluded, one
        boolean column a rule, signal, direction, target, and target_<name> for each further one. Values
        and lines are in the units shown.
    phases : DataFrame
        One row a phase of a series: its centre, run statistics, number of points, whether its limits are `settled`
        enough to show, start and end.
    summary : DataFrame
        One row a series: the latest point, its verdicts (assurance, and assurance_<name> for each further target),
        and the latest phase's run statistics.
    ahead : DataFrame
        One row for each target that lies after the last value of its series: grouping columns, x, target, ...
    kind, rules, improvement : str
        As asked for.
    by : list
        The grouping columns.
    multiply : float
        What values were multiplied by.
    period : str
        "day", "week", "month", "quarter", "year", or "point" where x is none of them.
    labels : dict
        What the caller called x, y and n.
    baseline : int or None
        How many first points of a phase set its limits.
    run_length : int
        Length of a shift under these rules.
    given : bool
        Whether the centre line was given, not computed.
    screen : bool
        Whether wide moving ranges are left out of their mean.
    targets : tuple of str
        Names of the targets, the first first; one empty name for a target that has none.
    tables : Tables
        What `points`, `phases`, `summary` and `ahead` are made from, when they are asked for.
    """

    tables: Tables
    kind: str
    rules: str
    improvement: str
    by: list[Hashable] = field(default_factory=list)
    multiply: float = 1.0
    period: str = "point"
    labels: dict[str, str | None] = field(default_factory=dict)
    baseline: int | None = None
    run_length: int = 7
    given: bool = False
    screen: bool = True
    targets: tuple[str, ...] = ()

    def __repr__(self) -> str:
        points = int(self.summary["points"].sum())
        return f"<{self.kind} chart, {self.rules} rules: {len(self.summary)} series, {points} points>"

    @property
    def points(self) -> pd.DataFrame:
        """One row a point."""
        return self.tables.points

    @property
    def phases(self) -> pd.DataFrame:
        """One row a phase of a series."""
        return self.tables.phases

    @property
    def summary(self) -> pd.DataFrame:
        """One row a series."""
        return self.tables.summary

    @property
    def ahead(self) -> pd.DataFrame:
        """One row for each target after the last value of a series: where a trajectory leads."""
        return self.tables.ahead

    @property
    def series(self) -> list[tuple[Hashable, ...]]:
        """Group keys of every series, in order; ``[()]`` for a single ungrouped one."""
        if not self.by:
            return [()] if len(self.summary) else []
        return list(self.summary[self.by].itertuples(index=False, name=None))

    def select(self, **group: Hashable | Sequence[Hashable]) -> ControlChart:
        """Restrict the chart to one series, or to several.

        Parameters
        ----------
        **group
            Grouping column and value: ``chart.select(ward="Heron")``, or a list of values.

        Raises
        ------
        ChartError
            Where there is no such grouping column or no such series.
        """
        faults = []
        for name, wanted in group.items():
            if name not in self.by:
                faults.append(
                    Fault(f"the chart is not grouped by {name!r}", "select", nearest(name, self.by))
                )
                continue
            known = set(self.summary[name])
            lost = [w for w in _listed(wanted) if w not in known]
            faults += [
                Fault(f"there is no {name} {w!r}", "select", nearest(w, self.summary[name])) for w in lost
            ]
        if faults:
            raise ChartError(faults)

        return self._only({name: _listed(wanted) for name, wanted in group.items()})

    def one(self, key: Sequence[Hashable]) -> ControlChart:
        """Restrict the chart to the series of one key, as :attr:`series` lists them."""
        return self._only({name: [value] for name, value in zip(self.by, key, strict=True)})

    def _only(self, group: dict[Hashable, list[Hashable]]) -> ControlChart:
        return replace(self, tables=self.tables.only(group))

    def words(self, label: Label | None = None, style: str = "board") -> str:
        """Say what the chart says, in plain English.

        Parameters
        ----------
        label
            What the series is called; without it, by the name of its column.
        style
            "board" (some sentences under a chart), "public" (the same for anyone, without technical words), "short" (a
            cell of a table) or "title" (a headline).

        Returns
        -------
        str
            One paragraph a series.

        Raises
        ------
        ChartError
            Where the style is unknown.
        """
        return words_of(self, label, style)

    def figure(self, label: Label | None = None) -> Figure:
        """Draw the chart of one series with plotly.

        Raises
        ------
        ChartError
            Where the chart holds more than one series: `select` one.
        """
        from qmf.charts import Drawing, figure

        if len(self.summary) != 1:
            raise ChartError(
                Fault(f"the chart holds {len(self.summary)} series", "figure", "Select one series first.")
            )
        name = label or Label.of(self)
        title = words_of(self, name, "title")
        return figure(Drawing(self, name, title, subtitle_of(self, name), words_of(self, name, "board")))

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, Any]:
        """Show the chart in Jupyter with its words under it; many series show their words alone."""
        from html import escape

        text = self.words()
        under = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
        bundle: dict[str, Any] = {"text/plain": text, "text/html": under}
        if len(self.summary) == 1:
            from IPython.display import display

            display(self.figure())
        return bundle


def _listed(wanted: Hashable | Sequence[Hashable]) -> list[Hashable]:
    return list(wanted) if isinstance(wanted, (list, set, frozenset, pd.Index, np.ndarray)) else [wanted]


def control_chart(
    data: pd.DataFrame,
    *,
    x: Hashable,
    y: Hashable,
    n: Hashable | None = None,
    by: Hashable | Sequence[Hashable] | None = None,
    kind: str = "xmr",
    rules: str = "mdc",
    improvement: str = "neutral",
    target: float | str | Mapping[str, float | str] | None = None,
    phases: Iterable[Any] | str | None = None,
    baseline: int | None = None,
    exclude: Hashable | None = None,
    screen: bool = True,
    centre: float | None = None,
    run_length: int | None = None,
    multiply: float = 1,
    progress: Progress | None = None,
) -> ControlChart:
    """Compute the control chart of one series, or of as many as there are groups.

    Parameters
    ----------
    data
        A long frame, one row a point (or a measurement, where rows of equal x are grouped).
    x, y
        Names of the columns with the date or number of each point, and with its value or numerator (missing: a gap).
    n
        Name of the column that holds the denominator or area of opportunity.
    by
        Name or names of the columns that tell series apart.
    kind
        A name in :data:`qmf.spc.KINDS`; docs/methods says when to use which.
    rules
        A name in :data:`qmf.spc.PROFILES`.
    improvement
        "increase" or "decrease", whichever is better, or "neutral".
    target
        A number, or the name of a column (steps, a trajectory), in the units shown: after `multiply`. Or up to three by
        name, the first one first: ``{"local": 5, "national": "national_target"}``. Rows of such a column that lie
        after the last value of a series and hold nothing else are where the trajectory leads.
    phases
        The x values at which a new phase starts, or the name of a column that labels each row's phase.
    baseline
        How many first points of each phase set its limits.
    exclude
        Name of a boolean column: such points are shown, but left out of limits and rules.
    screen
        Whether moving ranges of 3.267 times their mean and more are left out of it.
    centre
        A given centre line in the units shown (a share, for ``kind="np"``).
    run_length
        Shift and trend length, where the rules allow 6, 7 or 8.
    multiply
        Scales what is shown, after everything is decided: 1000 for a rate per 1,000, 100 for per cent.
    progress
        For long batches: called with the points that are done and with all of them, first when the rows are read and
        sorted, then after each chunk of whole series. It changes no number; what it raises ends the work.

    Returns
    -------
    ControlChart
        Tables of points, phases and a summary.

    Raises
    ------
    ChartError
        With every fault of the arguments and the data at once.

    Examples
    --------
    >>> months = pd.date_range("2024-01-01", periods=14, freq="MS")
    >>> frame = pd.DataFrame({"month": months, "falls": [5, 6, 4] * 4 + [14, 5]})
    >>> chart = control_chart(frame, x="month", y="falls", improvement="decrease")
    >>> chart.points.loc[12, ["signal", "direction"]].tolist()
    ['outside', 'concern']
    >>> chart.summary.loc[0, "variation"]
    'common cause'

    How far a long batch is:

    >>> control_chart(frame, x="month", y="falls", progress=lambda done, of: print(f"{done} of {of} points"))
    0 of 14 points
    14 of 14 points
    <xmr chart, mdc rules: 1 series, 14 points>
    """
    frame, groups, faults = read_names(data, x, y, n, by, exclude)
    options, more = read_options(
        kind=kind, rules=rules, improvement=improvement, baseline=baseline, screen=screen, centre=centre,
        run_length=run_length, multiply=multiply,
    )  # fmt: skip
    faults = [*more, *faults, *_clashes(groups, options, target), *_uncalled(progress)]
    rows = read_rows(
        frame,
        kind=options.kind,
        x=x,
        y=y,
        n=n,
        by=groups,
        exclude=exclude,
        target=target,
        phases=phases,
        faults=faults,
    )
    labels = {"x": str(x), "y": str(y), "n": None if n is None else str(n)}
    return _chart(rows, options, groups, labels, progress)


def _clashes(groups: list[Hashable], options: Options, target: object) -> list[Fault]:
    further = list(target)[1:] if isinstance(target, Mapping) else []
    taken = reserved(options, [name.strip() for name in further if isinstance(name, str)])
    return [
        Fault(f"the tables have a column {g!r} of their own", "by", f"Rename it, for instance to '{g}_name'.")
        for g in groups
        if isinstance(g, str) and g in taken
    ]


def _uncalled(progress: object) -> list[Fault]:
    if progress is None or callable(progress):
        return []
    mend = "Give a function of two numbers: points done, and all points."
    return [Fault(f"it is a {type(progress).__name__}, which cannot be called", "progress", mend)]


def _chart(
    rows: Rows,
    options: Options,
    by: list[Hashable],
    labels: dict[str, str | None],
    progress: Progress | None = None,
) -> ControlChart:
    found = analyse(
        rows.value, rows.n, rows.phases.starts, kind=options.kind, rules=options.rules,
        improvement=options.improvement, baseline=options.baseline, included=rows.included, spreads=rows.spread,
        screen=options.screen, centre=options.centre if options.kind == "np" else options.given,
        run_length=options.run_length, progress=progress,
    )  # fmt: skip
    return ControlChart(
        Tables.of(rows, found, options),
        kind=options.kind, rules=options.rules, improvement=options.improvement, by=by, multiply=options.multiply,
        period=period_of(rows.x, rows.series), labels=labels, baseline=options.baseline,
        run_length=options.profile.run, given=options.centre is not None, screen=options.screen,
        targets=tuple(rows.goals),
    )  # fmt: skip
