"""What looks like a secret has no place in a parameter file: a report shows, and a bundle keeps, what is in one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from qmf.errors import Fault
from qmf.framework.problems import Loc

__all__ = ["secret_kind", "secrets_in"]

MEND = (
    "Take it out, and have it changed where anyone else may have seen the file: "
    "secrets come from the environment, never from a parameter file."
)
_NAMES = re.compile(
    r"(^|_)(password|passwd|passphrase|pwd|secrets?|tokens?|api_?key|access_?key|private_?key|keys?|credentials?"
    r"|connection_?string|dsn)(_|$)"
)
_KINDS = {
    "a private key": r"-----BEGIN",
    "an access key": r"\b(AKIA|ASIA)[A-Z0-9]{16}\b|\bAIza[A-Za-z0-9_-]{35}\b",
    "an access token": (
        r"\b(gh[pousr]_|github_pat_|glpat-|xox[abeprs]-)[A-Za-z0-9_-]{10,}"
        r"|\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}"
    ),
    "an address with a password in it": r"\b[A-Za-z][A-Za-z0-9+.-]*://[^\s/:@]*:[^\s/@]+@",
    "a connection string with a password in it": (
        r"(?i)\b(password|passwd|pwd|accountkey|sharedaccesskey|secret|token|api[ _-]?key)\s*=\s*\S"
    ),
    "a password": r"(?i)\b(password|passwd|passphrase|pwd|api[ _-]?key)\s*:\s*\S",
    # 32 signs and more in one run, small, capital and digits mixed: no word, no id and no number is like that
    "a key": r"(?<![\w/+.-])(?=[\w/+]*[a-z])(?=[\w/+]*[A-Z])(?=[\w/+]*[0-9])[\w/+]{32,}={0,2}(?![\w/+.-])",
}
_VALUES = {kind: re.compile(pattern) for kind, pattern in _KINDS.items()}


def secret_kind(text: str) -> str | None:
    """Say what kind of secret a text looks like, or holds; None where it looks like none.

    Parameters
    ----------
    text
        A value of a parameter file.

    Examples
    --------
    >>> secret_kind("postgresql://reader:hunter2@warehouse/quality")
    'an address with a password in it'
    >>> secret_kind("A token of thanks: one a week") is None
    True
    """
    return next((kind for kind, pattern in _VALUES.items() if pattern.search(text)), None)


def secrets_in(values: Any, where: Callable[[Loc], str]) -> Iterator[tuple[Loc, Fault]]:
    """Find what looks like a secret, by its name or by what it is, anywhere in some parameters.

    Parameters
    ----------
    values
        Keys, lists and values as written, unchecked.
    where
        Says a place.

    Yields
    ------
    tuple of Loc and Fault
        The place, and what is wrong there; never what was written.
    """
    for loc, name, value in _leaves(values, ()):
        kind = secret_kind(value) if isinstance(value, str) else None
        if kind is not None:
            yield loc, Fault(f"this looks like {kind}", where(loc), MEND)
        elif name is not None and value is not None and _NAMES.search(_spelt(name)):
            yield loc, Fault("this looks like a secret, by its name", where(loc), MEND)


def _leaves(values: Any, loc: Loc) -> Iterator[tuple[Loc, str | None, Any]]:
    """Give every value with its place and its own name; a name that is a secret itself at the place that holds it."""
    if isinstance(values, Mapping):
        for key, value in values.items():
            if secret_kind(str(key)) is not None:
                yield loc, None, str(key)
            else:
                yield from _named(value, (*loc, str(key)), str(key))
    elif isinstance(values, list | tuple):
        for number, value in enumerate(values):
            yield from _leaves(value, (*loc, number))
    else:
        yield loc, None, values


def _named(value: Any, loc: Loc, name: str) -> Iterator[tuple[Loc, str | None, Any]]:
    if isinstance(value, Mapping | list | tuple) and not _NAMES.search(_spelt(name)):
        yield from _leaves(value, loc)
    else:
        yield loc, name, value


def _spelt(name: str) -> str:
    """Write a name in small words joined by underscores, however its writer joined them."""
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower())
