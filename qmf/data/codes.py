"""A cell that names several things, with semicolons between."""

from __future__ import annotations

__all__ = ["codes"]


def codes(cell: object) -> tuple[str, ...]:
    """Give each code of a cell.

    Parameters
    ----------
    cell
        A text such as ``"heron; linnet"``; empty where nothing is named.

    Returns
    -------
    tuple of str
        The codes, in order.

    Examples
    --------
    >>> codes("heron; linnet"), codes("")
    (('heron', 'linnet'), ())
    """
    return tuple(code.strip() for code in str(cell).split(";") if code.strip())
