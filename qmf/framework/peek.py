"""Look into values that nobody has checked yet: what is there if it is of the right kind, else nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from qmf.framework.fields import day_of

__all__ = ["day", "items", "number", "text", "texts"]


def _dig(values: Any, *path: str) -> Any:
    for key in path:
        values = values.get(key) if isinstance(values, Mapping) else getattr(values, key, None)
    return values


def text(values: Any, *path: str) -> str | None:
    """Return the text at a path of keys, or None.

    Examples
    --------
    >>> text({"aim": {"measure": "falls"}}, "aim", "measure"), text({"aim": 3}, "aim", "measure")
    ('falls', None)
    """
    found = _dig(values, *path)
    return found if isinstance(found, str) else None


def number(values: Any, *path: str) -> float | None:
    """Return the number at a path of keys, or None.

    Examples
    --------
    >>> number({"aim": {"to": 6}}, "aim", "to"), number({"aim": {"to": True}}, "aim", "to")
    (6.0, None)
    """
    found = _dig(values, *path)
    return float(found) if isinstance(found, (int, float)) and not isinstance(found, bool) else None


def day(values: Any, *path: str) -> date | None:
    """Return the day at a path of keys, or None.

    Examples
    --------
    >>> day({"aim": {"by": "2026-03-31"}}, "aim", "by")
    datetime.date(2026, 3, 31)
    """
    return day_of(_dig(values, *path))


def items(values: Any, *path: str) -> Iterator[tuple[int, Any]]:
    """Yield the numbered entries of the list at a path of keys; none where there is no list.

    Examples
    --------
    >>> list(items({"measures": [{"id": "falls"}]}, "measures"))
    [(0, {'id': 'falls'})]
    >>> list(items({"measures": "falls"}, "measures"))
    []
    """
    found = _dig(values, *path)
    if isinstance(found, (list, tuple)):
        yield from enumerate(found)


def texts(values: Any, *path: str) -> list[str]:
    """Return the texts of the list at a path of keys, leaving out whatever else is there.

    Examples
    --------
    >>> texts({"units": ["heron", 3]}, "units")
    ['heron']
    """
    return [entry for _, entry in items(values, *path) if isinstance(entry, str)]
