"""Names that may become part of a path: what is allowed, and which known one was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["is_slug", "is_year", "nearest", "one_of", "shown"]

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_YEAR = re.compile(r"([0-9]{4})-([0-9]{2})")
_LONGEST_SLUG = 80
_LONGEST_SHOWN = 60


def is_slug(text: str) -> bool:
    """Say whether a text is small letters and digits in words joined by single hyphens: safe in any path.

    Parameters
    ----------
    text
        The id of a priority, a measure or a kind of service.

    Returns
    -------
    bool
        Whether it is one, and not too long.

    Examples
    --------
    >>> is_slug("violence-and-aggression"), is_slug("../violence"), is_slug("Violence")
    (True, False, False)
    """
    return len(text) <= _LONGEST_SLUG and _SLUG.fullmatch(text) is not None


def is_year(text: str) -> bool:
    """Say whether a text is an NHS financial year: 1 April of the first year to 31 March of the second.

    Parameters
    ----------
    text
        Four digits, a hyphen, and the last two digits of the year after.

    Returns
    -------
    bool
        Whether it is one.

    Examples
    --------
    >>> is_year("2025-26"), is_year("2025-27"), is_year("1999-00")
    (True, False, True)
    """
    found = _YEAR.fullmatch(text)
    return found is not None and (int(found[1]) + 1) % 100 == int(found[2])


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Find the known name that was probably meant.

    Parameters
    ----------
    name
        What was written.
    known
        What could have been written.

    Returns
    -------
    str or None
        The nearest of `known`, None where nothing is near.

    Examples
    --------
    >>> nearest("dirction", ["definition", "direction"])
    'direction'
    >>> nearest("zebra", ["definition", "direction"]) is None
    True
    """
    plain = {_plain(each): each for each in known}
    found = get_close_matches(_plain(name), list(plain), n=1, cutoff=0.6)
    return plain[found[0]] if found else None


def one_of(known: Iterable[str]) -> str:
    """Write a choice as a person would.

    Parameters
    ----------
    known
        The names to choose from, in the order to show them.

    Returns
    -------
    str
        The names with commas, and 'or' before the last.

    Examples
    --------
    >>> one_of(["increase", "decrease", "neutral"])
    'increase, decrease or neutral'
    """
    names = list(known)
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]


def shown(name: str) -> str:
    r"""Quote a name for a message: on one line, and never longer than a line.

    Parameters
    ----------
    name
        A name as it was given, which may hold anything.

    Returns
    -------
    str
        The name in quotes, cut where it is too long.

    Examples
    --------
    >>> print(shown("aim\nimport os"))
    'aim\nimport os'
    """
    short = name if len(name) <= _LONGEST_SHOWN else name[: _LONGEST_SHOWN - 1] + "…"
    return repr(short)


def _plain(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")
