"""The kit's own kind of validation error: one sentence says what is wrong, one how to mend it."""

from __future__ import annotations

from pydantic_core import InitErrorDetails, PydanticCustomError

__all__ = ["OURS", "Loc", "at", "problem"]

OURS = "qmf"
Loc = tuple[int | str, ...]


def problem(what: str, mend: str) -> PydanticCustomError:
    """Make the error that a check of one value raises.

    Parameters
    ----------
    what
        What is wrong, without its full stop; it follows the place: ``"is not a date"``.
    mend
        How to put it right, as a sentence.

    Examples
    --------
    >>> problem("is not a date", "Write the year first.").context
    {'what': 'is not a date', 'mend': 'Write the year first.'}
    """
    return PydanticCustomError(OURS, "{what}. {mend}", {"what": what, "mend": mend})


def at(loc: Loc, what: str, mend: str) -> InitErrorDetails:
    """Make the error of a check that sees several values, at the place where it should be mended.

    Parameters
    ----------
    loc
        Keys and list positions from the model that checks: ``("baseline", "end")``.
    what, mend
        As in :func:`problem`.

    Examples
    --------
    >>> at(("baseline", "end"), "the baseline ends before it starts", "Swap the dates.")["loc"]
    ('baseline', 'end')
    """
    return InitErrorDetails(type=problem(what, mend), loc=loc, input=None)
