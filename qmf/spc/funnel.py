"""`funnel_chart()`: many units at one time, each judged by how much its size lets chance move it.

Source: Spiegelhalter DJ (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24,
1185-1202: exact limits in appendix A.1, over-dispersion in section 5.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from qmf.errors import ChartError, Fault

from .columns import codes_of, numbers_of, rows_named, rows_that
from .exact import centre_of
from .funnel_limits import LEVELS, Spread, limits, spread_of, variance
from .funnel_words import funnel_words
from .label import Label
from .options import Options, an, column_faults, read_options
from .reading import range_faults
from .segments import Bools, Floats, Segments

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

    from qmf.charts import FunnelDrawing

__all__ = ["FunnelChart", "funnel_chart"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FunnelChart:
    """The numbers of a funnel chart.

    Attributes
    ----------
    points : DataFrame
        One row a unit, in order of name: ``unit``, ``y``, ``n``, ``value``, ``centre``, ``lcl_95``, ``ucl_95``,
        ``lcl_998``, ``ucl_998``, ``z`` (how many standard errors from the centre, over-dispersion allowed for where it
        was asked for), ``outside_95``, ``outside_998``, and ``direction`` of what lies outside 99.8 %: improvement,
        concern, neutral_high, neutral_low, or missing. Values and limits are in the units shown.
    kind : str
        "p" for proportions, "u" for rates.
    centre : float
        The centre line, in the units shown.
    spread : Spread
        How much more the units vary than chance allows.
    overdispersion : bool
        Whether the limits allow for it.
    multiply : float
        What values were multiplied by.
    given : bool
        Whether the centre line was given.
    labels : dict
        What the caller called unit, y and n.
    """

    points: pd.DataFrame
    kind: str
    centre: float
    spread: Spread
    overdispersion: bool
    multiply: float
    given: bool = False
    labels: dict[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<funnel chart of {len(self.points)} units: tau {self.spread.tau:.3g}>"

    @property
    def differ(self) -> bool:
        """Whether units differ beyond chance: their sum of squares is past about 97.5 % of what chance gives."""
        units, phi = self.spread.units, self.spread.phi
        return units > 1 and phi * units > units + 1.96 * math.sqrt(2 * units)

    def label(self) -> Label:
        """Call the measure by the name of its column."""
        y, n = self.labels.get("y", "value"), self.labels.get("n", "n")
        percent = self.kind == "p" and self.multiply == 100
        per = f"{self.multiply:,g} " if self.multiply != 1 else ""
        return Label(y[:1].upper() + y[1:], f"of {n}" if percent else f"per {per}{n}", percent)

    def words(self, label: Label | None = None, style: str = "board") -> str:
        """Say what the chart shows, in plain English.

        Parameters
        ----------
        label
            What the measure is called; without it, by the name of its column.
        style
            "board", "public" (without technical words) or "title".

        Returns
        -------
        str
            Which units stand out and what that means, how many more lie outside 95 %, and whether units differ by more
            than chance.

        Raises
        ------
        ChartError
            Where the style is unknown.
        """
        return funnel_words(self, label or self.label(), style)

    def figure(self, label: Label | None = None) -> Figure:
        """Draw the chart with plotly.

        Raises
        ------
        ChartError
            Where there is no unit to draw.
        """
        from qmf.charts import funnel_figure

        return funnel_figure(self._drawing(label))

    def svg(self, label: Label | None = None, *, uid: str = "funnel") -> str:
        """Draw the chart as SVG, without a browser.

        Raises
        ------
        ChartError
            Where there is no unit to draw, or `uid` is no id.
        """
        from qmf.charts import funnel_svg

        return funnel_svg(self._drawing(label), uid=uid)

    def _drawing(self, label: Label | None) -> FunnelDrawing:
        from qmf.charts import FunnelDrawing

        if not len(self.points):
            raise ChartError(Fault("there is no unit to draw", "figure", "Give data with one unit or more."))
        name = label or self.label()
        unit = f"% {name.unit}" if name.percent else name.unit
        subtitle = ", ".join(part for part in (name.name, unit) if part)
        return FunnelDrawing(self, name, self.words(name, "title"), subtitle, self.words(name))

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, Any]:
        """Show the chart in Jupyter with its words under it."""
        from html import escape

        text = self.words()
        if len(self.points):
            from IPython.display import display

            display(self.figure())
        return {"text/plain": text, "text/html": f"<p>{escape(text)}</p>"}

    def lines(self, sizes: Floats) -> pd.DataFrame:
        """Give the limits at any sizes, for drawing the funnel.

        Parameters
        ----------
        sizes
            Denominators, shape (sizes,); whole and above 0 for proportions.

        Returns
        -------
        DataFrame
            Columns n, centre, lcl_95, ucl_95, lcl_998, ucl_998, in the units shown.
        """
        size = np.asarray(sizes, np.float64)
        centre = np.full(len(size), self.centre)
        tau2 = self.spread.tau2 if self.overdispersion else None
        found = limits(self.kind, self.centre / self.multiply, size, tau2)
        return pd.DataFrame({"n": size, "centre": centre} | {k: v * self.multiply for k, v in found.items()})


def funnel_chart(
    data: pd.DataFrame,
    *,
    unit: Hashable,
    y: Hashable,
    n: Hashable,
    kind: str = "p",
    improvement: str = "neutral",
    centre: float | None = None,
    overdispersion: bool = False,
    winsorise: float = 0.1,
    multiply: float = 1,
) -> FunnelChart:
    """Compare units of unlike size at one time.

    Parameters
    ----------
    data
        A long frame; the rows of a unit are summed, those without y or with n missing or 0 left aside.
    unit, y, n
        Names of the columns with the unit, the numerator and the denominator.
    kind
        "p" for proportions (binomial limits) or "u" for rates (Poisson limits).
    improvement
        "increase" or "decrease", whichever is better, or "neutral".
    centre
        A given centre line in the units shown (a standard, a national rate); the ratio of totals where None.
    overdispersion
        Whether limits allow for units that differ by more than chance: they are then theta ± z √(s² + τ²).
    winsorise
        Which share of z values, at either end, is pulled in before over-dispersion is estimated: outliers do not
        hide themselves.
    multiply
        Scales what is shown: 1000 for a rate per 1,000, 100 for per cent.

    Returns
    -------
    FunnelChart
        Points, limits and the over-dispersion that was found.

    Raises
    ------
    ChartError
        With every fault of the arguments and the data at once.

    Examples
    --------
    >>> wards = pd.DataFrame({"ward": ["Crane", "Heron", "Wren"], "seen": [40, 180, 95], "referred": [80, 200, 120]})
    >>> chart = funnel_chart(wards, unit="ward", y="seen", n="referred", improvement="increase", multiply=100)
    >>> chart.points[["unit", "value", "outside_998", "direction"]].round(1).values.tolist()
    [['Crane', 50.0, True, 'concern'], ['Heron', 90.0, True, 'improvement'], ['Wren', 79.2, False, nan]]
    """
    options, values, sizes, names, codes = _read(
        data, unit, y, n, kind, improvement, centre, multiply, winsorise
    )
    known = ~np.isnan(values) & (sizes > 0)
    order = np.argsort(codes[known], kind="stable")
    code, top, bottom = codes[known][order], values[known][order], sizes[known][order]
    first = np.flatnonzero(np.diff(code, prepend=-1))
    units = Segments(first, len(code))
    events, size = units.total(top), units.total(bottom)
    whole = Segments(np.zeros(min(len(first), 1), np.int64), len(first))
    with np.errstate(all="ignore"):
        value = events / size
        pooled = centre_of(whole, value, events, size)
    theta = options.given if options.given is not None else float(pooled[0]) if len(pooled) else np.nan
    spread = spread_of(kind, theta, value, size, winsorise)
    found = limits(kind, theta, size, spread.tau2 if overdispersion else None)
    error2 = variance(kind, theta) / size + (spread.tau2 if overdispersion else 0.0)
    shown = theta * multiply if options.centre is None else options.centre
    columns: dict[str, object] = {
        "unit": names.take(code[first]), "y": events, "n": size, "value": value * multiply,
        "centre": np.full(len(first), shown),
    }  # fmt: skip
    columns |= {name: line * multiply for name, line in found.items()}
    with np.errstate(all="ignore"):
        columns["z"] = np.where(error2 > 0, (value - theta) / np.sqrt(error2), np.nan)
    outside = {level: (value < found[f"lcl_{level}"]) | (value > found[f"ucl_{level}"]) for level in LEVELS}
    columns |= {f"outside_{level}": mask for level, mask in outside.items()}
    columns["direction"] = _direction(outside["998"], value > theta, improvement)
    called = {role: str(name).replace("_", " ") for role, name in (("unit", unit), ("y", y), ("n", n))}
    return FunnelChart(
        pd.DataFrame(columns),
        kind,
        shown,
        spread,
        overdispersion,
        float(multiply),
        centre is not None,
        called,
    )


def _direction(outside: Bools, high: Bools, improvement: str) -> pd.api.extensions.ExtensionArray:
    better = high if improvement == "increase" else ~high
    named = np.where(better, "improvement", "concern")
    if improvement == "neutral":
        named = np.where(high, "neutral_high", "neutral_low")
    return pd.array(
        [str(name) if out else None for name, out in zip(named, outside, strict=True)], dtype="str"
    )


def _read(
    data: object,
    unit: Hashable,
    y: Hashable,
    n: Hashable,
    kind: object,
    improvement: object,
    centre: object,
    multiply: object,
    winsorise: object,
) -> tuple[Options, Floats, Floats, pd.Index, np.ndarray]:
    if not isinstance(data, pd.DataFrame):
        raise ChartError(
            Fault(f"it is {an(type(data).__name__)}", "data", "Give a pandas DataFrame, one row a unit.")
        )
    faults = []
    if kind not in ("p", "u"):
        faults.append(
            Fault("a funnel chart has no such kind", "kind", "Give 'p' for proportions or 'u' for rates.")
        )
        kind = "u"
    options, more = read_options(
        kind=kind, rules="mdc", improvement=improvement, baseline=None, screen=True, centre=centre,
        run_length=None, multiply=multiply,
    )  # fmt: skip
    faults += more
    if isinstance(winsorise, bool) or not isinstance(winsorise, (int, float)) or not 0 <= winsorise < 0.5:
        faults.append(Fault("it is not from 0 to under 0.5", "winsorise", "Give a share, such as 0.1."))
    lost = [
        fault
        for role, name in (("unit", unit), ("y", y), ("n", n))
        for fault in column_faults(data, role, name)
    ]
    if lost:
        raise ChartError([*faults, *lost])
    values, found = numbers_of(data, "y", y)
    sizes, also = numbers_of(data, "n", n)
    codes, names, wrong = codes_of(data, "unit", unit)
    faults += [*found, *also, *wrong, *range_faults(data, options.kind, y, n, values, sizes)]
    if (codes < 0).any():
        what = rows_that(codes < 0, data, "names no unit", "name no unit")
        faults.append(Fault(what, f"unit ({unit!r})", "Name a unit in each row, or leave those rows out."))
    for role, column in (("y", values), ("n", sizes)):
        parts = (column != np.floor(column)) & ~np.isnan(column)
        if parts.any() and (role == "y" or kind == "p"):
            faults.append(
                Fault(
                    f"{rows_named(parts, data)}: not whole",
                    role,
                    "Counts of people or events are whole numbers.",
                )
            )
    if faults:
        raise ChartError(faults)
    return options, values, sizes, names, codes
