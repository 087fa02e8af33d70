"""The words of a piece of HTML, for where HTML is not shown: a terminal, a diff, a search."""

from __future__ import annotations

import re
from html.parser import HTMLParser

__all__ = ["plain"]

LINES = frozenset(
    {"p", "li", "tr", "h2", "h3", "h4", "div", "dt", "table", "caption", "summary", "figcaption"}
)
CELLS = frozenset({"td", "th", "dd"})
SILENT = frozenset({"style", "script", "svg"})


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        if tag in LINES:
            self.text.append("\n")
        elif tag in CELLS:
            self.text.append("  ")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT
        if tag in LINES:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.text.append(re.sub(r"\s+", " ", data))


def plain(html: str) -> str:
    """Take the words out of HTML, a line a paragraph, list item or row.

    Examples
    --------
    >>> print(plain("<ul><li><b>Owner:</b> matron &amp; team</li><li>Two</li></ul><svg><title>no</title></svg>"))
    Owner: matron & team
    Two
    """
    words = _Words()
    words.feed(html)
    words.close()
    lines = (re.sub(r" *  +", "  ", line).strip() for line in "".join(words.text).split("\n"))
    return "\n".join(line for line in lines if line)
