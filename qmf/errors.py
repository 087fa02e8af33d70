"""Every way the kit refuses or fails, one class a kind of failure.

A message says what is wrong, where, and how to mend it. One error carries all the faults of its input,
not the first alone. No message repeats a value that could identify a person: callers put column names, row
numbers, unit codes and parameter names in, never the content of free text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "BundleError",
    "ChartError",
    "DataError",
    "Fault",
    "NotebookError",
    "ParameterError",
    "PlaceError",
    "QmfError",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with an input.

    Parameters
    ----------
    what
        What is wrong, as a short sentence without its full stop.
    where
        File, row, column or parameter, as precisely as it is known: ``"observations.csv, row 12, numerator"``.
    mend
        How to put it right, as a short sentence.

    Examples
    --------
    >>> print(Fault("the count is below zero", "observations.csv, row 12, numerator", "Give a count of 0 or more."))
    observations.csv, row 12, numerator: the count is below zero. Give a count of 0 or more.
    """

    what: str
    where: str = ""
    mend: str = ""

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        text = text if text.endswith((".", "?", "!")) else text + "."
        return f"{text} {self.mend}" if self.mend else text


class QmfError(Exception):
    """The root of every error the kit raises on purpose.

    Parameters
    ----------
    faults
        One fault, a sentence, or many of either: all that is wrong with the input.

    Attributes
    ----------
    faults : tuple of Fault
        What was found, in the order it stands in the input.

    Examples
    --------
    >>> error = QmfError([Fault("no such column", "events.csv", "Add a column 'unit'."), "and one more thing"])
    >>> print(error)
    events.csv: no such column. Add a column 'unit'.
    and one more thing.
    """

    def __init__(self, faults: Fault | str | Iterable[Fault | str]) -> None:
        many = [faults] if isinstance(faults, (Fault, str)) else list(faults)
        self.faults: tuple[Fault, ...] = tuple(f if isinstance(f, Fault) else Fault(f) for f in many)
        super().__init__(
            self.faults
        )  # the arguments are the faults, so that the error survives a process pool

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)

    def _render_traceback_(self) -> list[str]:
        """Show the sentences alone in a notebook: IPython asks here instead of printing a traceback."""
        return str(self).splitlines()


class ChartError(QmfError):
    """A chart was asked for that cannot be drawn: a column, kind, rule, phase or value does not fit."""


class ParameterError(QmfError):
    """A parameter file, or the parameters a notebook was given, do not describe a quality priority."""


class DataError(QmfError):
    """A table does not hold what its description says it holds."""


class PlaceError(QmfError):
    """A folder or file that the work needs is not there, or cannot be read or written."""


class NotebookError(QmfError):
    """A notebook did not run to its last cell."""


class BundleError(QmfError):
    """A report bundle cannot be made, or is not what its seal says it is."""
