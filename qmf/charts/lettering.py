"""How wide a text is, and where it wraps: known without a browser, so a drawing can be laid out here.

Widths are those of Arial, in thousandths of the font size; Helvetica and Liberation Sans are made to the same.
"""

from __future__ import annotations

__all__ = ["balanced", "shorten", "text_width", "wrap"]

_FIRST = 32  # the tables start at the space and end at the tilde
_REGULAR = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 "
    "278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 "
    "611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 "
    "556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_BOLD = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 "
    "333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 "
    "611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 "
    "611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584"
)
_OTHERS = {"–": 556, "—": 1000, "−": 584, "’": 278, "‘": 278, "“": 500, "”": 500, "…": 1000, "·": 278}
_UNKNOWN = 722  # wider than most letters, so that an unlisted one gets room enough
_WIDE_FROM = 0x1100  # the scripts and symbols that fill a whole square


def _table(widths: str) -> dict[str, int]:
    listed = {chr(_FIRST + place): int(width) for place, width in enumerate(widths.split())}
    return listed | _OTHERS


_TABLES = {False: _table(_REGULAR), True: _table(_BOLD)}


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is when it is drawn in Arial.

    Parameters
    ----------
    text
        One line.
    size
        Font size in pixels.
    bold
        Whether it is drawn in bold.

    Returns
    -------
    float
        Width in pixels; letters that the tables do not know count as wide ones.

    Examples
    --------
    >>> text_width("Target 6.0", 14)
    63.812
    """
    table = _TABLES[bold]
    return sum(table.get(c, 1000 if ord(c) >= _WIDE_FROM else _UNKNOWN) for c in text) * size / 1000


def wrap(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines that fit.

    Parameters
    ----------
    text
        Words with spaces between them; a word wider than a line is broken.
    size
        Font size in pixels.
    room
        Width of a line in pixels.
    bold
        Whether it is drawn in bold.

    Returns
    -------
    list of str
        The lines; none for an empty text.

    Examples
    --------
    >>> wrap("Violence has been below its average", 20, 220)
    ['Violence has been', 'below its average']
    """
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, bold=bold) <= room:
            lines[-1] = joined
            continue
        while len(word) > 1 and text_width(word, size, bold=bold) > room:
            keep = max(
                1, next(k for k in range(len(word)) if text_width(word[: k + 1], size, bold=bold) > room)
            )
            lines.append(word[:keep])
            word = word[keep:]
        lines.append(word)
    return lines


def balanced(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Break a title into as few lines as fit, and make them about as long as one another.

    Parameters
    ----------
    text
        Words with spaces between them.
    size
        Font size in pixels.
    room
        Width of a line in pixels.
    bold
        Whether it is drawn in bold.

    Returns
    -------
    list of str
        The lines.

    Examples
    --------
    >>> balanced("Violence has been below its average since May", 20, 400)
    ['Violence has been below', 'its average since May']
    """
    lines = wrap(text, size, room, bold=bold)
    narrower = room * 0.95
    while len(lines) > 1 and len(found := wrap(text, size, narrower, bold=bold)) == len(lines):
        lines, narrower = found, narrower * 0.95
    return lines


def shorten(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Cut a text that is wider than its room, and say so with an ellipsis.

    Parameters
    ----------
    text
        One line.
    size
        Font size in pixels.
    room
        Width it may take, in pixels.
    bold
        Whether it is drawn in bold.

    Returns
    -------
    str
        The text, or as much of its beginning as fits before an ellipsis.

    Examples
    --------
    >>> shorten("New limits, accepted by the priority owner", 13, 120)
    'New limits, accept…'
    """
    if text_width(text, size, bold=bold) <= room:
        return text
    while text and text_width(text + "…", size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"
