"""The icons of variation and assurance: one sprite a page, and a reference to it wherever one stands."""

from __future__ import annotations

import difflib
import re
from functools import cache
from importlib.resources import files

from qmf.errors import ChartError, Fault

__all__ = ["icon", "icon_picture", "sprite"]

_SYMBOL = re.compile(
    r'<symbol id="i-([a-z-]+)" viewBox="0 0 64 64"><title>[^<]*</title>(.*?)</symbol>', re.DOTALL
)
_LEAST = 24  # pixels; under it a letter in an icon cannot be read


def sprite() -> str:
    """Give the drawings of all icons, hidden, to stand once at the top of a page.

    Returns
    -------
    str
        An ``<svg>`` that shows nothing itself; `icon` refers to its symbols.

    Examples
    --------
    >>> sprite().startswith('<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"')
    True
    """
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0" class="sprite" aria-hidden="true" '
        f'focusable="false"><defs>{_drawn().partition("<defs>")[2]}'
    )


def icon(name: str, size: int = 36) -> str:
    """Show one icon of the page's sprite. Its words stand beside it, so it is hidden from screen readers.

    Parameters
    ----------
    name
        Name of the icon, for example "improvement-low".
    size
        Width and height in pixels, 24 or more.

    Returns
    -------
    str
        An ``<svg>`` element.

    Raises
    ------
    ChartError
        If there is no such icon, or it would be too small to be read.

    Examples
    --------
    >>> icon("passes", 28)  # doctest: +ELLIPSIS
    '<svg class="icon" width="28" height="28" aria-hidden="true" focusable="false"><use href="#i-passes"/></svg>'
    """
    _check(name)
    if size < _LEAST:
        raise ChartError(Fault("an icon this small cannot be read", "icon, size", f"Give {_LEAST} or more."))
    return (
        f'<svg class="icon" width="{size}" height="{size}" aria-hidden="true" focusable="false">'
        f'<use href="#i-{name}"/></svg>'
    )


def icon_picture(name: str) -> str:
    """Give one icon as a picture of its own, for where there is no sprite.

    Parameters
    ----------
    name
        Name of the icon.

    Returns
    -------
    str
        An ``<svg>`` document.

    Raises
    ------
    ChartError
        If there is no such icon.
    """
    _check(name)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">'
        f"{_symbols()[name]}</svg>"
    )


@cache
def _drawn() -> str:
    return files("qmf.charts").joinpath("icons.svg").read_text(encoding="utf-8")


@cache
def _symbols() -> dict[str, str]:
    return dict(_SYMBOL.findall(_drawn()))


def _check(name: str) -> None:
    names = list(_symbols())
    if name not in names:
        near = difflib.get_close_matches(name, names, 1) or names[:1]
        raise ChartError(Fault("no such icon", "icon, name", f"Did you mean '{near[0]}'?"))
