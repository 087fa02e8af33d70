"""Read a frame's columns for a chart, and say everything that is wrong with them at once."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pandas as pd

from qmf.errors import ChartError, Fault

from .columns import codes_of, flags, numbers_of, read_axis, rows_named, rows_that
from .kinds import KINDS
from .options import column_faults
from .phases import Keys, phase_column, phase_keys
from .rows import Parts, Rows, arrange
from .segments import Floats
from .targets import read_targets

__all__ = ["range_faults", "read_rows"]


def read_rows(
    data: pd.DataFrame,
    *,
    kind: str,
    x: Hashable,
    y: Hashable,
    n: Hashable | None,
    by: list[Hashable],
    exclude: Hashable | None,
    target: object,
    phases: object,
    faults: list[Fault],
) -> Rows:
    """Read, check, sort and group the rows.

    Parameters
    ----------
    faults
        What is already known to be wrong; columns that are missing are not read.

    Raises
    ------
    ChartError
        With those faults and every further one.
    """
    faults = list(faults)

    def there(name: Hashable | None) -> bool:
        return name is not None and not column_faults(data, "", name)

    axis, values, sizes = None, None, None
    if there(x):
        axis, found = read_axis(data, x)
        faults += found
    if there(y):
        values, found = numbers_of(data, "y", y)
        faults += found
    if n is not None and there(n):
        sizes, found = numbers_of(data, "n", n)
        faults += found
    faults += range_faults(data, kind, y, n, values, sizes)
    out = np.zeros(len(data), np.bool_)
    if exclude is not None and there(exclude):
        out, found = flags(data, "exclude", exclude)
        faults += found
    targets, found = read_targets(data, target)
    faults += found
    label, found = phase_column(data, phases)
    faults += found
    labels = None
    if label is not None:
        labels, _, found = codes_of(data, "phases", label)
        faults += found
    starts: Keys = np.zeros(0)
    if axis is not None and not isinstance(phases, str):
        starts, found = phase_keys(phases, axis)
        faults += found
    groups = []
    for name in by:
        if there(name):
            codes, names, found = codes_of(data, "by", name)
            faults += found
            if not found and (codes < 0).any():
                what = rows_that(codes < 0, data, "names no group", "name no group")
                faults.append(
                    Fault(what, f"by ({name!r})", "Name a group in each row, or leave those rows out.")
                )
            groups.append((codes, names))
    if faults or axis is None or values is None:
        raise ChartError(faults)
    return arrange(Parts(kind, axis, values, sizes, out, targets, labels, starts, by, groups))


def range_faults(
    data: pd.DataFrame,
    kind: str,
    y: Hashable,
    n: Hashable | None,
    values: Floats | None,
    sizes: Floats | None,
) -> list[Fault]:
    """Say which numbers a kind of chart cannot have."""
    chart, faults = KINDS[kind], []
    if n is None and chart.n == "must":
        faults.append(Fault(f"a {chart.title} needs a denominator", "n", "Name the column that holds it."))
    if n is not None and chart.n == "no":
        mend = (
            "Leave n out, or choose kind='u' or 'p'."
            if kind in ("c", "mr", "g", "t")
            else "Give a row a measurement."
        )
        faults.append(Fault(f"a {chart.title} has no denominator", "n", mend))
    if values is not None:
        low = values < chart.least if chart.lowest_allowed else values <= chart.least
        if low.any():
            least = "below 0" if chart.lowest_allowed else "0 or below"
            mend = "Use days or cases above 0." if kind == "t" else f"A {chart.title} counts: give 0 or more."
            faults.append(Fault(f"{rows_named(low, data)}: {least}", f"y ({y!r})", mend))
    if sizes is not None:
        low = sizes < 0
        if low.any():
            faults.append(
                Fault(
                    f"{rows_named(low, data)}: below 0",
                    f"n ({n!r})",
                    "Give a denominator above 0, or leave it empty.",
                )
            )
        if chart.share and values is not None:
            more = (values > sizes) & (sizes > 0)
            if more.any():
                mend = "The numerator must be part of the denominator; for a rate choose kind='u'."
                faults.append(
                    Fault(
                        f"{rows_named(more, data)}: the numerator is above the denominator",
                        f"y ({y!r})",
                        mend,
                    )
                )
    return faults
