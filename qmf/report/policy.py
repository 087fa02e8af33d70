"""The Content-Security-Policy of a page: what a browser may run, paint and fetch, named by its SHA-256.

A page opens from a folder, where ``'self'`` means little: styles and scripts stand in the page and are allowed by their
hash, and nothing else is. Markup that slipped in from data could neither run nor fetch anything.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

__all__ = ["PLOTLY", "asset", "policy"]

PLOTLY = "page.js"
"""The script that fetches plotly when a reader asks to look closer."""
BOLD = "font-weight:bold"
"""The one style attribute that plotly writes for our figures, at a year or a flag's letter."""
_SHEET = re.compile(r"""createElement\("style"\);(\w+)\.id="\w+",\1\.textContent='((?:[^'\\]|\\.)*)'""")


def policy(style: str, scripts: Sequence[str] = ()) -> str:
    """Write the policy of a page.

    Parameters
    ----------
    style
        The text of its one style element.
    scripts
        The names of the scripts that stand in it.

    Returns
    -------
    str
        The content of its ``meta`` element.

    Examples
    --------
    >>> policy("p{}")[:71]
    "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha"
    """
    styles = [_hash(style)]
    rules = ["default-src 'none'", "base-uri 'none'", "form-action 'none'"]
    if PLOTLY in scripts:
        # an empty sheet that it fills rule by rule, the sheet of a kind of map that we never draw, and bold years
        styles += [_hash(""), *map(_hash, _sheets()), "'unsafe-hashes'", _hash(BOLD)]
        rules += ["img-src data: blob:"]  # the picture that a reader saves
    rules += [f"style-src {' '.join(styles)}"]
    if scripts:
        hashes = " ".join(_hash(asset(name)) for name in scripts)
        # what page.js itself adds, plotly.min.js beside the page, is trusted as page.js is
        rules += [f"script-src {hashes}" + (" 'strict-dynamic'" if PLOTLY in scripts else "")]
    return "; ".join(rules)


@cache
def asset(name: str) -> str:
    """Give the text of one of the kit's scripts or style sheets.

    Examples
    --------
    >>> "use strict" in asset("page.js")
    True
    """
    return (files("qmf.report") / "assets" / name).read_text(encoding="utf-8")


@cache
def _sheets() -> tuple[str, ...]:
    """Find the style sheets that this plotly carries as text and adds to a page when it loads."""
    text = (files("plotly") / "package_data" / "plotly.min.js").read_text(encoding="utf-8")
    return tuple(re.sub(r"\\(.)", r"\1", found[1]) for found in _SHEET.findall(text))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
