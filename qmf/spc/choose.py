"""Which chart suits the data, and how to chart rare events by the time between them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from qmf.errors import ChartError, Fault

from .chart import control_chart
from .columns import numbers_of, read_axis
from .options import an, as_float, column_faults
from .segments import Floats

__all__ = ["Suggestion", "events_between", "looks_seasonal", "suggest_kind"]

FEW = 13
RARE = 2.0
WIDER = 1.2
ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A kind of chart, why it suits, and what else would do.

    Attributes
    ----------
    kind
        A name for ``control_chart(kind=...)``.
    reasons
        Why, in sentences.
    others
        Other kinds that fit, the best first.
    cautions
        What to keep in mind whatever the chart.
    """

    kind: str
    reasons: tuple[str, ...]
    others: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()

    def __str__(self) -> str:
        text = f"{self.kind}: {' '.join(self.reasons)}"
        text += f" Also possible: {', '.join(self.others)}." if self.others else ""
        return " ".join((text, *self.cautions))


def suggest_kind(
    data: pd.DataFrame, *, x: Hashable, y: Hashable, n: Hashable | None = None, share: bool | None = None
) -> Suggestion:
    """Suggest a kind of chart for one series.

    The individuals chart is the national default. Charts that assume Poisson or binomial variation are offered with the
    data's own evidence: sigma z, how much wider the points vary than those assume (Laney 2002).

    Parameters
    ----------
    data
        A frame, one row a point.
    x, y, n
        Names of its columns: date, value or numerator, and denominator.
    share
        Whether the numerator is part of the denominator; where not given, it is taken to be if it is never above the
        denominator and a tenth of it or more (below that the two laws agree).

    Returns
    -------
    Suggestion
        The kind, with reasons.

    Raises
    ------
    ChartError
        Where the data cannot be charted.

    Examples
    --------
    >>> months = pd.date_range("2024-04-01", periods=24, freq="MS")
    >>> falls = pd.DataFrame({"month": months, "falls": [0, 1, 0, 0, 2, 1] * 4})
    >>> suggest_kind(falls, x="month", y="falls").kind
    't'
    """
    plain = control_chart(data, x=x, y=y, n=n, kind="i")
    values = plain.points["value"].to_numpy()
    y_values = plain.points["y"].to_numpy()
    known = values[~np.isnan(values)]
    cautions = _cautions(plain.points["x"], values)
    if len(known) < FEW:
        why = f"There are {len(known)} points, too few for limits: watch the median."
        return Suggestion("run", (why,), ("xmr",), cautions)
    counts = y_values[~np.isnan(y_values)]
    whole = bool((counts == np.round(counts)).all() and (counts >= 0).all())
    if whole and float(counts.mean()) < RARE:
        why = (
            f"There are {counts.mean():.1f} events a point: with so few, zeros hide a change. "
            "Chart the time between events (t), or the cases between them (g): see events_between()."
        )
        return Suggestion("t", (why,), ("g", "run"), cautions)
    if _skewed(known):
        why = "The values are skewed, so limits that are as far below the average as above would mislead."
        return Suggestion("run", (why,), ("xmr",), cautions)
    why = "An individuals chart is the national default, and takes the variation from the data themselves."
    if n is None or not whole:
        return Suggestion("xmr", (why,), ("c",) if whole and n is None else (), cautions)
    part = share if share is not None else _is_share(plain.points)
    simple, prime = ("p", "pp") if part else ("u", "up")
    wide = _sigma_z(plain.points, part=part)
    law = "binomial" if part else "Poisson"
    if wide > WIDER:
        more = (
            f"The points vary {wide:.1f} times as widely as {law} chance: a {simple} chart would cry wolf, "
            f"{prime} allows for it."
        )
        return Suggestion("xmr", (why, more), (prime,), cautions)
    more = f"The points vary about as {law} chance has it (sigma z {wide:.1f}), so a {simple} chart is sound too."
    return Suggestion("xmr", (why, more), (simple, prime), cautions)


def _is_share(points: pd.DataFrame) -> bool:
    """Whether the numerator looks like a part of the denominator: never above it, and a tenth of it or more."""
    rows = points.dropna(subset=["value"])
    return bool((rows["y"] <= rows["n"]).all()) and float(rows["y"].sum()) >= 0.1 * float(rows["n"].sum())


def _skewed(values: Floats) -> bool:
    spread = float(values.std())
    return spread > 0 and float(((values - values.mean()) ** 3).mean()) / spread**3 > 2


def _sigma_z(points: pd.DataFrame, *, part: bool) -> float:
    rows = points.dropna(subset=["value"])
    n, value = rows["n"].to_numpy(), rows["value"].to_numpy()
    centre = rows["y"].sum() / n.sum()
    variance = centre * (1 - centre) if part else centre
    if variance <= 0:
        return 1.0
    z = (value - centre) / np.sqrt(variance / n)
    return float(np.abs(np.diff(z)).mean() / 1.128)


def _cautions(x: pd.Series, values: Floats) -> tuple[str, ...]:
    """Say where neighbours, or the same month of other years, resemble each other: the rules are then less sure."""
    found = []
    known = values[~np.isnan(values)]
    if len(known) < FEW or known.std() == 0:
        return ()
    bound = 2 / np.sqrt(len(known))
    if _correlation(values, 1) > max(bound, ALIKE):
        found.append(
            "Neighbouring points resemble each other (as month-end stocks do): expect more false signals."
        )
    if pd.api.types.is_datetime64_any_dtype(x.dtype) and len(values) >= 36 and looks_seasonal(values, 12):
        found.append("The series looks seasonal: compare with last year's month, the rules are less sure.")
    return tuple(found)


def looks_seasonal(values: Floats, year: int) -> bool:
    """Whether values resemble those of a year before, and half as much at most those of half a year before.

    The second keeps out what drifts, or goes up and down from point to point: it resembles itself at any distance.

    >>> months = np.arange(36)
    >>> [looks_seasonal(values, 12) for values in (np.sin(months * np.pi / 6), months * 1.0, months % 2.0)]
    [True, False, False]
    """
    alike = _correlation(values, year)
    bound = 2 / float(np.sqrt(max(int(np.count_nonzero(~np.isnan(values))), 1)))
    return bool(alike > max(bound, ALIKE) and _correlation(values, year // 2) < alike / 2)


def _correlation(values: Floats, lag: int) -> float:
    first, second = values[:-lag], values[lag:]
    both = ~np.isnan(first) & ~np.isnan(second)
    if both.sum() < 8 or first[both].std() == 0 or second[both].std() == 0:
        return 0.0
    return float(np.corrcoef(first[both], second[both])[0, 1])


def events_between(
    data: pd.DataFrame, *, x: Hashable, opportunities: Hashable | None = None, least: float = 0.5
) -> pd.DataFrame:
    """Turn dates of rare events into what a t or g chart needs: the time or the opportunities between them.

    Parameters
    ----------
    data
        A frame, one row an event.
    x
        Name of the column with each event's date (or time); rows without one are left out.
    opportunities
        Name of a column that counts opportunities so far (cases, doses); differences of it are then given, as a g
        chart needs them, less the event itself.
    least
        What two events on the same day count as, in days: a t chart cannot have 0.

    Returns
    -------
    DataFrame
        Columns ``x`` (of the later event) and ``days`` or ``cases``; one row fewer than there are events.

    Raises
    ------
    ChartError
        Where a column is missing or cannot be read, or `least` is not above 0.

    Examples
    --------
    >>> falls = pd.DataFrame({"date": pd.to_datetime(["2026-01-05", "2026-01-17", "2026-01-17"])})
    >>> events_between(falls, x="date")["days"].tolist()
    [12.0, 0.5]
    """
    if not isinstance(data, pd.DataFrame):
        raise ChartError(
            Fault(f"it is {an(type(data).__name__)}", "data", "Give a pandas DataFrame, one row an event.")
        )
    faults = column_faults(data, "x", x)
    if opportunities is not None:
        faults += column_faults(data, "opportunities", opportunities)
    if not isinstance(least, (int, float)) or not as_float(least) > 0:  # type: ignore[arg-type]
        faults.append(Fault("it is not above 0", "least", "Give a part of a day, such as 0.5."))
    if faults:
        raise ChartError(faults)
    axis, faults = read_axis(data, x)
    if not faults and not axis.time and opportunities is None and axis.known.any():
        faults.append(Fault("it holds no dates", f"x ({x!r})", "Give each event's date."))
    if faults:
        raise ChartError(faults)
    order = np.argsort(axis.key[axis.known], kind="stable")
    when = axis.x[axis.known].iloc[order].reset_index(drop=True)
    if opportunities is None:
        days = when.diff().dt.total_seconds().iloc[1:] / 86_400 if axis.time else pd.Series(dtype="float64")
        return pd.DataFrame({"x": when.iloc[1:], "days": days.clip(lower=least)}).reset_index(drop=True)
    counts, faults = numbers_of(data, "opportunities", opportunities)
    if faults:
        raise ChartError(faults)
    between = pd.Series(counts[axis.known][order]).diff().iloc[1:] - 1
    if (between < 0).any() or between.isna().any():
        what = "it does not rise from one event to the next"
        raise ChartError(
            Fault(what, f"opportunities ({opportunities!r})", "Give a running count of opportunities.")
        )
    return pd.DataFrame({"x": when.iloc[1:], "cases": between}).reset_index(drop=True)
