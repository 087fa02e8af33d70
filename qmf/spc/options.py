"""What a chart is asked for, checked before any row is read."""

from __future__ import annotations

import decimal
import difflib
import math
import numbers
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from qmf.errors import ChartError, Fault

from .kinds import KINDS
from .profiles import PROFILES, Profile

__all__ = ["IMPROVEMENTS", "LARGEST", "Options", "an", "as_float", "column_faults", "nearest", "read_options"]

LARGEST = 1e100  # larger numbers are no measurement, and their squares would overflow
IMPROVEMENTS = ("increase", "decrease", "neutral")


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of :func:`qmf.spc.control_chart` other than the data, in the form the rest of the room uses."""

    kind: str
    rules: str
    improvement: str
    baseline: int | None
    screen: bool
    centre: float | None
    run_length: int | None
    multiply: float

    @property
    def profile(self) -> Profile:
        """The rules, of the length asked for."""
        return PROFILES[self.rules].of_length(self.run_length)

    @property
    def given(self) -> float | None:
        """The given centre line in the units of y, before `multiply`."""
        return None if self.centre is None or self.kind == "np" else self.centre / self.multiply


def as_float(number: numbers.Real | decimal.Decimal) -> float:
    """Give a number as a double; what is too large for one is infinite."""
    try:
        return float(number)
    except OverflowError:
        return math.inf


def an(noun: str) -> str:
    """Put the article that a noun takes before it.

    >>> an("average"), an("median")
    ('an average', 'a median')
    """
    return f"an {noun}" if noun[0].casefold() in "aeiou" else f"a {noun}"


def nearest(name: object, known: Iterable[object]) -> str:
    """Name the nearest known name for a message: "Did you mean 'month'?", or list them all."""
    texts = [str(k) for k in known]
    close = difflib.get_close_matches(str(name), texts, n=1, cutoff=0.5)
    folded = [t for t in texts if t.casefold() == str(name).casefold()]
    if folded or close:
        return f"Did you mean {(folded or close)[0]!r}?"
    if not texts:
        return ""
    return "There is " + ", ".join(map(repr, texts[:12])) + (" and more." if len(texts) > 12 else ".")


def read_options(
    *,
    kind: object,
    rules: object,
    improvement: object,
    baseline: object,
    screen: object,
    centre: object,
    run_length: object,
    multiply: object,
) -> tuple[Options, list[Fault]]:
    """Check the arguments; what is wrong comes back as faults, with a harmless value in its place."""
    faults: list[Fault] = []
    kind = _name("kind", kind, KINDS, faults, "xmr")
    rules = _name("rules", rules, PROFILES, faults, "mdc")
    improvement = _name("improvement", improvement, IMPROVEMENTS, faults, "neutral")
    count = _whole("baseline", baseline, faults)
    if count is not None and count < 2:
        faults.append(
            Fault("a baseline needs at least 2 points", "baseline", "Give 2 or more, or leave it out.")
        )
    if not (isinstance(screen, bool) or type(screen).__name__ == "bool_" or type(screen).__name__ == "bool"):
        faults.append(Fault("it is neither True nor False", "screen", "Give True or False."))
    length = _whole("run_length", run_length, faults)
    allowed = PROFILES[rules].adjustable
    if length is not None and length not in allowed:
        can = ", ".join(map(str, allowed))
        mend = f"Give one of {can}." if can else f"The lengths of {rules!r} are fixed: leave it out."
        faults.append(Fault(f"the rules {rules!r} do not allow a run length of {length}", "run_length", mend))
    times = _number("multiply", multiply, faults)
    if times is not None and times <= 0:
        faults.append(
            Fault("it is not above 0", "multiply", "Give 100 for per cent, 1000 for a rate per 1,000, or 1.")
        )
        times = 1.0
    line = _number("centre", centre, faults)
    if line is not None:
        faults += _centre_faults(kind, line, times or 1.0)
    return Options(kind, rules, improvement, count, bool(screen), line, length, times or 1.0), faults


def _centre_faults(kind: str, line: float, times: float) -> list[Fault]:
    what = KINDS[kind]
    if line < what.least or (line == what.least and not what.lowest_allowed):
        return [
            Fault(
                f"a {what.title} cannot have a centre line of {line:g}",
                "centre",
                "Give one that y can reach.",
            )
        ]
    top = 1.0 if kind == "np" else times
    if what.share and line > top:
        mend = "Give a share, from 0 to 1." if kind == "np" else "Give it in the units shown, after multiply."
        return [Fault(f"a {what.title} cannot have a centre line above {top:g}", "centre", mend)]
    return []


def _name(where: str, given: object, known: Iterable[str], faults: list[Fault], default: str) -> str:
    if isinstance(given, str) and given in known:
        return given
    shown = repr(given) if given is None or isinstance(given, str) else an(type(given).__name__)
    faults.append(Fault(f"{shown} is not known", where, nearest(given, known)))
    return default


def _whole(where: str, given: object, faults: list[Fault]) -> int | None:
    if given is None:
        return None
    number = _number(where, given, faults)
    if number is not None and number != int(number):
        faults.append(Fault("it is not a whole number", where, "Give a whole number of points."))
        return None
    return None if number is None else int(number)


def _number(where: str, given: object, faults: list[Fault]) -> float | None:
    if given is None:
        if where == "multiply":
            faults.append(Fault("it is missing", where, "Give a number, 1 to leave values as they are."))
        return None
    if isinstance(given, numbers.Real) and type(given).__name__ != "bool":
        value = as_float(given)
        if math.isfinite(value) and abs(value) <= LARGEST:
            return value
    faults.append(Fault("it is not a number", where, "Give a finite number."))
    return None


def read_names(
    data: object, x: object, y: object, n: object, by: object, exclude: object
) -> tuple[pd.DataFrame, list[Hashable], list[Fault]]:
    """Check that the data are a frame and that the columns are there.

    Returns
    -------
    tuple
        The frame, the grouping columns and the faults.

    Raises
    ------
    ChartError
        Where the data are no DataFrame: nothing more can then be checked.
    """
    if not isinstance(data, pd.DataFrame):
        raise ChartError(
            Fault(f"it is {an(type(data).__name__)}", "data", "Give a pandas DataFrame, one row a point.")
        )
    groups: list[Hashable] = []
    faults: list[Fault] = []
    if isinstance(by, (str, int)):
        groups = [by]
    elif isinstance(by, Sequence):
        groups = list(by)
    elif by is not None:
        faults.append(
            Fault(f"it is {an(type(by).__name__)}", "by", "Give a column's name, or a list of names.")
        )
    if len({repr(g) for g in groups}) < len(groups):
        faults.append(Fault("a column is named twice", "by", "Name each column once."))
    wanted: list[tuple[str, object]] = [("x", x), ("y", y)]
    wanted += [(role, name) for role, name in (("n", n), ("exclude", exclude)) if name is not None]
    wanted += [("by", group) for group in groups]
    for role, name in wanted:
        faults += column_faults(data, role, name)
    return data, groups, faults


def column_faults(data: pd.DataFrame, role: str, name: object) -> list[Fault]:
    """Say what is wrong with a column's name, if anything."""
    try:
        count = int((data.columns == name).sum()) if name in data.columns else 0
    except (TypeError, ValueError):  # an unhashable name, or one that compares to nothing
        return [Fault(f"{an(type(name).__name__)} is no column's name", role, "Give the name of a column.")]
    if count == 1:
        return []
    if count > 1:
        return [
            Fault(f"there are {count} columns called {name!r}", role, "Give each column a name of its own.")
        ]
    if name is None:
        return [
            Fault("no column is named", role, f"Name one: {role}='...'. {nearest('', data.columns)}".strip())
        ]
    if name in data.index.names:
        return [Fault(f"{name!r} is the index, not a column", role, "Call data.reset_index() first.")]
    return [Fault(f"there is no column {name!r}", role, nearest(name, data.columns))]
